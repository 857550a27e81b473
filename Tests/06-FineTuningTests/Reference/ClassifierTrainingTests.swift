import CourseKit
import FineTuning
import Grading
import Pretraining
import Tensors
import Testing
import Transformer

/// A constant rate.
private func plan(
  steps: Int, batchSize: Int = 4, accumulation: Int = 1, rate: Float = 1e-2
) -> TrainingPlan {
  TrainingPlan(
    schedule: LearningRateSchedule(peak: rate, minimum: rate, warmUpSteps: 0, totalSteps: steps),
    batchSize: batchSize, accumulation: accumulation)
}

private func training<Tuned: FineTunable>(
  _ tuned: Tuned, on examples: [LabelledSequence], _ plan: TrainingPlan, seed: UInt64 = 691
) -> ClassifierTraining<Tuned> where Tuned.Model == Classifier {
  ClassifierTraining(tuned, on: examples, plan: plan, generator: SeededGenerator(seed: seed))
}

/// Texts of one to six tokens; which of the tokens 1, 2 and 3 occurs in it is a text's class.
private func occurrences(_ count: Int, seed: UInt64) -> [LabelledSequence] {
  var data = TestData(seed: seed)
  return (0..<count).map { _ in
    let label = data.integer(in: 0...2)
    var tokens = (0..<data.integer(in: 1...6)).map { _ in data.integer(in: 4...10) }
    tokens[data.integer(in: 0...tokens.count - 1)] = label + 1
    return LabelledSequence(tokens: tokens, label: label)
  }
}

@Suite struct FreezingTests {
  private let selections: [ParameterSelection] = [
    .head, .lastBlocks(of: FixtureClassifier.configuration),
    ParameterSelection(names: ["h.0.mlp.c_fc.weight", "ln_f.bias"]), .everything,
  ]

  @Test(arguments: 0..<4)
  func `6.4 what is frozen stays the same bit for bit, what learns does not`(which: Int) throws {
    let selection = selections[which]
    let before = try FixtureClassifier().classifier(.mean)
    var training = training(
      PartlyFrozen(before, learning: selection), on: occurrences(40, seed: 64), plan(steps: 5))
    _ = training.run()
    let after = training.tuned.model
    #expect(bitDifference(between: after, and: before) { !selection.contains($0) } == nil)
    for (ours, theirs) in zip(after.parameters, before.parameters)
    where selection.contains(ours.name) {
      #expect(ours.tensor != theirs.tensor, "\(ours.name) did not learn")
    }
  }

  @Test func `6.4 the optimizer has moments of what learns, and of nothing else`() throws {
    var training = training(
      PartlyFrozen(try FixtureClassifier().classifier(.mean), learning: .head),
      on: occurrences(8, seed: 640), plan(steps: 1))
    _ = training.run()
    #expect(training.optimizer.firstMoments.map(\.shape) == [[8, 3], [3]])
  }

  @Test func `6.4 with adapters the base stays the same bit for bit`() throws {
    let before = try FixtureClassifier().adapted()
    var training = training(before, on: occurrences(40, seed: 641), plan(steps: 5))
    _ = training.run()
    let tuned = training.tuned
    let isHead = { ParameterSelection.head.contains($0) }
    #expect(bitDifference(between: tuned.base, and: before.base) { !isHead($0) } == nil)
    for (ours, theirs) in zip(tuned.parameters, before.parameters) {
      #expect(ours.tensor != theirs.tensor, "\(ours.name) did not learn")
    }
  }

  @Test func `6.4 what is frozen below all that learns drops nothing`() {
    let examples = occurrences(4, seed: 642)
    func losses(_ selection: ParameterSelection) -> (trained: Double, evaluated: Double) {
      let classifier = untrained(dropoutRate: 0.5)
      var training = training(
        PartlyFrozen(classifier, learning: selection), on: examples, plan(steps: 1))
      return (training.advance(), FineTuning::evaluate(classifier, on: examples).loss)
    }
    let (head, everything) = (losses(.head), losses(.everything))
    #expect(difference(between: head.trained, and: head.evaluated, tolerance: 1e-6) == nil)
    #expect(abs(everything.trained - everything.evaluated) > 1e-4)
  }

  @Test func `6.4 the selections, by their counts`() {
    let classifier = untrained()
    let configuration = classifier.backbone.configuration
    func count(_ selection: ParameterSelection) -> Int {
      PartlyFrozen(classifier, learning: selection).parameterCount
    }
    // A block of width C has 12 C² + 13 C numbers.
    let (block, head) = (12 * 64 + 13 * 8, 8 * 3 + 3)
    #expect(count(.head) == head)
    #expect(count(.lastBlocks(0, of: configuration)) == head + 16)
    #expect(count(.lastBlocks(of: configuration)) == block + 16 + head)
    #expect(count(.everything) == classifier.parameterCount)
    #expect(count(.everything) == (11 + 6) * 8 + 2 * block + 16 + head)
  }

  @Test func `6.4 block 1 is not block 10`() {
    var configuration = FixtureClassifier.configuration
    configuration.layerCount = 11
    let selection = ParameterSelection.lastBlocks(1, of: configuration)
    #expect(selection.contains("h.10.ln_1.weight"))
    #expect(!selection.contains("h.1.ln_1.weight"))
    configuration.layerCount = 2
    #expect(!ParameterSelection.lastBlocks(of: configuration).contains("h.10.ln_1.weight"))
  }

  @Test func `6.4 a selection of nothing is refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = PartlyFrozen(untrained(), learning: ParameterSelection(names: []))
    }
  }
}

@Suite struct ClassifierTrainingTests {
  @Test func `6.9 eight steps of the last block go as PyTorch's`() throws {
    let fixture = try FixtureClassifier()
    let selection = ParameterSelection.lastBlocks(of: FixtureClassifier.configuration)
    var training = training(
      PartlyFrozen(try fixture.classifier(.lastToken), learning: selection),
      on: fixture.examples, plan(steps: 8))
    let losses = training.run()
    let expected = try fixture.fixture.doubles("trajectory.loss")
    #expect(losses.count == 8 && expected.count == 8)
    for (ours, theirs) in zip(losses, expected) {
      #expect(difference(between: ours, and: theirs, tolerance: 1e-4) == nil)
    }
    for (name, tensor) in training.tuned.parameters where !name.hasSuffix("c_attn.bias") {
      // (The key bias has no gradient but rounding error; see make_fixtures.py.)
      let final = try fixture.fixture.tensor("trajectory.final.\(name)")
      #expect(difference(between: tensor, and: final, tolerance: 1e-4) == nil, "\(name)")
    }
  }

  @Test(arguments: Pooling.allCases)
  func `6.9 everything learning, new texts are all classified right`(pooling: Pooling) {
    var training = training(
      PartlyFrozen(untrained(pooling), learning: .everything), on: occurrences(1_000, seed: 69),
      plan(steps: 150, batchSize: 16))
    let losses = training.run()
    #expect(losses.count == 150)
    #expect(losses[0] > 0.9 && losses.suffix(10).max()! < 0.1)
    let evaluation = FineTuning::evaluate(
      training.tuned.model, on: occurrences(100, seed: 692))
    #expect(evaluation.matrix.accuracy == 1, "\(evaluation.matrix.counts)")
    #expect(evaluation.loss < 0.1)
    #expect(evaluation.worstErrors == [])
  }

  @Test func `6.9 adapters alone teach a frozen classifier other classes`() {
    var first = training(
      PartlyFrozen(untrained(.mean), learning: .everything), on: occurrences(1_000, seed: 69),
      plan(steps: 150, batchSize: 16))
    _ = first.run()
    // What was 0 is now 1, what was 1 is 2, what was 2 is 0.
    func exchanged(_ examples: [LabelledSequence]) -> [LabelledSequence] {
      examples.map { LabelledSequence(tokens: $0.tokens, label: ($0.label + 1) % 3) }
    }
    let held = exchanged(occurrences(100, seed: 692))
    #expect(FineTuning::evaluate(first.tuned.model, on: held).matrix.accuracy == 0)
    var generator = SeededGenerator(seed: 698)
    let tuned = LoRAModel(
      first.tuned.model, adapting: .blockWeights, rank: 4, alpha: 8, using: &generator)
    var second = training(
      tuned, on: exchanged(occurrences(1_000, seed: 69)), plan(steps: 200, batchSize: 16))
    _ = second.run()
    let evaluation = FineTuning::evaluate(second.tuned.model, on: held)
    #expect(evaluation.matrix.accuracy == 1, "\(evaluation.matrix.counts)")
  }

  @Test func `6.9 each text comes once in an epoch, in another order in the next`() {
    // Each text has a length of its own, so the batch shows which it is; one step is one text.
    var training = training(
      PartlyFrozen(untrained(), learning: .head),
      on: (1...6).map { LabelledSequence(tokens: [$0], label: 0) },
      plan(steps: 18, batchSize: 1, rate: 0))
    let classifier = training.tuned.model
    let lossOf = (1...6).map {
      FineTuning::evaluate(classifier, on: [LabelledSequence(tokens: [$0], label: 0)]).loss
    }
    #expect(Set(lossOf).count == 6)
    let losses = training.run()
    let order = losses.map { loss in lossOf.firstIndex { abs($0 - loss) < 1e-7 } }
    let epochs = stride(from: 0, to: 18, by: 6).map { Array(order[$0..<$0 + 6]) }
    for epoch in epochs { #expect(Set(epoch) == Set(0..<6)) }
    #expect(Set(epochs).count > 1)
  }

  @Test func `6.9 two batches of two make the step that one of four makes`() throws {
    let fixture = try FixtureClassifier()
    let tuned = PartlyFrozen(try fixture.classifier(.mean), learning: .everything)
    var whole = training(tuned, on: fixture.examples, plan(steps: 1))
    var parts = training(tuned, on: fixture.examples, plan(steps: 1, batchSize: 2, accumulation: 2))
    let (loss, sameLoss) = (whole.advance(), parts.advance())
    #expect(difference(between: loss, and: sameLoss, tolerance: 1e-6) == nil)
    for (a, b) in zip(parts.optimizer.firstMoments, whole.optimizer.firstMoments) {
      #expect(difference(between: a, and: b, smallestScale: 1e-3) == nil)
    }
  }

  @Test func `6.9 the same seed gives the same run on one, two and three threads`() {
    let runs = onEachThreadCount {
      var training = training(
        PartlyFrozen(untrained(dropoutRate: 0.2), learning: .everything),
        on: occurrences(30, seed: 694), plan(steps: 4, accumulation: 2))
      let losses = training.run()
      return (training.tuned, losses)
    }
    for (tuned, losses) in runs.dropFirst() {
      #expect(losses == runs[0].1)
      #expect(bitDifference(between: tuned, and: runs[0].0) == nil)
    }
    var other = training(
      PartlyFrozen(untrained(dropoutRate: 0.2), learning: .everything),
      on: occurrences(30, seed: 694), plan(steps: 4, accumulation: 2), seed: 1)
    #expect(other.run() != runs[0].1)
  }

  @Test func `6.9 what is left of the plan is run, and told`() {
    var training = training(
      PartlyFrozen(untrained(), learning: .head), on: occurrences(5, seed: 695), plan(steps: 7))
    var told: [Double] = []
    let first = training.advance()
    let losses = training.run { step, loss in
      #expect(step == told.count + 1)
      told.append(loss)
    }
    #expect(losses == told && losses.count == 6 && !losses.contains(first))
    #expect(training.run() == [])
  }

  @Test func `6.9 evaluation counts each text once, whatever the batches`() throws {
    let fixture = try FixtureClassifier()
    let classifier = try fixture.classifier(.mean)
    let examples = occurrences(23, seed: 696)
    let atOnce = FineTuning::evaluate(classifier, on: examples, batchSize: 23)
    let inParts = FineTuning::evaluate(classifier, on: examples, batchSize: 4)
    #expect(difference(between: atOnce.loss, and: inParts.loss) == nil)
    #expect(atOnce.matrix == inParts.matrix && atOnce.matrix.total == 23)
    #expect(inParts.actual == examples.map(\.label))
    let errors = inParts.worstErrors
    #expect(!errors.isEmpty)
    #expect(errors.count == 23 - (0..<3).reduce(0) { $0 + inParts.matrix.counts[$1][$1] })
    let sureness = errors.map { inParts.probabilities[$0].max()! }
    #expect(sureness == sureness.sorted(by: >))
    let known = FineTuning::evaluate(classifier, on: fixture.examples)
    let expected = lossAndUpstream(
      try fixture.fixture.tensor("classifier.mean.logits"), fixture.labels
    ).loss
    #expect(difference(between: known.loss, and: expected) == nil)
  }

  @Test func `6.9 a class may be missing, and so may all texts`() {
    let examples = occurrences(20, seed: 697).filter { $0.label != 1 }
    let evaluation = FineTuning::evaluate(untrained(), on: examples)
    #expect(evaluation.matrix.actualCount(of: 1) == 0)
    #expect(evaluation.matrix.recall(of: 1) == 0)
    let nothing = FineTuning::evaluate(untrained(), on: [])
    #expect(nothing.loss == 0 && nothing.matrix.total == 0)
  }

  @Test func `6.9 nothing to learn from, or a class that is not there, is refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = training(PartlyFrozen(untrained(), learning: .head), on: [], plan(steps: 1))
    }
    await #expect(processExitsWith: .failure) {
      _ = training(
        PartlyFrozen(untrained(), learning: .head),
        on: [LabelledSequence(tokens: [1], label: 3)], plan(steps: 1))
    }
  }
}
