import CourseKit

/// Which part of the small world a text belongs to.
public enum Split: String, CaseIterable, Sendable, Codable {
  case training
  /// For measuring: nothing that is told or asked here is ever told or asked in training.
  case heldOut
}

/// A short passage, what it states, and what can be asked about it.
public struct Story: Sendable, Hashable {
  public let text: String

  /// What is told, in the order of telling.
  public let facts: [Fact]

  /// Questions with one right answer each, in a random order.
  public let questions: [QuestionAndAnswer]
}

/// One event of a story: who did what, where, when.
public struct Fact: Sendable, Hashable {
  /// A name, the two names of people who did it together, or an animal.
  public let actors: [String]

  /// The verb in its dictionary form, such as `find`.
  public let action: String

  /// The noun of the thing or animal it was done to, such as `kite`.
  public let thing: String?

  /// Who was given, lent or shown the thing.
  public let recipient: String?

  /// The noun of the place, such as `park`.
  public let place: String?

  /// The time as told, such as `on Monday`.
  public let time: String?
}

/// What a question asks for.
public enum QuestionKind: String, CaseIterable, Sendable, Codable {
  case who, what, `where`, when
}

/// A question about a story. The answer is a span of the passage, word for word, save that the
/// first letter is small where the passage has it at the start of a sentence.
public struct QuestionAndAnswer: Sendable, Hashable {
  public let kind: QuestionKind
  public let question: String
  public let answer: String

  /// The pair as a line of a document: "Question: Who found the kite? Answer: Ana."
  public func text(in language: Language) -> String {
    language == .english
      ? "Question: \(question) Answer: \(answer)."
      : "Pergunta: \(question) Resposta: \(answer)."
  }
}
