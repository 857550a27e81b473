import Console

/// Two pieces of code side by side, or one below the other on a narrow screen.
struct SideBySide {
  let left: [Substring]
  let right: [Substring]
  let leftTitle: String
  let rightTitle: String

  func description(width: Int) -> String {
    let left = SideBySide.withoutMargin(left)
    let right = SideBySide.withoutMargin(right)
    let leftWidth = (left + [leftTitle]).map(visibleWidth).max() ?? 0
    let rightWidth = (right + [rightTitle]).map(visibleWidth).max() ?? 0
    guard leftWidth + 3 + rightWidth <= width else {
      return
        ([leftTitle + ":"] + left.map { "    \($0)" } + ["", rightTitle + ":"]
        + right.map { "    \($0)" }).joined(separator: "\n")
    }
    let rule = String(repeating: "─", count: leftWidth)
    let leftLines = [leftTitle, rule] + left
    let rightLines = [rightTitle, String(repeating: "─", count: rightWidth)] + right
    return (0..<max(leftLines.count, rightLines.count)).map { row in
      let one = row < leftLines.count ? leftLines[row] : ""
      let other = row < rightLines.count ? rightLines[row] : ""
      let gap = String(repeating: " ", count: leftWidth - visibleWidth(one))
      return "\(one)\(gap) \(row == 1 ? "┼" : "│") \(other)"
    }.joined(separator: "\n")
  }

  /// The lines without their common indentation, and without blank lines at either end.
  static func withoutMargin(_ lines: [Substring]) -> [String] {
    let margin =
      lines.filter { !$0.allSatisfy(\.isWhitespace) }.map { $0.prefix { $0 == " " }.count }.min()
      ?? 0
    var result = lines.map { String($0.dropFirst(margin)) }
    while result.first?.isEmpty == true { result.removeFirst() }
    while result.last?.isEmpty == true { result.removeLast() }
    return result
  }
}
