import Catalogue
import Console
import CourseKit

/// Whose code runs, chapter by chapter, where a program is made of as much of the learner's as works.
///
/// A chapter is the learner's if each of its exercises passes; else all of it is the reference's. So one
/// mistake never shows up as another chapter's fault, and what is shown is what `gpt` would run.
struct Ownership {
  enum Owner: Equatable {
    case learner
    /// By `SOLUTIONS`.
    case chosenReference
    case referenceForNow(Reason)
  }

  enum Reason: Equatable {
    case notStarted
    /// Of the exercises, these have not passed.
    case notPassed([String])
    /// Something in it or before it does not compile.
    case notCompiled
  }

  struct Part {
    let chapter: Int
    let exerciseCount: Int
    let owner: Owner
  }

  let parts: [Part]

  /// The chapters up to `last`.
  init(upTo last: Int, _ results: [ExerciseResult]) {
    parts = (0...last).map { chapter in
      let own = results.filter { $0.exercise.chapter == chapter }
      return Part(chapter: chapter, exerciseCount: own.count, owner: Ownership.owner(own))
    }
  }

  private static func owner(_ results: [ExerciseResult]) -> Owner {
    if results.contains(where: \.isReference) { return .chosenReference }
    let missing = results.filter { $0.outcome != .passed }
    if missing.isEmpty { return .learner }
    if missing.contains(where: { $0.outcome == .failed && !$0.isGraded }) {
      return .referenceForNow(.notCompiled)
    }
    return .referenceForNow(
      results.allSatisfy(\.isUntouched)
        ? .notStarted : .notPassed(missing.map(\.exercise.number)))
  }

  var hasOwn: Bool { parts.contains { $0.owner == .learner } }
  var isAllOwn: Bool { parts.allSatisfy { $0.owner == .learner } }

  /// The value of `SOLUTIONS` for this, with the chapters up to `last` that are not even looked at.
  func solutions(upTo last: Int) -> String {
    let after = parts.count <= last ? Array(parts.count...last) : []
    return (parts.filter { $0.owner != .learner }.map(\.chapter) + after)
      .map(String.init).joined(separator: ",")
  }

  // MARK: In words

  /// A sentence for each run of chapters that are alike: "Chapters 0–2: 22 of 22 yours."
  func sentences(_ language: Language) -> [String] {
    var sentences: [String] = []
    var rest = parts[...]
    while let first = rest.first {
      let run = rest.prefix { $0.owner == first.owner }
      rest = rest.dropFirst(run.count)
      sentences.append(sentence(on: Array(run), language))
    }
    return sentences
  }

  private func sentence(on run: [Part], _ language: Language) -> String {
    let (first, last) = (run[0], run[run.count - 1])
    let isOne = run.count == 1
    let name =
      isOne
      ? language.text("Chapter \(first.chapter)", "Capítulo \(first.chapter)")
      : language.text(
        "Chapters \(first.chapter)–\(last.chapter)", "Capítulos \(first.chapter)–\(last.chapter)")
    let count = run.reduce(0) { $0 + $1.exerciseCount }
    let reference =
      isOne
      ? language.text("so here it is the reference's", "então aqui ele é o da referência")
      : language.text("so here they are the reference's", "então aqui eles são os da referência")
    switch first.owner {
    case .learner:
      return language.text(
        "\(name): \(count) of \(count) yours.", "\(name): \(count) de \(count) seus.")
    case .chosenReference:
      return language.text(
        "\(name): the reference's, as SOLUTIONS says.",
        "\(name): da referência, como SOLUTIONS pede.")
    case .referenceForNow(.notStarted):
      return language.text(
        "\(name): not started, \(reference).",
        "\(name): \(isOne ? "não começado" : "não começados"), \(reference).")
    case .referenceForNow(.notCompiled):
      return language.text(
        "\(name): not graded, as something does not compile, \(reference).",
        "\(name): sem correção, porque algo não compila, \(reference).")
    case .referenceForNow(.notPassed(let numbers)):
      let passed = count - numbers.count
      let names = Ownership.list(numbers, language)
      return language.text(
        "\(name): \(passed) of \(count) yours; \(names) "
          + "\(numbers.count == 1 ? "has" : "have") not passed yet, \(reference).",
        "\(name): \(passed) de \(count) seus; \(names) ainda não "
          + "\(numbers.count == 1 ? "passou" : "passaram"), \(reference).")
    }
  }

  /// "1.2, 1.4 and 1.5"; of many, the first and how many more.
  static func list(_ numbers: [String], _ language: Language) -> String {
    guard numbers.count > 1 else { return numbers.first ?? "" }
    if numbers.count > 4 {
      return numbers.prefix(3).joined(separator: ", ")
        + language.text(" and \(numbers.count - 3) more", " e mais \(numbers.count - 3)")
    }
    return numbers.dropLast().joined(separator: ", ") + language.text(" and ", " e ")
      + numbers[numbers.count - 1]
  }
}
