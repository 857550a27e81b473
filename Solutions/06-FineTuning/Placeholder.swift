// A placeholder for the chapter FineTuning.
