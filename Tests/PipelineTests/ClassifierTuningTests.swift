import Console
import CourseKit
import FineTuning
import Foundation
import Pipeline
import Pretraining
import Runs
import Tensors
import TestSupport
import Testing
import Tokenization
import Transformer

struct ClassifierTuningTests {
  /// Few texts, and so short a training that all four strategies take a moment.
  private static let plan: ClassificationPlan = {
    var plan = ClassificationPlan.quick
    plan.minimumSteps = 1
    for strategy in ClassificationResults.Strategy.allCases { plan.epochs[strategy] = 2 }
    return plan
  }()

  private static let data = ClassificationData.smallWorld(
    language: .english, seed: 5, trainingCount: 96, testCount: 60)

  private static let model: TrainedModel = {
    let configuration = tinyConfiguration()
    var generator = SeededGenerator(seed: 1)
    return TrainedModel(
      configuration: configuration, model: GPT(configuration.model, using: &generator),
      tokenizer: ByteLevelBPE(text: text, vocabularySize: 300))
  }()

  private static let text = data.training.map(\.text).joined(separator: "\n")

  private func tuning(
    _ strategies: [ClassificationResults.Strategy] = ClassificationResults.Strategy.allCases,
    seed: UInt64 = 1
  ) -> ClassifierTuning {
    ClassifierTuning(
      Self.model, on: Self.data, strategies: strategies, plan: Self.plan, seed: seed)
  }

  private func withRun(_ body: (RunFolder) throws -> Void) throws {
    try withTemporaryFolder { path in
      let folder = RunFolder(path: path)
      try folder.save(Self.model.configuration)
      try folder.save(Self.model.tokenizer)
      try Self.model.model.saveParameters(to: folder.modelFile)
      try body(folder)
    }
  }

  // MARK: Tuning

  @Test func `the same seed gives the same table but for the time`() throws {
    func results(seed: UInt64) throws -> ClassificationResults {
      var results = try tuning(seed: seed).run().results
      results.comparison = results.comparison.map {
        .init(
          strategy: $0.strategy, f1: $0.f1, validationF1: $0.validationF1,
          validationLoss: $0.validationLoss, trainableParameterCount: $0.trainableParameterCount,
          seconds: 0)
      }
      return results
    }
    let first = try results(seed: 1)
    #expect(try results(seed: 1) == first)
    #expect(try results(seed: 2) != first)
  }

  @Test func `each strategy trains what it says`() throws {
    let results = try tuning().run().results
    let counts = Dictionary(
      uniqueKeysWithValues: results.comparison.map { ($0.strategy, $0.trainableParameterCount) })
    // Width 16 and two classes; a block has 12 w² + 13 w numbers, a norm 2 w.
    let (head, block, norm) = (16 * 2 + 2, 12 * 256 + 13 * 16, 2 * 16)
    #expect(counts[.head] == head)
    #expect(counts[.lastBlock] == head + block + norm)
    // c_attn, c_proj, c_fc, c_proj, of rank 8.
    #expect(counts[.lora] == head + 8 * ((16 + 48) + (16 + 16) + (16 + 64) + (64 + 16)))
    #expect(counts[.everything] == head + block + norm + (300 + 16) * 16)
  }

  @Test func `alone or among others a strategy comes to the same`() throws {
    let all = try tuning().run().results
    let alone = try tuning([.lora]).run().results
    let (row, other) = (
      alone.comparison[0], try #require(all.comparison.first { $0.strategy == .lora })
    )
    #expect(alone.comparison.count == 1)
    #expect(row.f1 == other.f1 && row.validationLoss == other.validationLoss)
  }

  @Test func `the best on the validation texts is kept, and the matrix is of the test texts`()
    throws
  {
    let results = try tuning().run().results
    let kept = try #require(results.comparison.first { $0.strategy == results.strategy })
    for row in results.comparison {
      #expect(
        row.validationF1 < kept.validationF1
          || (row.validationF1 == kept.validationF1 && row.validationLoss >= kept.validationLoss))
    }
    #expect(results.confusion.total == 60 && results.testCount == 60)
    #expect(results.f1 == kept.f1 && results.f1 == results.confusion.f1(of: 1))
    let wrong =
      results.confusion[actual: 0, predicted: 1] + results.confusion[actual: 1, predicted: 0]
    #expect(results.worstMistakes.count == min(20, wrong))
    let certainties = results.worstMistakes.map(\.probability)
    #expect(certainties == certainties.sorted(by: >))
  }

  @Test func `it can be stopped after any step`() throws {
    var steps = 0
    #expect(throws: Stopped.self) {
      try tuning().run { progress in
        steps = progress.step
        if steps == 8 { throw Stopped() }
      }
    }
    #expect(steps == 8)
  }

  @Test func `a loss that is no number ends it in one sentence`() throws {
    var plan = Self.plan
    plan.learningRates[.everything] = 1e30
    let tuning = ClassifierTuning(
      Self.model, on: Self.data, strategies: [.everything], plan: plan, seed: 1)
    #expect(try sentence { _ = try tuning.run() }.contains("--learning-rate"))
  }

  // MARK: Files

  @Test(arguments: ClassificationResults.Strategy.allCases)
  func `what was read predicts what was trained`(
    strategy: ClassificationResults.Strategy
  ) throws {
    try withRun { folder in
      let (trained, results) = try tuning([strategy]).run()
      try trained.save(results, to: folder)
      let read = try TrainedClassifier(readingFrom: folder)
      #expect(try folder.classificationResults() == results)
      for text in Self.data.test.prefix(20).map(\.text) + ["", "ção 🙂"] {
        let prediction = try trained.predict(text)
        #expect(try read.predict(text) == prediction)
        #expect(abs(prediction.probabilities.reduce(0, +) - 1) < 1e-5)
        #expect(prediction.probability == prediction.probabilities.max())
      }
      // The matrix is what these predictions come to.
      let right = try Self.data.test.count { try read.predict($0.text).label == $0.label }
      #expect(right == results.matrix.counts[0][0] + results.matrix.counts[1][1])
    }
  }

  @Test func `files that are missing or damaged are told in one sentence`() throws {
    try withRun { folder in
      func told() throws -> String {
        try sentence { _ = try TrainedClassifier(readingFrom: folder) }
      }
      #expect(try told().contains("gpt classify train"))
      let (trained, results) = try tuning([.head]).run()
      try trained.save(results, to: folder)

      let whole = try bytes(of: folder.classifierFile)
      try whole.prefix(5_000).write(to: URL(fileURLWithPath: folder.classifierFile))
      #expect(try told().hasPrefix(folder.classifierFile))
      // A pretrained model has no head for classes.
      try Self.model.model.saveParameters(to: folder.classifierFile)
      #expect(try told().hasPrefix(folder.classifierFile))
      try FileManager.default.removeItem(atPath: folder.classifierFile)
      #expect(try told().contains(folder.classifierFile))

      try trained.save(results, to: folder)
      let good = try bytes(of: folder.classificationFile)
      for (name, value) in [("labels", ["a"]), ("labels", ["a", "a"]), ("soughtLabel", "x")]
        as [(String, Any)]
      {
        try good.write(to: URL(fileURLWithPath: folder.classificationFile))
        try changeJSON(folder.classificationFile) { $0[name] = value }
        #expect(try told().hasPrefix(folder.classificationFile))
      }
      try changeJSON(folder.classificationFile) {
        $0["labels"] = ["a", "b", "c"]
        $0["soughtLabel"] = nil
        $0["matrix"] = ["counts": [[1, 0, 0], [0, 0, 0], [0, 0, 0]]]
      }
      #expect(try told().contains("score.weight"))
    }
  }
}
