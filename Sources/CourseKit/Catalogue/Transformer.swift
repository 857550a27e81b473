extension Catalogue {
  static let transformer = Chapter(
    4, module: "Transformer", title: Text("A GPT from scratch", "GPT do zero"),
    exercises: [])
}
