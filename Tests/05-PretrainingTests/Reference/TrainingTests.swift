import CourseKit
import Grading
import Pretraining
import Tensors
import Testing
import Transformer

/// Walks of a rule that is quickly learnt: x → 3x modulo 17.
let ruledText = TrainingText(
  tokens: (0..<400).map { [1, 3, 9, 10, 13, 5, 15, 11, 16, 14, 8, 7, 4, 12, 2, 6][$0 % 16] },
  windowLength: 7)

func plan(
  batchSize: Int = 3, accumulation: Int = 1, steps: Int = 40, limit: Double = 1
) -> TrainingPlan {
  TrainingPlan(
    schedule: LearningRateSchedule(peak: 1e-2, minimum: 1e-3, warmUpSteps: 5, totalSteps: steps),
    batchSize: batchSize, accumulation: accumulation, gradientNormLimit: limit)
}

func training(
  _ preset: FixtureModel = .gptMini, dropoutRate: Float = 0.1, plan: TrainingPlan = plan()
) throws -> Training<GPT> {
  Training(
    try preset.model(dropoutRate: dropoutRate), plan: plan, generator: SeededGenerator(seed: 57))
}

@Suite struct TrainingTests {
  @Test(arguments: FixtureModel.allCases)
  func `5.7 training learns`(preset: FixtureModel) throws {
    var training = try training(preset, dropoutRate: 0, plan: plan(batchSize: 8, steps: 120))
    let before = Pretraining::evaluate(training.model, on: ruledText.consecutiveBatches(of: 8))
    for _ in 0..<120 { _ = training.advance(on: ruledText) }
    let after = Pretraining::evaluate(training.model, on: ruledText.consecutiveBatches(of: 8))
    #expect(before > 2.8)
    #expect(after < 0.3, "from \(before) to \(after)")
  }

  @Test func `5.7 the report tells step, loss, norm and rate`() throws {
    var training = try training(dropoutRate: 0)
    for step in 0..<8 {
      var generator = training.generator
      let batch = ruledText.randomBatch(of: 3, using: &generator)
      let before = training.model
      let report = training.advance(on: ruledText)
      #expect(report.step == step)
      #expect(training.step == step + 1)
      #expect(report.learningRate == training.plan.schedule(step))
      // The loss before the step, on the batch that the generator drew.
      let loss = Pretraining::crossEntropy(before(batch.inputs), targets: batch.targets)
      #expect(difference(between: report.loss, and: loss, tolerance: 1e-6) == nil)
      let (logits, pullback) = before.withPullback(batch.inputs, using: &generator)
      let gradient = pullback(
        Pretraining::crossEntropyWithPullback(logits, targets: batch.targets).pullback(1))
      let norm = Pretraining::globalNorm(gradient)
      #expect(difference(between: report.gradientNorm, and: norm, tolerance: 1e-6) == nil)
    }
  }

  /// Windows have seven targets each. Where some are left out, in the first half or in both, each of
  /// the others counts the same.
  @Test(arguments: [0, 5, 20, 21, 30])
  func `5.7 two batches of three make the step that one of six makes`(leftOut: Int) throws {
    var generator = SeededGenerator(seed: 570)
    var six = ruledText.randomBatch(of: 6, using: &generator)
    six.targets = TokenBatch(
      (0..<6).map { row in
        zip((row * 7)..., six.targets[row]).map { $0 < leftOut ? TokenBatch.ignored : $1 }
      })
    func half(_ tokens: TokenBatch, _ rows: Range<Int>) -> TokenBatch {
      TokenBatch(rows.map { Array(tokens[$0]) })
    }
    var halves = [0..<3, 3..<6].map { rows in
      TrainingBatch(inputs: half(six.inputs, rows), targets: half(six.targets, rows))
    }
    var whole = try training(dropoutRate: 0, plan: plan(batchSize: 6))
    var parts = try training(dropoutRate: 0, plan: plan(batchSize: 3, accumulation: 2))
    let wholeReport = whole.advance { _ in six }
    let partsReport = parts.advance { _ in halves.removeFirst() }
    #expect(halves.isEmpty)
    #expect(difference(between: partsReport.loss, and: wholeReport.loss, tolerance: 1e-6) == nil)
    #expect(
      difference(
        between: partsReport.gradientNorm, and: wholeReport.gradientNorm, tolerance: 1e-5) == nil)
    // The gradients' moments: the first step's own signs would be as good as chance near 0.
    for (a, b) in zip(parts.optimizer.firstMoments, whole.optimizer.firstMoments) {
      #expect(difference(between: a, and: b, smallestScale: 1e-3) == nil)
    }
  }

  @Test func `5.7 what reaches the optimizer is clipped`() throws {
    var training = try training(dropoutRate: 0, plan: plan(limit: 1e-3))
    let report = training.advance(on: ruledText)
    #expect(report.gradientNorm > 0.1)
    // m = (1 − β₁) g after the first step.
    let norm = training.optimizer.firstMoments.reduce(0) { $0 + $1.sumOfSquares() }.squareRoot()
    #expect(difference(between: norm, and: 1e-4, tolerance: 1e-4) == nil)
  }

  @Test(arguments: FixtureModel.allCases)
  func `5.7 the same seed gives the same run on one, two and three threads`(
    preset: FixtureModel
  ) throws {
    let runs = try onEachThreadCount {
      var training = try training(preset, plan: plan(batchSize: 5, accumulation: 2))
      let reports = (0..<6).map { _ in training.advance(on: ruledText) }
      return (training, reports)
    }
    for (training, reports) in runs.dropFirst() {
      #expect(reports == runs[0].1)
      #expect(differences(training, runs[0].0) == nil)
    }
  }

  @Test func `5.7 another seed gives another run`() throws {
    var first = try training()
    var second = first
    second.generator = SeededGenerator(seed: 58)
    #expect(first.advance(on: ruledText).loss != second.advance(on: ruledText).loss)
  }
}

/// The first thing in which two trainings differ, be it a single bit.
func differences(_ a: Training<GPT>, _ b: Training<GPT>) -> String? {
  if a.step != b.step { return "the step" }
  if a.generator != b.generator { return "the generator" }
  if a.optimizer.step != b.optimizer.step { return "the optimizer's step" }
  let names = a.model.parameters.map(\.name)
  let kinds = [
    ("parameter", a.model.parameters.map(\.tensor), b.model.parameters.map(\.tensor)),
    ("first moment", a.optimizer.firstMoments, b.optimizer.firstMoments),
    ("second moment", a.optimizer.secondMoments, b.optimizer.secondMoments),
  ]
  for (kind, ours, theirs) in kinds {
    if ours.count != theirs.count { return "how many \(kind)s there are" }
    for (name, pair) in zip(names, zip(ours, theirs)) {
      if let difference = bitDifference(between: pair.0, and: pair.1) {
        return "the \(kind) of \(name): \(difference)"
      }
    }
  }
  return nil
}
