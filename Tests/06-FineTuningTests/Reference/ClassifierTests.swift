import CourseKit
import FineTuning
import Grading
import Tensors
import Testing
import Transformer

private func withPullback(
  _ classifier: Classifier, _ batch: PaddedBatch, frozenBlocks: Int = 0
) -> (output: Tensor, pullback: Pullback<Classifier>) {
  var generator = SeededGenerator(seed: 690)
  return classifier.withPullback(batch, frozenBlocks: frozenBlocks, using: &generator)
}

@Suite struct HiddenStatesTests {
  private func model(tiesHead: Bool) -> GPT {
    var configuration = FixtureClassifier.configuration
    configuration.tiesHead = tiesHead
    var data = TestData(seed: 600)
    var generator = data.split()
    return data.filling(GPT(configuration, using: &generator), in: -0.5...0.5)
  }

  @Test func `6.9 the logits are the head's of the hidden states`() {
    let model = model(tiesHead: false)
    let tokens = TokenBatch([[1, 2, 3], [4, 5, 6]])
    let hidden = model.hiddenStates(tokens)
    #expect(hidden.shape == [2, 3, 8])
    #expect(model.head!(hidden) == model(tokens))
  }

  @Test(arguments: [true, false])
  func `6.9 the hidden states' gradients are as measured, the head's are 0`(tiesHead: Bool) {
    let tokens = TokenBatch([[1, 2, 3], [4, 1, 1]])
    let problem = GradientCheck(step: 0x1p-4).problem(in: model(tiesHead: tiesHead)) { model in
      var generator = SeededGenerator(seed: 1)
      return model.hiddenStatesWithPullback(tokens, using: &generator)
    }
    #expect(problem == nil)
  }
}

@Suite struct ClassifierTests {
  @Test(arguments: Pooling.allCases)
  func `6.9 logits, loss and every gradient are PyTorch's`(pooling: Pooling) throws {
    let fixture = try FixtureClassifier()
    let classifier = try fixture.classifier(pooling)
    let name = "classifier.\(pooling.rawValue)"
    let expected = try fixture.fixture.tensor("\(name).logits")
    #expect(difference(between: classifier(fixture.batch), and: expected) == nil)
    let (logits, pullback) = withPullback(classifier, fixture.batch)
    #expect(difference(between: logits, and: expected) == nil)
    let (loss, upstream) = lossAndUpstream(logits, fixture.labels)
    #expect(
      difference(between: loss, and: try fixture.fixture.doubles("\(name).loss")[0]) == nil)
    let gradient = pullback(upstream)
    #expect(try fixture.fixture.difference(between: gradient, and: "\(name).gradient.") == nil)
  }

  @Test(arguments: Pooling.allCases)
  func `6.9 the gradient of every single parameter is as measured`(pooling: Pooling) throws {
    let fixture = try FixtureClassifier()
    let batch = fixture.batch
    let problem = GradientCheck(step: 0x1p-4).problem(in: try fixture.classifier(pooling)) {
      withPullback($0, batch)
    }
    #expect(problem == nil)
  }

  @Test(arguments: 1...2)
  func `6.4 above frozen blocks the gradient is the whole one's, in them it is 0`(
    frozenBlocks: Int
  ) throws {
    let fixture = try FixtureClassifier()
    let classifier = try fixture.classifier(.mean)
    let upstream = Tensor(rows: [[1, 2, -1], [0.5, -1, 1], [2, 1, 1], [-1, 1, -2]])
    let whole = withPullback(classifier, fixture.batch).pullback(upstream)
    let part = withPullback(classifier, fixture.batch, frozenBlocks: frozenBlocks)
      .pullback(upstream)
    let frozen = ["wte.", "wpe."] + (0..<frozenBlocks).map { "h.\($0)." }
    for ((name, ours), (_, theirs)) in zip(part.parameters, whole.parameters) {
      let isFrozen = frozen.contains { name.hasPrefix($0) }
      let expected = isFrozen ? Tensor(zeros: theirs.shape) : theirs
      #expect(difference(between: ours, and: expected) == nil, "\(name)")
    }
  }

  @Test func `6.4 as many blocks are left out of the backward pass as nothing below learns`() {
    let classifier = untrained(layerCount: 3)
    let configuration = classifier.backbone.configuration
    func frozen(_ selection: ParameterSelection) -> Int {
      classifier.frozenBlockCount { selection.contains($0) }
    }
    #expect(frozen(.head) == 3)
    #expect(frozen(.lastBlocks(of: configuration)) == 2)
    #expect(frozen(.lastBlocks(2, of: configuration)) == 1)
    #expect(frozen(.everything) == 0)
    #expect(frozen(.attentionWeights) == 0)
    #expect(frozen(ParameterSelection(names: ["wpe.weight"])) == 0)
    #expect(frozen(ParameterSelection(names: ["h.1.ln_1.bias", "h.2.ln_1.bias"])) == 1)
  }

  @Test(arguments: Pooling.allCases)
  func `6.9 neither padding nor the other texts change a text's logits`(pooling: Pooling) throws {
    let fixture = try FixtureClassifier()
    let classifier = try fixture.classifier(pooling)
    let together = classifier(fixture.batch)
    var rows = (0..<4).map { Array(fixture.batch.tokens[$0]) }
    for (row, length) in fixture.batch.lengths.enumerated() {
      for position in length..<5 { rows[row][position] = 9 }
    }
    let otherPadding = PaddedBatch(tokens: TokenBatch(rows), lengths: fixture.batch.lengths)
    #expect(classifier(otherPadding) == together)
    for row in 0..<4 {
      let alone = FineTuning::pad([fixture.examples[row].tokens], contextLength: 6, padding: 0)
      let expected = Tensor(together.matrix.rows(row..<row + 1))
      #expect(difference(between: classifier(alone), and: expected) == nil)
    }
  }

  @Test func `6.9 the head for tokens is taken off, the head for classes has GPT-2's name`() {
    let names = untrained(tiesHead: false).parameters.map(\.name)
    #expect(names.suffix(3) == ["ln_f.bias", "score.weight", "score.bias"])
    #expect(!names.contains { $0.hasPrefix("lm_head") })
  }

  @Test func `6.9 texts that are empty or too long are classified too`() {
    var configuration = FixtureClassifier.configuration
    configuration.vocabularySize = 27
    var data = TestData(seed: 69)
    var generator = data.split()
    let classifier = data.filling(
      Classifier(
        GPT(configuration, using: &generator), labels: ["x", "y"], paddingToken: 0,
        using: &generator))
    let probabilities = classifier.probabilities(
      of: ["", "abcdefghi", "abcdef", "a"], with: Letters())
    #expect(probabilities.shape == [4, 2])
    for row in 0..<4 { #expect(abs(probabilities[row, 0] + probabilities[row, 1] - 1) < 1e-6) }
    // The context holds six: what comes after is not read.
    #expect(probabilities[1, 0] == probabilities[2, 0])
    #expect(probabilities[1, 0] != probabilities[3, 0])
  }
}
