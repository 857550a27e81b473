import Console
import CourseKit

/// The number of an exercise on the command line: `3.4`.
struct ExerciseArgument: ArgumentValue {
  let exercise: Exercise

  init?(argument text: String) {
    guard let exercise = Catalogue.exercise(text) else { return nil }
    self.exercise = exercise
  }

  var shownAsDefault: String? { nil }
  static var placeholder: Text { Text("EXERCISE", "EXERCÍCIO") }
  static var expectation: Text {
    Text(
      "the number of an exercise such as \(example); course map --all lists them",
      "o número de um exercício, como \(example); course map --all lista todos")
  }

  private static var example: String { Catalogue.exercises.first?.number ?? "3.4" }
}

/// All exercises, those of a chapter, or one: nothing, `3` or `3.4` on the command line.
struct Selection: ArgumentValue, Equatable {
  let name: String
  static let all = Selection(name: "")

  private init(name: String) { self.name = name }

  init?(argument text: String) {
    guard
      Catalogue.exercise(text) != nil
        || Catalogue.chapters.contains(where: { String($0.number) == text })
    else { return nil }
    name = text
  }

  func contains(_ exercise: Exercise) -> Bool {
    name.isEmpty || exercise.number == name || String(exercise.chapter) == name
  }

  var exercises: [Exercise] { Catalogue.exercises.filter(contains) }
  /// Whether it is an exercise and no chapter.
  var isOne: Bool { name.contains(".") }

  var shownAsDefault: String? { nil }
  static var placeholder: Text { Text("CHAPTER|EXERCISE", "CAPÍTULO|EXERCÍCIO") }
  static var expectation: Text {
    Text(
      "a chapter from 0 to \(Catalogue.chapters.count - 1), or an exercise such as 3.4; "
        + "course map --all lists them",
      "um capítulo de 0 a \(Catalogue.chapters.count - 1), ou um exercício como 3.4; "
        + "course map --all lista todos")
  }
}
