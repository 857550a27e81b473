import CourseKit

/// What is wrong with one row or item of a user's file.
struct FileFlaw: Error {
  enum Unit: Sendable {
    case line, item

    var name: Text { self == .line ? Text("line", "linha") : Text("item", "item") }
  }

  let unit: Unit
  /// Counted from 1.
  let number: Int
  let reason: Text

  /// An error that states the first flaw of a file, how many more there are, and how to skip them;
  /// nil if there are none.
  static func error(for flaws: [FileFlaw], in name: String) -> InputError? {
    guard let first = flaws.min(by: { $0.number < $1.number }) else { return nil }
    let more = flaws.count - 1
    func sentence(_ language: Language) -> String {
      "\(name), \(first.unit.name.in(language)) \(first.number): \(first.reason.in(language))"
        + (more == 0 ? "" : language.text(" (and \(more) more)", " (e mais \(more))"))
        + language.text(
          ". --skip-bad-rows goes on without.", ". --skip-bad-rows continua sem isso.")
    }
    return InputError(sentence(.english), sentence(.portuguese))
  }
}
