import CourseKit

/// The text in lines of at most `width` columns, broken between words. Each begins with `indent` spaces,
/// and the text's own line breaks stay.
public func wrapped(_ text: String, to width: Int = 80, indent: Int = 0) -> String {
  let margin = String(repeating: " ", count: indent)
  return brokenLines(of: text) { visibleWidth($0) <= width - indent }
    .map { margin + $0 }.joined(separator: "\n")
}
