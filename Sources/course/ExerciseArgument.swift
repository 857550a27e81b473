import Catalogue
import Console
import CourseKit

/// The number of an exercise as a command-line argument: `3.4`.
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

/// All exercises or some of them: nothing, `3`, `3.4`, `3 4` or `0.8-1.2` on the command line.
struct Selection: ArgumentValue, Equatable {
  let name: String
  let exercises: [Exercise]
  static let all = Selection(name: "", exercises: Catalogue.exercises)

  private init(name: String, exercises: [Exercise]) {
    self.name = name
    self.exercises = exercises
  }

  init?(argument text: String) {
    var chosen: Set<String> = []
    for part in text.split(whereSeparator: { " ,".contains($0) }) {
      // A range goes from the first exercise of its left end to the last of its right end.
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map(Selection.places)
      guard ends.count <= 2, let first = ends.first??.lowerBound, let last = ends.last??.upperBound,
        first <= last
      else { return nil }
      chosen.formUnion(Catalogue.exercises[first...last].map(\.number))
    }
    guard !chosen.isEmpty else { return nil }
    self.init(
      name: text, exercises: Catalogue.exercises.filter { chosen.contains($0.number) })
  }

  /// The indices in the catalogue of an exercise, or of all exercises of a chapter.
  private static func places(of name: Substring) -> ClosedRange<Int>? {
    let places = Catalogue.exercises.indices.filter {
      let exercise = Catalogue.exercises[$0]
      return exercise.number == name || String(exercise.chapter) == name
    }
    guard let first = places.first, let last = places.last else { return nil }
    return first...last
  }

  func contains(_ exercise: Exercise) -> Bool {
    exercises.contains { $0.number == exercise.number }
  }

  /// Whether exactly one exercise is selected.
  var isOne: Bool { exercises.count == 1 }

  static func == (one: Selection, other: Selection) -> Bool {
    one.exercises.map(\.number) == other.exercises.map(\.number)
  }

  var shownAsDefault: String? { nil }
  static var placeholder: Text { Text("CHAPTER|EXERCISE", "CAPÍTULO|EXERCÍCIO") }
  static var expectation: Text {
    let last = Catalogue.chapters.count - 1
    return Text(
      "chapters from 0 to \(last) or exercises, such as 3, 3.4, 3 4 or 0.8-1.2; course map --all "
        + "lists them",
      "capítulos de 0 a \(last) ou exercícios, como 3, 3.4, 3 4 ou 0.8-1.2; course map --all lista "
        + "todos")
  }
}
