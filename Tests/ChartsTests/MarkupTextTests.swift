import Testing

@testable import Charts

struct MarkupTextTests {
  @Test func `what markup may not have is escaped or replaced`() {
    #expect(
      escapedForMarkup("a<b> & \"c\"'\u{1B}[31m−∞ 🙂\u{0}\u{FFFE}")
        == "a&lt;b&gt; &amp; &quot;c&quot;&#39;\u{FFFD}[31m−∞ 🙂\u{FFFD}\u{FFFD}")
  }

  @Test(arguments: [
    (LineBreaks.kept, "a\nb\tc"), (.spaces, "a b c"), (.references, "a&#10;b&#9;c"),
  ])
  func `line breaks become what they may be where the text stands`(
    lineBreaks: LineBreaks, text: String
  ) {
    #expect(escapedForMarkup("a\nb\tc", lineBreaks: lineBreaks) == text)
  }
}
