import Console
import Corpora
import CourseKit
import Foundation
import InstructionTuning
import Pipeline
import Pretraining
import Runs
import Tensors
import Tokenization

extension Reader {
  /// The readers of a run's files: a tiny run is created, and for each input one of its files is
  /// damaged and used as `gpt` does.
  static func run(in parent: String) throws -> [Reader] {
    let (folder, data) = try sampleRun(in: parent)
    let generated: @Sendable () throws -> Void = {
      let model = try TrainedModel(readingFrom: folder)
      _ = try model.completion(of: "Ana", maxTokens: 3, decoding: Decoding(), seed: 1)
    }
    let resumed: @Sendable () throws -> Void = {
      var run = try PretrainingRun(resuming: folder, data: data)
      try run.makeOneStep()
    }
    let classified: @Sendable () throws -> Void = {
      _ = try TrainedClassifier(readingFrom: folder).predict("Win a prize")
    }
    let answered: @Sendable () throws -> Void = {
      _ = try AssistantResponder(readingFrom: folder)
        .answer(to: "Who found it?", input: "Ana found a kite.", maxTokens: 3)
    }
    let reported: @Sendable () throws -> Void = {
      _ = try RunReport(of: folder, language: .english).html
    }
    typealias Use = (name: String, body: @Sendable () throws -> Void)
    let (generate, resume, predict, ask, report): (Use, Use, Use, Use, Use) = (
      ("generate", generated), ("resume", resumed), ("predict", classified), ("ask", answered),
      ("report", reported)
    )
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let good = try names.map { name in
      let path = "\(folder.path)/\(name)"
      return (ScratchFile(path: path), try [UInt8](Data(contentsOf: URL(fileURLWithPath: path))))
    }
    let files: [(path: String, weight: Int, hasHeader: Bool, use: Use)] = [
      (folder.configurationFile, 4, false, generate), (folder.configurationFile, 1, false, resume),
      (folder.vocabularyFile, 2, false, generate), (folder.mergesFile, 2, false, generate),
      (folder.modelFile, 4, true, generate), (folder.modelFile, 1, true, report),
      (folder.checkpointFile, 2, true, resume), (folder.metricsFile, 1, false, resume),
      (folder.metricsFile, 1, false, report), (folder.classifierFile, 3, true, predict),
      (folder.classificationFile, 2, false, predict),
      (folder.classificationFile, 1, false, report), (folder.assistantFile, 3, true, ask),
      (folder.assistantResultsFile, 2, false, ask),
      (folder.assistantResultsFile, 1, false, report),
    ]
    return files.map { path, weight, hasHeader, use in
      let (file, sample) = good.first { $0.0.path == path }!
      return Reader(
        name: "\(use.name): \((path as NSString).lastPathComponent)", weight: weight,
        samples: [sample], hasHeader: hasHeader
      ) { bytes in
        file.write(bytes)
        // Resuming a run rewrites its files.
        defer {
          for (file, bytes) in good where file.path == path || use.name == resume.name {
            file.write(bytes)
          }
        }
        try use.body()
      }
    }
  }

  /// A tiny run that has every kind of file.
  private static func sampleRun(in parent: String) throws -> (RunFolder, PretrainingData) {
    var configuration = RunConfiguration(
      source: .smallWorld(language: .english, documentCount: 40), seed: 1,
      model: GPTConfiguration(
        vocabularySize: 300, contextLength: 64, layerCount: 1, headCount: 2, width: 8,
        dropoutRate: 0.1),
      plan: TrainingPlan(
        schedule: LearningRateSchedule(
          peak: 1e-3, minimum: 1e-4, warmUpSteps: 1, totalSteps: 3),
        batchSize: 1),
      evaluationInterval: 1, evaluationTokens: 64, prompt: "Ana")
    let documents = try PretrainingData.documents(of: configuration)
    let tokenizer = ByteLevelBPE(
      documents: documents.training, vocabularySize: configuration.model.vocabularySize)
    configuration.model.vocabularySize = tokenizer.vocabularySize
    let data = try PretrainingData(documents, tokenizer: tokenizer, configuration: configuration)
    let folder = try RunFolder.make(named: "sample", in: parent)
    var run = try PretrainingRun(beginning: configuration, in: folder, data: data)
    try run.makeOneStep()

    let messages = ClassificationData.smallWorld(
      language: .english, seed: 1, trainingCount: 40, testCount: 10)
    var plan = ClassificationPlan.quick
    plan.minimumSteps = 1
    plan.epochs = plan.epochs.mapValues { _ in 1 }
    let classified = try ClassifierTuning(run.model, on: messages, plan: plan, seed: 1).run()
    try classified.classifier.save(classified.results, to: folder)
    let table = folder.path + "/instructions.json"
    let items = (0..<12).map {
      "{\"instruction\": \"Say \($0).\", \"input\": \"\", \"output\": \"\($0)\"}"
    }
    ScratchFile(path: table).write(Array("[\(items.joined(separator: ", "))]".utf8))
    let tuning = InstructionPlan(exampleCount: 12, testCount: 2, steps: 2, comparesUnmasked: false)
    let instructions = try InstructionData(
      InstructionData.source(ofFile: table), plan: tuning,
      template: PromptTemplate(language: .english), model: run.model)
    let tuned = try InstructionTuningRun(run.model, data: instructions, plan: tuning).run()
    try folder.save(tuned.assistant, tuned.results)
    return (folder, data)
  }
}

extension PretrainingRun {
  /// Trains one step and saves.
  fileprivate mutating func makeOneStep() throws {
    do { try train { _ in throw Stopped() } } catch is Stopped {}
  }
}
