import CourseKit

/// A passage and a question typed by a person, with the accepted answers.
///
/// The small world's own items share its templates, so a model may answer them without having
/// learned to read. These were typed by several writers who knew the world's words but none of its
/// sentences.
public struct TypedQuestion: Sendable, Hashable {
  /// What makes the question hard, if anything.
  public enum Kind: String, CaseIterable, Sendable, Codable {
    case plain
    /// Several candidates do the same thing, or have it: the kind of answer does not give it away.
    case same
    /// First, last, before, after.
    case order
    /// Which of two, or what colour.
    case attribute
    case whose
    case howMany = "howmany"
    case yesNo = "yesno"
    /// The passage or the question uses a passive, or a cleft such as "it was Ana who …".
    case turned
    /// It has a name, a thing or a place from outside the small world.
    case invented
    /// The passage does not give the answer.
    case unsaid

    /// In a table of scores.
    public func name(in language: Language) -> String {
      switch self {
      case .plain: language.text("plain", "simples")
      case .same: language.text("same kind twice", "dois do mesmo tipo")
      case .order: language.text("order", "ordem")
      case .attribute: language.text("which, what colour", "qual, de que cor")
      case .whose: language.text("whose", "de quem")
      case .howMany: language.text("how many", "quantos")
      case .yesNo: language.text("yes or no", "sim ou não")
      case .turned: language.text("passive, cleft", "passiva, clivada")
      case .invented: language.text("invented word", "palavra inventada")
      case .unsaid: language.text("not said", "não dito")
      }
    }
  }

  /// What the questions may be used for.
  public enum Purpose: Sendable, CaseIterable {
    /// Final evaluation only: never for training or for model selection.
    case measuring
    /// Model selection.
    case choosing
  }

  public let kind: Kind
  public let passage: String
  public let question: String
  /// All accepted answers, the best one first, without a full stop.
  public let answers: [String]

  /// The questions in one language for one purpose.
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
