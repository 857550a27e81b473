import CourseKit

/// A passage and a question about it as a person typed them, and the answers that count as right.
///
/// The small world's own items share its templates, so a model that has learned those may have
/// learned no reading. These are by several writers who knew the words of the world and none of its
/// sentences.
public struct TypedQuestion: Sendable, Hashable {
  /// What makes the question hard, or that nothing does.
  public enum Kind: String, CaseIterable, Sendable, Codable {
    case plain
    /// Several do the same, or have the same: the kind of the answer does not give it away.
    case same
    /// First, last, before, after.
    case order
    /// Which of two, what colour.
    case attribute
    case whose
    case howMany = "howmany"
    case yesNo = "yesno"
    /// A passive, or "it was Ana who …", in the passage or the question.
    case turned
    /// It has a name, a thing or a place that the world does not have.
    case invented
    /// The passage does not say it.
    case unsaid
  }

  /// What the questions are for.
  public enum Purpose: Sendable, CaseIterable {
    /// Nothing may be learned from them or chosen by them.
    case measuring
    /// To choose among plans.
    case choosing
  }

  public let kind: Kind
  public let passage: String
  public let question: String
  /// All that count as right, the best one first, without a full stop.
  public let answers: [String]

  /// The questions of one language.
  public static func all(in language: Language, for purpose: Purpose) -> [TypedQuestion] {
    let lines =
      switch (language, purpose) {
      case (.english, .measuring): EnglishTypedForMeasuring.lines
      case (.english, .choosing): EnglishTypedForChoosing.lines
      case (.portuguese, .measuring): PortugueseTypedForMeasuring.lines
      case (.portuguese, .choosing): PortugueseTypedForChoosing.lines
      }
    return lines.split(separator: "\n").map { TypedQuestion(line: $0) }
  }

  private init(line: Substring) {
    let cells = line.split(separator: " | ")
    guard cells.count == 4, let kind = Kind(rawValue: String(cells[0])) else {
      preconditionFailure("not a typed question: \(line)")
    }
    self.kind = kind
    passage = String(cells[1])
    question = String(cells[2])
    answers = cells[3].split(separator: " / ").map(String.init)
  }
}
