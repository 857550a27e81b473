import Testing

@testable import course

struct ContractCheckTests {
  @Test func `the comment above a hole, sentence by sentence`() {
    let source = """
      /// Another thing. It has no hole.
      let one = 1

      /// Softmax of a row (section 3.2.1). Ties stay
      /// ties, e.g. for two. `x` is kept.
      ///
      ///     softmax([0, 0])   // [0.5, 0.5]
      ///
      /// - Parameter row: the scores. Any number.
      func softmax(_ row: [Float]) -> [Float] {
        precondition(!row.isEmpty)
        // begin 3.1
        return row
        // end 3.1
      }
      """
    let comments = ContractCheck.comments(in: source)
    #expect(comments.map(\.exercise) == ["3.1"])
    #expect(
      comments.first?.sentences == [
        "Softmax of a row (section 3.2.1).", "Ties stay ties, e.g. for two.", "`x` is kept.",
        "softmax([0, 0])   // [0.5, 0.5]", "- Parameter row: the scores.", "Any number.",
      ])
  }

  @Test func `a sentence without a case is told, and a promise that quotes nothing`() {
    let sentences = ["Ties stay ties.", "A row of nothing but −∞ gives zeros."]
    let promises = ["Ties stay", "nothing but −∞"]
    #expect(ContractCheck.flaws(of: "3.1", sentences, promises, .english).isEmpty)
    #expect(
      ContractCheck.flaws(of: "3.1", sentences, ["Ties stay"], .english) == [
        "3.1: no case is named for the sentence “A row of nothing but −∞ gives zeros.”"
      ])
    #expect(
      ContractCheck.flaws(of: "3.1", sentences, promises + ["The sum is 1"], .english) == [
        "3.1: no sentence above its holes has the words “The sum is 1”"
      ])
  }
}
