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
    let contracts = Contract.contracts(in: source)
    #expect(contracts.map(\.exercise) == ["3.1"])
    #expect(contracts.first?.declaration == "func softmax(_ row: [Float]) -> [Float]")
    #expect(
      contracts.first.map { ContractCheck.sentences(of: $0.text) } == [
        "Softmax of a row (section 3.2.1).", "Ties stay ties, e.g. for two.", "`x` is kept.",
        "softmax([0, 0])   // [0.5, 0.5]", "- Parameter row: the scores.", "Any number.",
      ])
  }

  @Test func `what is said above the type stands with each of its holes`() {
    let source = """
      /// m ← β m.
      public struct AdamW: Sendable {
        /// β
        var beta: Float

        /// One step.
        func update() {
          // begin 5.4
          // end 5.4
        }
      }

      /// Free.
      func clip() {
        // begin 5.6
        // end 5.6
      }

      extension AdamW {
        /// Back.
        func restore() {
          // begin 5.8
          // end 5.8
        }
      }
      """
    #expect(
      Contract.contracts(in: source) == [
        Contract(
          exercise: "5.4", declaration: "func update()", text: ["One step."],
          typeComment: ["m ← β m."]),
        Contract(exercise: "5.6", declaration: "func clip()", text: ["Free."]),
        Contract(
          exercise: "5.8", declaration: "func restore()", text: ["Back."],
          typeComment: ["m ← β m."]),
      ])
  }

  @Test func `a contract has an entry in Portuguese, in the same order`() {
    let entries = Contract.entries(
      in: "# 3 Atenção\n\n## 3.1 `softmax(_:)`\n\nPesos.\n\n## 3.2 `Head.mask(_:)`\n\nUm.\nDois.\n")
    #expect(
      entries == [
        Contract(exercise: "3.1", declaration: "softmax(_:)", text: ["Pesos."]),
        Contract(exercise: "3.2", declaration: "Head.mask(_:)", text: ["Um.", "Dois."]),
      ])
    let mask = Contract(exercise: "3.2", declaration: "func mask(_ x: Tensor)", text: [])
    #expect(ContractCheck.unpaired([mask], [entries[1]], "3.2", .english).isEmpty)
    #expect(ContractCheck.unpaired([mask], [entries[0]], "3.2", .english).count == 1)
    #expect(ContractCheck.unpaired([mask, mask], [entries[1]], "3.2", .english).count == 1)
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

  @Test func `a contract is shown in paragraphs, and its code as it stands`() {
    let text = [
      "Softmax of a row. It never", "overflows, see ``max``.", "", "    softmax([0, 0])   // [0.5]",
      "",
      "- one", "- two", "```swift", "let x = 1", "```",
    ]
    #expect(
      ShowCommand.reflowed(text, width: 20) == [
        "Softmax of a row. It", "never overflows, see", "`max`.", "",
        "    softmax([0, 0])   // [0.5]", "", "- one", "- two", "    let x = 1",
      ])
  }
}
