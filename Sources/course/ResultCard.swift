import Catalogue
import Console
import CourseKit

/// The report card of a grading: a line per exercise, and the grader's message for those that
/// failed.
struct ResultCard {
  let results: [ExerciseResult]
  let language: Language

  var text: StyledText {
    var text: StyledText = ""
    var isFirst = true
    var wasShort = false
    for chapter in Catalogue.chapters {
      let own = results.filter { $0.exercise.chapter == chapter.number }
      guard !own.isEmpty else { continue }
      // When other chapters have more to show, one that is not started takes one line.
      let isShort = own.count < results.count && own.allSatisfy(\.isUntouched)
      if !isFirst { text += isShort && wasShort ? "\n" : "\n\n" }
      isFirst = false
      text += .bold("\(chapter.number) \(chapter.title.in(language))")
      text +=
        isShort
        ? .faint(language.text("  not started", "  não começado"))
        : "\n" + own.map(lines).joined(separator: "\n")
      wasShort = isShort
    }
    return text
  }

  private func lines(of result: ExerciseResult) -> StyledText {
    let exercise = result.exercise
    var text: StyledText =
      "  \(StyledText.mark(result)) \(exercise.number)  \(exercise.title.in(language))"
    switch result.outcome {
    case .passed:
      if !result.printed.isEmpty {
        text += "\n\(indented(language.text("It printed:", "Ele imprimiu:"), by: 7))"
        text += "\n\(indented(result.printed, by: 11))"
      }
      if !result.remark.isEmpty {
        text += "\n\(indented(wrapped(result.remark, to: 90), by: 7))"
      }
    case .failed:
      text += "\n\(indented(result.message, by: 7))"
    case .notStarted:
      guard !result.stillToWrite.isEmpty else {
        text += .faint(language.text("  not started", "  não começado"))
        break
      }
      // The grader's message on the parts that are written; if none is, it says only "not started".
      if result.message.contains(": ") { text += "\n\(indented(result.message, by: 7))" }
      text += "\n\(indented(stillToWrite(result, language), by: 7))"
    case .blocked:
      let blocker = result.blocker ?? "?"
      text += StyledText(
        language.text("  needs \(blocker) first", "  faça antes o \(blocker)"))
    }
    return text
  }

  private func indented(_ text: String, by count: Int) -> String {
    let margin = String(repeating: " ", count: count)
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : margin + $0 }.joined(separator: "\n")
  }

  /// "3 passed, 1 failed, 5 not started.", and how many are the reference's: "6 of 6 yours, 66 the
  /// reference."
  var summary: String {
    let own = results.filter { !$0.isReference }
    let reference = results.count - own.count
    let counted = reference > 0 && reference == results.count(.passed) - own.count(.passed)
    let results = counted ? own : results
    let parts: [(Outcome, String, String)] = [
      (.passed, "passed", results.count(.passed) == 1 ? "passou" : "passaram"),
      (.failed, "failed", results.count(.failed) == 1 ? "falhou" : "falharam"),
      (
        .blocked, results.count(.blocked) == 1 ? "needs another first" : "need another first",
        results.count(.blocked) == 1 ? "depende de outro" : "dependem de outro"
      ),
      (
        .notStarted, "not started",
        results.count(.notStarted) == 1 ? "não começado" : "não começados"
      ),
    ]
    var words = parts.compactMap { outcome, english, portuguese -> String? in
      let count = results.count { $0.outcome == outcome && $0.stillToWrite.isEmpty }
      return count == 0 ? nil : "\(count) \(language.text(english, portuguese))"
    }
    let begun = results.count { !$0.stillToWrite.isEmpty }
    if begun > 0 {
      words.append(
        language.text("\(begun) begun", begun == 1 ? "1 começado" : "\(begun) começados"))
    }
    guard counted else { return words.joined(separator: ", ") + "." }
    if own.allSatisfy({ $0.outcome == .passed }) {
      words =
        own.isEmpty
        ? []
        : [language.text("\(own.count) of \(own.count) yours", "\(own.count) de \(own.count) seus")]
    }
    words.append(
      own.isEmpty
        ? language.text(
          "\(reference) of the reference passed", "\(reference) da referência passaram")
        : language.text("\(reference) the reference", "\(reference) da referência"))
    return words.joined(separator: ", ") + "."
  }
}
