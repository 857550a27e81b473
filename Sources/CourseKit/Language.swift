/// The languages of the course and of its small world.
public enum Language: String, CaseIterable, Sendable, Codable {
  case english = "en"
  case portuguese = "pt-BR"

  /// Parses a language tag or locale: `en`, `pt`, `pt-BR`, `pt_BR.UTF-8` … Nil for other languages.
  public init?(matching tag: String) {
    let name = tag.lowercased()
    if name.hasPrefix("pt") {
      self = .portuguese
    } else if name.hasPrefix("en") {
      self = .english
    } else {
      return nil
    }
  }

  /// Picks the text in this language.
  public func text(_ english: String, _ portuguese: String) -> String {
    self == .english ? english : portuguese
  }
}
