extension Catalogue {
  static let extensions = Chapter(
    8, module: "Extensions", title: Text("Extensions", "Extras"),
    exercises: [])
}
