extension Catalogue {
  static let instructionTuning = Chapter(
    7, module: "InstructionTuning", title: Text("Instruction tuning", "Instruction tuning"),
    exercises: [])
}
