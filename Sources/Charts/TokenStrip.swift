import CourseKit

/// A text token by token, paler where the model was more certain. Hovering, tapping or focusing a
/// token shows the alternatives that the model considered.
///
/// It works without a script; with one, the arrow keys move between tokens.
public struct TokenStrip: Sendable {
  /// A token of the text, and the model's alternatives at its position.
  public struct Token: Sendable {
    public var label: String
    /// The probability of the token itself.
    public var probability: Double
    /// The most probable tokens at this position, in descending order; the token itself may be
    /// among them.
    public var alternatives: [(label: String, probability: Double)]

    public init(
      label: String, probability: Double, alternatives: [(label: String, probability: Double)]
    ) {
      self.label = label
      self.probability = probability
      self.alternatives = alternatives
    }
  }

  /// The prompt given to the model.
  public var prompt: String
  public var tokens: [Token]
  /// The language of the page.
  public var language: Language
  /// The language of the text, if known.
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

/// A probability in percent: `12.3%`; `<0.1%` and `>99.9%` near the ends, `0%` and `100%` only for
/// exactly 0 and 1, `–` if it is not finite.
public func percentage(_ value: Double, _ language: Language) -> String {
  guard value.isFinite else { return "–" }
  if value == 0 || value == 1 { return value == 0 ? "0%" : "100%" }
  if value < 0.0005 { return language.localized("<0.1%") }
  if value > 0.9995 { return language.localized(">99.9%") }
  return decimal(100 * value, 1, language) + "%"
}
