import CourseKit

/// The text in lines of at most `width` columns, broken between words. Each line begins with
/// `indent` spaces; existing line breaks are kept.
public func wrapped(_ text: String, to width: Int = 80, indent: Int = 0) -> String {
  let margin = String(repeating: " ", count: indent)
  return brokenLines(of: text) { visibleWidth($0) <= width - indent }
    .map { margin + $0 }.joined(separator: "\n")
}
