import CourseKit
import Grading
import InstructionTuning
import Pretraining
import Tensors
import Testing

@Suite struct BatchTests {
  @Test func `7.3 targets are shifted by one and the prompt's are left out`() {
    #expect(
      InstructionTuning::lossTargets(of: [7, 8, 9, 4, 5, 0], learning: [3..<6]) == [
        -1, -1, 4, 5, 0,
      ])
    // One token of prompt: its position already predicts the response.
    #expect(InstructionTuning::lossTargets(of: [6, 3, 0], learning: [1..<3]) == [3, 0])
    // The whole text, where the first token is predicted from nothing.
    #expect(InstructionTuning::lossTargets(of: [6, 3, 0], learning: [0..<3]) == [3, 0])
    #expect(InstructionTuning::lossTargets(of: [6, 3, 0], learning: [2..<2]) == [-1, -1])
  }

  @Test(arguments: numberedExamples)
  func `7.3 each token of the response is learned once, the end of text too`(
    example: TokenizedExample
  ) {
    let targets = InstructionTuning::lossTargets(
      of: example.tokens, learning: example.responseSpans)
    #expect(targets.count == example.tokens.count - 1)
    #expect(targets.last == 0)
    #expect(
      targets.filter { $0 != TokenBatch.ignored } == Array(example.tokens[example.responseSpans[0]])
    )
    #expect(targets.prefix(example.responseStart - 1).allSatisfy { $0 == TokenBatch.ignored })
  }

  @Test func `7.3 of a conversation every response is learned, and no question`() {
    #expect(
      InstructionTuning::lossTargets(of: [7, 4, 0, 8, 5, 6, 0], learning: [1..<3, 4..<7])
        == [4, 0, -1, 5, 6, 0])
  }

  @Test func `7.3 a span outside of the tokens is refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = InstructionTuning::lossTargets(of: [1, 2], learning: [1..<3])
    }
  }

  @Test func `7.5 shorter examples are padded on the right, and padding is not learned`() {
    let batch = InstructionTuning::collate(Array(numberedExamples[0..<2]), padToken: 0)
    #expect(batch.inputs == TokenBatch([[7, 8, 9, 4, 5], [6, 3, 0, 0, 0]]))
    #expect(batch.targets == TokenBatch([[-1, -1, 4, 5, 0], [3, 0, -1, -1, -1]]))
  }

  @Test func `7.5 without the mask the prompt is learned, padding still is not`() {
    let batch = InstructionTuning::collate(
      Array(numberedExamples[0..<2]), padToken: 8, masksPrompt: false)
    #expect(batch.inputs == TokenBatch([[7, 8, 9, 4, 5], [6, 3, 8, 8, 8]]))
    #expect(batch.targets == TokenBatch([[8, 9, 4, 5, 0], [3, 0, -1, -1, -1]]))
  }

  @Test func `7.5 which token pads changes neither loss nor gradient`() {
    let model = smallGPT(vocabularySize: 10)
    func lossAndGradient(_ padToken: Int) -> (Double, [(name: String, tensor: Tensor)]) {
      let batch = InstructionTuning::collate(numberedExamples, padToken: padToken)
      var generator = SeededGenerator(seed: 0)
      let (logits, pullback) = model.withPullback(batch.inputs, using: &generator)
      let (loss, lossPullback) = InstructionTuning::maskedCrossEntropyWithPullback(
        logits, targets: batch.targets)
      return (loss, pullback(lossPullback(1)).parameters)
    }
    let (loss, gradient) = lossAndGradient(0)
    let (otherLoss, otherGradient) = lossAndGradient(6)
    #expect(loss == otherLoss)
    for (one, other) in zip(gradient, otherGradient) {
      // Equal numbers: a sum of zeros may come to +0 or −0.
      #expect(one.tensor == other.tensor, "\(one.name)")
    }
  }

  @Test func `7.5 a padded batch has the loss of its examples alone`() {
    let model = smallGPT(vocabularySize: 10)
    let batch = InstructionTuning::collate(numberedExamples, padToken: 0)
    var sum = 0.0
    var count = 0.0
    for example in numberedExamples {
      let alone = InstructionTuning::collate([example], padToken: 0)
      let learned = Double(example.responseSpans[0].count)
      sum += learned * Pretraining::crossEntropy(model(alone.inputs), targets: alone.targets)
      count += learned
    }
    let together = Pretraining::crossEntropy(model(batch.inputs), targets: batch.targets)
    #expect(difference(between: together, and: sum / count) == nil)
  }

  @Test func `7.5 what is too long is dropped whole, or loses the start of its prompt`() {
    // A context of four holds five tokens: the last one is a target alone.
    let kept = InstructionTuning::fit(numberedExamples, contextLength: 4)
    #expect(kept == [numberedExamples[1], numberedExamples[3]])
    let cut = InstructionTuning::fit(numberedExamples, contextLength: 4, overflow: .cutPrompt)
    #expect(
      cut == [
        TokenizedExample(tokens: [8, 9, 4, 5, 0], responseStart: 2), numberedExamples[1],
        numberedExamples[3],
        TokenizedExample(tokens: [1, 1, 1, 2, 0], responseStart: 3),
      ])
    #expect(InstructionTuning::fit(numberedExamples, contextLength: 7) == numberedExamples)
    // One token of the prompt is left, and that is enough.
    #expect(
      InstructionTuning::fit([numberedExamples[2]], contextLength: 6, overflow: .cutPrompt)
        == [TokenizedExample(tokens: [2, 3, 4, 5, 6, 7, 0], responseStart: 1)])
    #expect(
      InstructionTuning::fit([numberedExamples[2]], contextLength: 5, overflow: .cutPrompt) == [])
  }

  @Test func `7.5 a batch of no examples is refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = InstructionTuning::collate([], padToken: 0)
    }
  }
}
