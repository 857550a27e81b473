import Catalogue
import Charts
import CourseKit
import Foundation

/// Results as xUnit XML, as read by Jenkins, GitLab and classroom autograders: a suite per chapter
/// and a case per exercise. Failures carry their message, exercises that could not be graded are
/// errors, and exercises not started are skipped.
struct XUnit {
  let results: [ExerciseResult]
  let language: Language

  var description: String {
    let suites = Catalogue.chapters.compactMap { chapter -> String? in
      let own = results.filter { $0.exercise.chapter == chapter.number }
      return own.isEmpty ? nil : suite(chapter, own)
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + "<testsuites name=\"gpt-from-scratch\" \(counts(results))>\n"
      + suites.joined(separator: "\n") + "\n</testsuites>\n"
  }

  private func suite(_ chapter: Chapter, _ own: [ExerciseResult]) -> String {
    let name = XUnit.escaped("\(chapter.number) \(chapter.title.in(language))")
    return "  <testsuite name=\"\(name)\" \(counts(own))>\n"
      + own.map { testCase($0, chapter) }.joined(separator: "\n") + "\n  </testsuite>"
  }

  private func counts(_ results: [ExerciseResult]) -> String {
    let skipped = results.count(.notStarted) + results.count(.blocked)
    let seconds = results.compactMap(\.seconds).reduce(0, +)
    let errors = results.count { !$0.isGraded }
    let failures = results.count(.failed) - errors
    return "tests=\"\(results.count)\" failures=\"\(failures)\" errors=\"\(errors)\" "
      + "skipped=\"\(skipped)\" time=\"\(time(seconds))\""
  }

  private func testCase(_ result: ExerciseResult, _ chapter: Chapter) -> String {
    let exercise = result.exercise
    let name = XUnit.escaped("\(exercise.number) \(exercise.title.in(language))")
    let start =
      "    <testcase classname=\"\(chapter.module)\" name=\"\(name)\" "
      + "time=\"\(time(result.seconds ?? 0))\""
    var inside = ""
    switch result.outcome {
    case .passed: break
    case .failed:
      let first = result.message.split(separator: "\n").first.map(String.init) ?? ""
      let (tag, type) = result.isGraded ? ("failure", "failed") : ("error", "notGraded")
      inside +=
        "      <\(tag) message=\"\(XUnit.escaped(first))\" type=\"\(type)\">"
        + "\(XUnit.escaped(result.message))</\(tag)>\n"
    case .notStarted, .blocked:
      let reason =
        result.blocker.map { language.text("needs \($0) first", "faça antes o \($0)") }
        ?? language.text("not started", "não começado")
      inside += "      <skipped message=\"\(XUnit.escaped(reason))\"/>\n"
    }
    if !result.printed.isEmpty {
      inside += "      <system-out>\(XUnit.escaped(result.printed))</system-out>\n"
    }
    return inside.isEmpty ? "\(start)/>" : "\(start)>\n\(inside)    </testcase>"
  }

  private func time(_ seconds: Double) -> String { decimal(seconds, 3, .english) }

  private static func escaped(_ text: String) -> String {
    escapedForMarkup(text, lineBreaks: .references)
  }
}
