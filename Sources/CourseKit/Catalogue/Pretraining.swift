extension Catalogue {
  static let pretraining = Chapter(
    5, module: "Pretraining", title: Text("Pretraining", "Pré-treinamento"),
    exercises: [])
}
