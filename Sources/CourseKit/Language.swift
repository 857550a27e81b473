/// The languages in which the course speaks and its small world is told.
public enum Language: String, CaseIterable, Sendable, Codable {
  case english = "en"
  case portuguese = "pt-BR"

  /// The language that a user asked for: `en`, `pt`, `pt-BR`, `pt_BR.UTF-8` …
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

  /// Picks the text of this language.
  public func text(_ english: String, _ portuguese: String) -> String {
    self == .english ? english : portuguese
  }
}
