import CourseKit
import Foundation
import Pipeline
import Pretraining
import Runs
import TestSupport
import Testing

struct PretrainingRunTests {
  /// What must be equal, byte for byte, however a run came to its end.
  private func result(of folder: RunFolder) throws -> [Data] {
    try [folder.modelFile, folder.checkpointFile, folder.metricsFile, folder.lossChartFile]
      .map { try bytes(of: $0) }
  }

  // MARK: Learning

  @Test func `a small model learns the small world`() throws {
    try withTemporaryFolder { parent in
      var configuration = tinyConfiguration(
        steps: 200, source: .smallWorld(language: .english, documentCount: 500),
        learningRate: 1e-2)
      configuration.model = GPTConfiguration(
        vocabularySize: 400, contextLength: 32, layerCount: 1, headCount: 2, width: 32)
      configuration.evaluationInterval = 50
      let data = try data(for: configuration)
      var run = try PretrainingRun(
        beginning: configuration, in: RunFolder(path: parent), data: data)
      try run.train()
      let losses = run.metrics.evaluations.map(\.validationLoss)
      let uniform = log(Double(data.tokenizer.vocabularySize))
      // Fresh weights know nothing: all tokens are about equally likely. With logits of deviation 0.6
      // the mean loss is half its square above that of none.
      #expect(abs(run.metrics.steps[0].loss - uniform) < 0.4)
      #expect(run.metrics.evaluations.map(\.step) == [50, 100, 150, 200])
      #expect(losses == losses.sorted(by: >))
      #expect(losses[3] < uniform / 2)
      #expect(losses[3] < run.metrics.bigramLoss + 0.3)
      #expect(try #require(run.metrics.recentLoss) < uniform / 2)
    }
  }

  // MARK: Validation

  @Test
  func `the main job measures on 40,000 tokens, a large model on few, and a user on their own`() {
    let mainJob = RunConfiguration.mainJob(language: .english, seed: 1)
    #expect(mainJob.defaultEvaluationTokens == 40_000)
    var large = mainJob
    large.model = GPTConfiguration(
      vocabularySize: 4096, contextLength: 1024, layerCount: 12, headCount: 12, width: 768)
    large.plan.batchSize = 1
    large.plan.accumulation = 1
    large.evaluationInterval = 5
    // A tenth of 5 steps of 1,024 tokens.
    #expect((500...600).contains(large.defaultEvaluationTokens))
    large.evaluationInterval = 500
    #expect(large.defaultEvaluationTokens == 40_000)
  }

  @Test func `an evaluation reads as many tokens as it was told to, whole batches of them`() throws
  {
    try withTemporaryFolder { parent in
      var configuration = tinyConfiguration(
        steps: 4, source: .smallWorld(language: .english, documentCount: 500))
      let perStep = configuration.tokensPerStep
      configuration.evaluationTokens = 3 * perStep + 1
      let data = try data(for: configuration)
      let folder = RunFolder(path: parent)
      let run = try PretrainingRun(beginning: configuration, in: folder, data: data)
      #expect(run.evaluationTokens <= 3 * perStep && run.evaluationTokens > 2 * perStep)
      #expect(try folder.configuration().evaluationTokens == 3 * perStep + 1)
    }
  }

  // MARK: The same run

  @Test func `the same seed gives the same bytes, another one others`() throws {
    try withTemporaryFolder { parent in
      let results = try [7, 7, 8].enumerated().map { index, seed in
        let configuration = tinyConfiguration(seed: UInt64(seed))
        let folder = try RunFolder.make(named: "run\(index)", in: parent)
        var run = try PretrainingRun(
          beginning: configuration, in: folder, data: data(for: configuration))
        try run.train()
        return try result(of: folder)
      }
      #expect(results[0] == results[1])
      #expect(results[0][0] != results[2][0])
    }
  }

  @Test(arguments: [[1], [10], [23], [3, 4, 9, 10, 17]])
  func `a run that is interrupted and resumed ends with the same bytes`(stops: [Int]) throws {
    try withTemporaryFolder { parent in
      let configuration = tinyConfiguration()
      let data = try data(for: configuration)
      let whole = try RunFolder.make(named: "whole", in: parent)
      var run = try PretrainingRun(beginning: configuration, in: whole, data: data)
      try run.train()

      let folder = try RunFolder.make(named: "stopped", in: parent)
      var stopped = try PretrainingRun(beginning: configuration, in: folder, data: data)
      for stop in stops {
        try stopped.train(until: stop)
        #expect(stopped.training.step == stop && !stopped.isFinished)
        // All is read anew, as another process would.
        let documents = try documents(for: folder.configuration())
        stopped = try PretrainingRun(
          resuming: folder,
          data: PretrainingData(
            documents, tokenizer: folder.tokenizer(), configuration: folder.configuration()))
        #expect(stopped.training.step == stop)
      }
      try stopped.train()
      #expect(stopped.isFinished)
      #expect(try result(of: folder) == result(of: whole))
    }
  }

  @Test func `a process killed between two files costs only the steps since the checkpoint`()
    throws
  {
    try withTemporaryFolder { parent in
      let configuration = tinyConfiguration()
      let data = try data(for: configuration)
      let folder = RunFolder(path: parent)
      var run = try PretrainingRun(beginning: configuration, in: folder, data: data)
      try run.train(until: 10)
      let (checkpoint, model) = try (bytes(of: folder.checkpointFile), bytes(of: folder.modelFile))
      try run.train()
      let whole = try result(of: folder)

      // The metrics are of step 24, the checkpoint and the model still of step 10.
      try checkpoint.write(to: URL(fileURLWithPath: folder.checkpointFile))
      try model.write(to: URL(fileURLWithPath: folder.modelFile))
      var resumed = try PretrainingRun(resuming: folder, data: data)
      #expect(resumed.training.step == 10)
      #expect(resumed.metrics.steps.count == 10)
      #expect(resumed.metrics.evaluations.map(\.step) == [10])
      try resumed.train()
      #expect(try result(of: folder) == whole)
    }
  }

  // MARK: What goes wrong

  @Test func `metrics of fewer steps than the checkpoint are of another run`() throws {
    try withTemporaryFolder { parent in
      let configuration = tinyConfiguration()
      let data = try data(for: configuration)
      let folder = RunFolder(path: parent)
      var run = try PretrainingRun(beginning: configuration, in: folder, data: data)
      try run.train(until: 5)
      let metrics = run.metrics
      try run.train(until: 9)
      try folder.save(metrics)
      #expect(
        try sentence { _ = try PretrainingRun(resuming: folder, data: data) }
          .contains(words("not of the same run", "não são da mesma execução")))
    }
  }

  @Test func `a training that runs away stops with the advice to go slower`() throws {
    try withTemporaryFolder { parent in
      let configuration = tinyConfiguration(learningRate: 1e30)
      let folder = RunFolder(path: parent)
      var run = try PretrainingRun(
        beginning: configuration, in: folder, data: data(for: configuration))
      #expect(try sentence { try run.train() }.contains("--learning-rate"))
      #expect(!FileManager.default.fileExists(atPath: folder.checkpointFile))
    }
  }

  @Test func `where a later save fails the sentence says from where it goes on`() throws {
    try withTemporaryFolder { parent in
      let configuration = tinyConfiguration()
      let folder = try RunFolder.make(named: "tale", in: parent)
      var run = try PretrainingRun(
        beginning: configuration, in: folder, data: data(for: configuration))
      try run.train(until: 10)
      try FileManager.default.moveItem(atPath: folder.path, toPath: parent + "/elsewhere")
      let told = try sentence { try run.train() }
      #expect(told.contains("gpt resume --run \(folder.path) "))
      #expect(told.contains(words("goes on from step 10", "continua do passo 10")))
    }
  }

  @Test func `what no memory can hold is refused before it is asked for`() throws {
    var configuration = tinyConfiguration()
    try configuration.requireMemory(forTraining: true, of: 100_000_000)
    // 2 · 300 · 16 + 16 · 16 + 12 · 16² numbers of 4 bytes are 51,712 bytes.
    #expect(throws: Never.self) {
      try configuration.requireMemory(forTraining: false, of: 51_712)
    }
    #expect(throws: InputError.self) {
      try configuration.requireMemory(forTraining: false, of: 51_711)
    }
    // However many batches a step has, sixteen gradients are held; but all its tokens are drawn first:
    // 10,000 batches of 4 · 16 tokens and as many targets, 8 bytes each, are 10.24 MB.
    configuration.plan.accumulation = RunConfiguration.Limit.accumulation
    try configuration.requireMemory(forTraining: true, of: 12_000_000)
    #expect(throws: InputError.self) {
      try configuration.requireMemory(forTraining: true, of: 10_240_000)
    }
    configuration.model.width = RunConfiguration.Limit.width
    configuration.model.layerCount = RunConfiguration.Limit.layers
    configuration.plan.batchSize = RunConfiguration.Limit.batch
    configuration.model.contextLength = RunConfiguration.Limit.context
    #expect(
      try sentence { try configuration.requireMemory(forTraining: true) }.contains("--width"))
  }
}
