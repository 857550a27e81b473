import Catalogue
import Testing

@testable import course

struct StubTests {
  let solution = """
    import AttentionSolution
    import Tensors

    /// Doubles it.
    func twice(_ x: Int) -> Int {
      // begin 3.4
      let sum = x + x
      return sum
      // end 3.4
    }

    // begin solution
    private func helper() {}
    // end solution

    func given() -> Int { 1 }

    """

  @Test func `a span becomes a hole, and what only the solution needs is gone`() throws {
    let stub = try Stub.make(from: solution)
    #expect(
      stub == """
        import Attention
        import CourseKit
        import Tensors

        /// Doubles it.
        func twice(_ x: Int) -> Int {
          todo("3.4")
        }

        func given() -> Int { 1 }

        """)
    #expect(Stub.exercises(in: solution) == ["3.4"])
  }

  @Test(arguments: [
    ("// begin 3.4\n", "line 1: begin 3.4 has no end"),
    ("\n// end 3.4\n", "line 2: end 3.4 without its begin"),
    ("// begin 3.4\n// begin 3.5\n", "line 2: begin 3.5 inside 3.4"),
    ("// begin 3.4\n// end 3.5\n", "line 2: end 3.5 without its begin"),
  ])
  func `a mark without its partner is told with its line`(source: String, message: String) {
    let error = #expect(throws: Stub.MarkError.self) { try Stub.make(from: source) }
    #expect(error?.description == message)
  }

  @Test func `holes are found with their lines, and not where they are commented out`() {
    let source =
      "a\n  todo(\"3.4\")\n// todo(\"3.5\")\nlet x = 1  // not todo(\"3.6\")\ntodo(\"3.10\")"
    let found = Holes.todos(in: source)
    #expect(found.map(\.exercise) == ["3.4", "3.10"])
    #expect(found.map(\.line) == [2, 5])
  }
}
