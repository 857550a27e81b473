/// A text in both languages of the course.
public struct Text: Sendable, Equatable {
  private let english: String
  private let portuguese: String

  public init(_ english: String, _ portuguese: String) {
    self.english = english
    self.portuguese = portuguese
  }

  /// The text in the given language.
  public func `in`(_ language: Language) -> String { language.text(english, portuguese) }
}

extension Text {
  /// A text that is the same in both languages, such as a name, a path or a number.
  public init(verbatim text: String) { self.init(text, text) }
}
