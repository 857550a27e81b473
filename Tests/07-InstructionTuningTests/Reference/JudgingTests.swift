import Grading
import InstructionTuning
import Testing

@Suite struct JudgingTests {
  @Test(arguments: [
    ("Ana.", "ana"), ("  in the\n PARK ", "In the park."), ("ÁGUA!", "água"),
    ("cafe\u{301}", "café"), ("on Monday...", "on Monday…"), ("", " . "), ("U.S.A.", "u.s.a"),
  ])
  func `7.8 case, spaces and final punctuation do not count`(answer: String, reference: String) {
    #expect(InstructionTuning::isExactMatch(answer, reference))
    #expect(InstructionTuning::isExactMatch(reference, answer))
  }

  @Test(arguments: [
    ("Ana", "Ana and Bia"), ("a kite", "the kite"), ("inthe park", "in the park"), ("", "Ana"),
    ("água", "agua"), ("3.5", "35"), ("Ana, Bia", "Ana Bia"),
  ])
  func `7.8 words, articles, accents and inner punctuation count`(
    answer: String, reference: String
  ) {
    #expect(!InstructionTuning::isExactMatch(answer, reference))
    #expect(!InstructionTuning::isExactMatch(reference, answer))
  }

  @Test func `7.8 the longest common subsequence keeps the order and may have gaps`() {
    func length(_ a: [Int], _ b: [Int]) -> Int {
      InstructionTuning::longestCommonSubsequence(a, b)
    }
    #expect(length([1, 2, 3, 4], [2, 9, 4, 1]) == 2)
    #expect(length([1, 2, 3], [3, 2, 1]) == 1)
    #expect(length([1, 1, 1], [1, 1]) == 2)
    #expect(length([1, 2], [1, 2]) == 2)
    #expect(length([], [1]) == 0)
    #expect(length([1], []) == 0)
  }

  @Test func `7.8 it is the longest of all subsequences`() {
    var data = TestData(seed: 78)
    for _ in 0..<60 {
      let a = (0..<data.integer(in: 0...8)).map { _ in data.integer(in: 0...3) }
      let b = (0..<data.integer(in: 0...8)).map { _ in data.integer(in: 0...3) }
      // Every choice of elements of a, tried in b one after the other.
      let longest = (0..<1 << a.count).map { choice in
        let chosen = a.indices.filter { choice >> $0 & 1 == 1 }.map { a[$0] }
        var rest = b[...]
        for element in chosen {
          guard let index = rest.firstIndex(of: element) else { return 0 }
          rest = rest[(index + 1)...]
        }
        return chosen.count
      }.max()!
      #expect(InstructionTuning::longestCommonSubsequence(a, b) == longest, "\(a) and \(b)")
      #expect(InstructionTuning::longestCommonSubsequence(b, a) == longest, "\(b) and \(a)")
    }
  }

  @Test func `7.8 ROUGE-L by hand`() {
    // "ana found" or "the kite": either way two words of four and of five.
    let tie = RougeL("The kite Ana found.", reference: "Ana found the red kite.")
    #expect(tie.precision == 0.5 && tie.recall == 0.4)
    #expect(abs(tie.score - 4.0 / 9) < 1e-12)
    // The first, third and fourth of four words, none of them too many.
    let gap = RougeL("in old park", reference: "in the old park")
    #expect(gap.precision == 1 && gap.recall == 0.75)
    #expect(abs(gap.score - 6.0 / 7) < 1e-12)
    let equal = RougeL("In the PARK", reference: "in the park.")
    #expect(equal.precision == 1 && equal.recall == 1 && equal.score == 1)
    let reversed = RougeL("Bia Ana", reference: "Ana Bia")
    #expect(reversed.precision == 0.5 && reversed.score == 0.5)
  }

  @Test func `7.8 a larger β favours recall`() {
    // P = 1, R = ½: F = (1 + β²) / (1 + 2 β²) · 2 · ½ by equation 4.
    let half = RougeL("Ana", reference: "Ana ran")
    #expect(abs(half.score - 2.0 / 3) < 1e-12)
    #expect(abs(RougeL("Ana", reference: "Ana ran", beta: 2).score - 2.5 / 4.5) < 1e-12)
    #expect(abs(RougeL("Ana", reference: "Ana ran", beta: 0.5).score - 0.625 / 0.75) < 1e-12)
    #expect(abs(RougeL("Ana", reference: "Ana ran", beta: 1e4).score - 0.5) < 1e-6)
    // Answer and reference exchanged: precision and recall are, too.
    let exchanged = RougeL("Ana ran", reference: "Ana")
    #expect(exchanged.precision == half.recall && exchanged.recall == half.precision)
  }

  @Test func `7.8 empty answers and nothing in common`() {
    for (answer, reference) in [("", "Ana"), ("Ana", ""), (" ?!", "Ana"), ("Bia", "Ana")] {
      let rouge = RougeL(answer, reference: reference)
      #expect(rouge.precision == 0 && rouge.recall == 0 && rouge.score == 0)
    }
    let nothing = RougeL("", reference: "…")
    #expect(nothing.precision == 1 && nothing.recall == 1 && nothing.score == 1)
  }

  @Test func `7.8 words of other alphabets and with accents are words`() {
    #expect(RougeL("pão e água", reference: "pão água").precision == 2.0 / 3)
    #expect(RougeL("pao", reference: "pão").score == 0)
    #expect(RougeL("guarda-chuva", reference: "guarda chuva").score == 1)
  }

  @Test func `7.8 each task has a row, and all of them together one`() {
    func judged(_ answer: String, _ response: String, _ task: String?) -> JudgedAnswer {
      JudgedAnswer(
        InstructionExample(instruction: "?", response: response, task: task), answer: answer)
    }
    let answers = [
      judged("Ana", "Ana.", "who"), judged("in park", "in the park", "where"),
      judged("Bia", "Ana", "who"), judged("two", "two", nil),
      judged("in the park", "in the park", "where"),
      judged("Ana ran", "Ana", "who"), judged("Ana", "Ana", "who"),
    ]
    let rows = InstructionTuning::taskScores(answers)
    #expect(rows.map(\.task) == ["who", "where", nil])
    #expect(rows.map(\.count) == [4, 2, 1])
    #expect(rows.map(\.exactMatch) == [0.5, 0.5, 1])
    #expect(abs(rows[0].rougeL - (1 + 0 + 2.0 / 3 + 1) / 4) < 1e-12)
    #expect(abs(rows[1].rougeL - (0.8 + 1) / 2) < 1e-12)
    let all = TaskScore(of: answers)
    #expect(all.count == 7 && all.exactMatch == 4.0 / 7)
    #expect(abs(all.rougeL - (2 + 2.0 / 3 + 1.8 + 1) / 7) < 1e-12)
    #expect(TaskScore(of: []).exactMatch == 0 && InstructionTuning::taskScores([]).isEmpty)
  }
}
