import CourseKit

/// Which part of the small world a text belongs to.
public enum Split: String, CaseIterable, Sendable, Codable {
  case training
  /// For evaluation: no combination that is told or asked about here occurs in training.
  case heldOut
}

/// A short passage, the facts it states, and the questions it answers.
public struct Story: Sendable, Hashable {
  public let text: String

  /// The facts, in the order in which the passage tells them.
  public let facts: [Fact]

  /// Questions that have exactly one right answer, in random order.
  public let questions: [QuestionAndAnswer]
}

/// One event of a story: who did what, where, when.
public struct Fact: Sendable, Hashable {
  /// A name, the two names of people who did it together, or an animal.
  public let actors: [String]

  /// The verb in its dictionary form, such as `find`.
  public let action: String

  /// The noun of the thing or animal acted on, such as `kite`.
  public let thing: String?

  /// The person to whom the thing was given, lent or shown.
  public let recipient: String?

  /// The noun of the place, such as `park`.
  public let place: String?

  /// The time as the passage gives it, such as `on Monday`.
  public let time: String?
}

/// What a question asks for.
public enum QuestionKind: String, CaseIterable, Sendable, Codable {
  case who, what, `where`, when
}

/// A question about a story. The answer is a verbatim span of the passage, except that its first
/// letter is lowercased where the span begins a sentence.
public struct QuestionAndAnswer: Sendable, Hashable {
  public let kind: QuestionKind
  public let question: String
  public let answer: String

  /// The pair as one line of a document: "Question: Who found the kite? Answer: Ana."
  public func text(in language: Language) -> String {
    language == .english
      ? "Question: \(question) Answer: \(answer)."
      : "Pergunta: \(question) Resposta: \(answer)."
  }
}
