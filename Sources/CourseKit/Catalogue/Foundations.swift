extension Catalogue {
  static let foundations = Chapter(
    0, module: "Foundations", title: Text("Step zero", "Passo zero"),
    exercises: [])
}
