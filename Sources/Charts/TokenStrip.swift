import CourseKit

/// A text token by token, the paler the surer the model was of it. A token that is pointed at, tapped
/// or focused shows what else the model thought of.
///
/// It works without a script; with one, the arrow keys go from token to token.
public struct TokenStrip: Sendable {
  /// A token that stands in the text, and what stood in its place in the model's mind.
  public struct Token: Sendable {
    public var label: String
    /// Of the token itself.
    public var probability: Double
    /// The likeliest tokens there, the likeliest first; it may be among them.
    public var alternatives: [(label: String, probability: Double)]

    public init(
      label: String, probability: Double, alternatives: [(label: String, probability: Double)]
    ) {
      self.label = label
      self.probability = probability
      self.alternatives = alternatives
    }
  }

  /// What the model was given.
  public var prompt: String
  public var tokens: [Token]
  /// The language of the page.
  public var language: Language
  /// The language of the text, where it is known.
  public var textLanguage: Language?

  public init(prompt: String, tokens: [Token], language: Language, textLanguage: Language?) {
    self.prompt = prompt
    self.tokens = tokens
    self.language = language
    self.textLanguage = textLanguage
  }

  public var html: HTML {
    let hint = language.text(
      "Point at a token, or tap it.", "Passe o mouse ou toque num token.")
    return .element(
      "div", ["class": "strip"],
      .element(
        "p", ["class": "text", "lang": textLanguage?.rawValue],
        joined: [.element("span", ["class": "prompt"], HTML(prompt))] + tokens.map(markup)),
      .element("p", ["class": "panel hint"], HTML(hint)))
  }

  private func markup(_ token: Token) -> HTML {
    let probability = percentage(token.probability, language)
    let rows = token.alternatives.map { alternative in
      HTML.element(
        "span", ["class": alternative.label == token.label ? "row chosen" : "row"],
        .element("span", ["class": "name"], HTML(visible(alternative.label))),
        .element(
          "span", ["class": "bar"],
          .element("span", ["style": "width:\(percent(alternative.probability))%"])),
        .element("span", ["class": "value"], HTML(percentage(alternative.probability, language))))
    }
    let title = language.html(
      "\(HTML.code(visible(token.label))) was chosen; its probability was \(HTML.strong(probability)).",
      "\(HTML.code(visible(token.label))) foi escolhido; a probabilidade dele era \(HTML.strong(probability))."
    )
    return .element(
      "span",
      [
        "class": "token", "tabindex": "0",
        "style": "--surprise:\(ChartNumbers.fixed(1 - clamped(token.probability), 2))",
      ],
      HTML(token.label.contains("\n") ? token.label.replacing("\n", with: "↵\n") : token.label),
      .element(
        "span", ["class": "panel", "lang": language.rawValue],
        joined: [.element("span", ["class": "what"], title)] + rows))
  }

  private func visible(_ label: String) -> String { tokenLabel(label, longest: 20) }

  private func clamped(_ value: Double) -> Double { min(max(value.isNaN ? 0 : value, 0), 1) }

  private func percent(_ value: Double) -> String { ChartNumbers.fixed(100 * clamped(value), 1) }
}

/// `12.3%`; `<0.1%` rather than 0.0%; `100%` only where nothing is left.
public func percentage(_ value: Double, _ language: Language) -> String {
  guard value.isFinite else { return "–" }
  if value == 0 || value == 1 { return value == 0 ? "0%" : "100%" }
  if value < 0.0005 { return language.localized("<0.1%") }
  if value > 0.9995 { return language.localized(">99.9%") }
  return decimal(100 * value, 1, language) + "%"
}
