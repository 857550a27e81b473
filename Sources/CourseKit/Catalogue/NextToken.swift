extension Catalogue {
  static let nextToken = Chapter(
    1, module: "NextToken", title: Text("What an LLM is", "O que é um LLM"),
    exercises: [])
}
