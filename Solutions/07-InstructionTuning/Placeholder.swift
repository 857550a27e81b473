// A placeholder for the chapter InstructionTuning.
