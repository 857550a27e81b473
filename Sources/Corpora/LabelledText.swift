/// A text and the name of the class it belongs to.
public struct LabelledText: Sendable, Hashable, Codable {
  public let label: String
  public let text: String

  public init(label: String, text: String) {
    self.label = label
    self.text = text
  }
}

extension String {
  /// The text without leading and trailing white space.
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
