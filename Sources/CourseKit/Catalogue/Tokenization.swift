extension Catalogue {
  static let tokenization = Chapter(
    2, module: "Tokenization", title: Text("Text to numbers", "Texto vira número"),
    exercises: [])
}
