import CourseKit
import Foundation
import Grading
import InstructionTuningSolution
import Tensors
import Testing

struct WorkedExampleTests {
  private let tokenizer = PieceTokenizer([
    "<end>", "Question:", " Who", " ran?", " Answer:", " Ana.", " Where?", " In", " the", " park.",
  ])

  private var examples: [TokenizedExample] {
    [
      InstructionExample(instruction: "Who ran?", response: "Ana."),
      InstructionExample(instruction: "Where?", response: "In the park."),
    ].map {
      tokenize(
        $0, template: PromptTemplate(language: .english), tokenizer: tokenizer, endOfText: 0)
    }
  }

  /// The probabilities of the right tokens, at the positions that are learned.
  private let probabilities = [0.5, 0.8, 0.25, 0.5, 0.5, 0.8]

  /// Logits that give the learned targets these probabilities, and the rest to all others alike.
  /// Where nothing is learned, every token is as likely as any other.
  private func logits(_ targets: TokenBatch) -> Tensor {
    var rest = probabilities[...]
    let rows = targets.ids.map { target -> [Float] in
      guard target != TokenBatch.ignored, let p = rest.popFirst() else {
        return [Float](repeating: 0, count: 10)
      }
      return (0..<10).map { Float(log($0 == target ? p : (1 - p) / 9)) }
    }
    return Tensor(rows.flatMap { $0 }, shape: [targets.count, targets.length, 10])
  }

  @Test func `the example of chapter 7 is what the code computes`() throws {
    let examples = self.examples
    let batch = collate(examples, padToken: 0)
    let logits = self.logits(batch.targets)
    let unmasked = collate(examples, padToken: 0, masksPrompt: false).targets
    let surprises = probabilities.map { -log($0) }

    var numbers: [PrintedNumber] = []
    func add(_ integers: some Sequence<Int>) { numbers += integers.map { PrintedNumber($0) } }
    func addRounded(_ values: [Double]) {
      numbers += values.map { PrintedNumber($0, decimals: 3) }
    }
    // Tokens and spans; inputs and targets, not padded yet.
    for example in examples {
      add(example.tokens)
      add([example.responseSpans[0].lowerBound, example.responseSpans[0].upperBound])
    }
    for example in examples {
      add(example.tokens.dropLast())
      add(lossTargets(of: example.tokens, learning: example.responseSpans))
    }
    // The losses.
    addRounded(surprises)
    let sums = [surprises[..<2].reduce(0, +), surprises[2...].reduce(0, +)]
    addRounded(sums)
    addRounded([maskedCrossEntropy(logits, targets: batch.targets)])
    addRounded([sums[0] / 2, sums[1] / 4])
    addRounded([maskedCrossEntropy(logits, targets: batch.targets, weighting: .examples)])
    let guess = -log(0.1)
    addRounded([guess, maskedCrossEntropy(logits, targets: unmasked)])
    let total = 11 * maskedCrossEntropy(logits, targets: unmasked)
    addRounded([total, 5 * guess / total])
    // The gradient of A's first learned row, at the target and elsewhere.
    for weighting in LossWeighting.allCases {
      let gradient = maskedCrossEntropyWithPullback(
        logits, targets: batch.targets, weighting: weighting
      ).pullback(1).scalars
      let row = gradient[30..<40]
      addRounded([Double(row[35]), Double(row[30])])
      #expect(abs(row.reduce(0, +)) < 1e-6)
      #expect(gradient[..<30].allSatisfy { $0 == 0 })
    }
    // The batch.
    for row in 0..<2 {
      add(batch.inputs[row])
      add(batch.targets[row])
    }
    // ROUGE-L.
    let rouge = RougeL("yesterday Ana saw dogs", reference: "Ana saw two dogs here yesterday")
    addRounded([rouge.precision, rouge.recall, rouge.score])
    try expectInChapter(7, numbers)
  }

  @Test func `chapter 7's table counts the longest common subsequences`() {
    let answer = ["yesterday", "Ana", "saw", "dogs"]
    let reference = ["Ana", "saw", "two", "dogs", "here", "yesterday"]
    let table = (1...4).map { i in
      (1...6).map { j in
        longestCommonSubsequence(Array(answer[..<i]), Array(reference[..<j]))
      }
    }
    #expect(
      table == [
        [0, 0, 0, 0, 0, 1], [1, 1, 1, 1, 1, 1], [1, 2, 2, 2, 2, 2], [1, 2, 2, 3, 3, 3],
      ])
    #expect(!isExactMatch("yesterday Ana saw dogs", "Ana saw two dogs here yesterday"))
  }
}
