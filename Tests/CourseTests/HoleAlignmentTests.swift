import Testing

@testable import course

struct HoleAlignmentTests {
  let stub = """
    import CourseKit

    /// First.
    func first(_ x: Int) -> Int {
      todo("3.1")
    }

    /// Second.
    func second(_ x: Int) -> Int {
      todo("3.2")
    }

    func given(_ x: Int) -> Int {
      return x
    }

    """

  func filled(_ first: String, _ second: String) -> String {
    stub.replacing("  todo(\"3.1\")", with: first).replacing("  todo(\"3.2\")", with: second)
  }

  @Test func `what was written stands between the given lines`() {
    let own = filled("  let y = x\n  return y", "  todo(\"3.2\")")
    let alignment = HoleAlignment(stub: stub, own: own)
    #expect(alignment.contents(of: "3.1") == [["  let y = x", "  return y"]])
    #expect(alignment.contents(of: "3.2") == [["  todo(\"3.2\")"]])
  }

  @Test func `emptying one hole leaves the other as it is`() {
    let own = filled("  if x > 0 {\n    return x\n  }\n  return 0", "  return x")
    let alignment = HoleAlignment(stub: stub, own: own)
    #expect(alignment.emptying("3.1") == filled("  todo(\"3.1\")", "  return x"))
    #expect(
      alignment.emptying("3.2")
        == filled("  if x > 0 {\n    return x\n  }\n  return 0", "  todo(\"3.2\")"))
  }

  @Test func `what was added elsewhere stays`() {
    let helper = "\n\nprivate func helper() {\n  print(1)\n}"
    let own = filled("  return helper()", "  return x") + helper
    let alignment = HoleAlignment(stub: stub, own: own)
    #expect(alignment.emptying("3.1") == filled("  todo(\"3.1\")", "  return x") + helper)
  }

  @Test func `a line of one's own that equals a given one does not mislead`() {
    let own = filled("  return x", "  let y = 2 * x\n  return x")
    let alignment = HoleAlignment(stub: stub, own: own)
    #expect(alignment.contents(of: "3.1") == [["  return x"]])
    #expect(alignment.contents(of: "3.2") == [["  let y = 2 * x", "  return x"]])
    #expect(alignment.emptying("3.2") == filled("  return x", "  todo(\"3.2\")"))
  }

  @Test func `a helper right after the hole stays, and the function keeps its brace`() throws {
    let own = filled("  return aid(x)\n}\n\nfunc aid(_ x: Int) -> Int {\n  x", "  return x")
    let emptied = try #require(HoleAlignment(stub: stub, own: own).emptying("3.1"))
    #expect(emptied.contains("func first(_ x: Int) -> Int {\n  todo(\"3.1\")\n}"))
    #expect(emptied.contains("func aid(_ x: Int) -> Int {\n  x\n}"))
  }

  @Test func `a changed signature is restored with its hole`() {
    let own = filled("  x", "  return x").replacing(
      "func first(_ x: Int) -> Int", with: "func first(_ x: Float) -> Int")
    #expect(
      HoleAlignment(stub: stub, own: own).emptying("3.1") == filled("  todo(\"3.1\")", "  return x")
    )
  }

  @Test func `two holes that cannot be told apart are refused`() {
    #expect(HoleAlignment(stub: stub, own: "let nothing = 0\n").emptying("3.1") == nil)
  }

  @Test func `trailing spaces and carriage returns make no difference`() {
    let own = filled("  return x", "  return 2 * x").split(
      separator: "\n", omittingEmptySubsequences: false
    ).joined(separator: " \r\n")
    let emptied = HoleAlignment(stub: stub, own: own).emptying("3.1")
    #expect(
      emptied?.replacing(" \n", with: "\n") == filled("  todo(\"3.1\")", "  return 2 * x"))
  }

  @Test func `a file that was indented anew is restored, or refused, but not spoilt`() throws {
    let deeper = { (text: String) in
      text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { String(repeating: " ", count: $0.prefix { $0 == " " }.count) + $0 }
        .joined(separator: "\n")
    }
    let inside = { (text: String) in
      "struct Own {\n" + text.split(separator: "\n").map { "  \($0)\n" }.joined() + "}\n"
    }
    let own = inside(filled("  if x > 0 {\n    return x\n  }\n  return 0", "  return x"))
    let emptied = try #require(
      HoleAlignment(stub: inside(stub), own: deeper(own)).emptying("3.1"))
    let lines = emptied.split(separator: "\n").map { $0.drop { $0 == " " } }
    #expect(
      lines
        == inside(filled("  todo(\"3.1\")", "  return x")).split(separator: "\n")
        .map { $0.drop { $0 == " " } })
  }

  @Test func `a file in which hardly a given line is left is not guessed at`() {
    let own = filled("  return x", "  return x").split(separator: "\n").enumerated()
      .map { String(repeating: " ", count: 7 * $0 % 5) + $1 }.joined(separator: "\n")
    #expect(HoleAlignment(stub: stub, own: own).emptying("3.1") == nil)
  }
}
