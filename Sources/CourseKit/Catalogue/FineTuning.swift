extension Catalogue {
  static let fineTuning = Chapter(
    6, module: "FineTuning", title: Text("Fine-tuning", "Fine-tuning"),
    exercises: [])
}
