import CourseKit
import Foundation
import Pretraining
import Runs

/// How a run is made again.
enum ReportReproduction {
  /// How the reader calls the program so that the same chapters are used.
  static var program: String {
    let solutions = (0..<Track.chapterCount).filter { Track.isSolution($0) }
    let variable =
      solutions.count == Track.chapterCount
      ? "SOLUTIONS=all " : solutions.isEmpty ? "" : "SOLUTIONS=\(Track.choice(of: solutions)) "
    return variable + "swift run -c release gpt"
  }

  /// The words after `gpt` that begin the same run; nil where no command has just these numbers.
  static func words(_ configuration: RunConfiguration) -> [String]? {
    if let isQuick = configuration.isQuickMainJob, let language = configuration.language {
      return ["--language", language.rawValue, "--seed", "\(configuration.seed)"]
        + (isQuick ? ["--quick"] : [])
    }
    return pretrainWords(configuration)
  }

  /// The words of `gpt pretrain`, if what they make is this configuration.
  private static func pretrainWords(_ configuration: RunConfiguration) -> [String]? {
    let (model, plan) = (configuration.model, configuration.plan)
    let steps = configuration.stepCount
    let source: [String]
    var made = RunConfiguration.mainJob(
      language: configuration.language ?? .english, seed: configuration.seed)
    switch configuration.source {
    case .smallWorld(let language, _): source = ["--language", language.rawValue]
    case .file(let path, _):
      // Without the folders of whoever trained it.
      source = ["--text", (path as NSString).lastPathComponent]
      made.source = configuration.source
    }
    made.prompt = configuration.prompt
    made.model = GPTConfiguration(
      vocabularySize: model.vocabularySize, contextLength: model.contextLength,
      layerCount: model.layerCount, headCount: model.headCount, width: model.width,
      dropoutRate: model.dropoutRate, tiesHead: model.tiesHead)
    made.plan = TrainingPlan(
      schedule: LearningRateSchedule(
        peak: plan.schedule.peak, minimum: plan.schedule.peak / 30, warmUpSteps: steps / 20,
        totalSteps: steps),
      batchSize: plan.batchSize, accumulation: plan.accumulation)
    let usualInterval = max(1, min(500, steps / 4))
    made.evaluationInterval = configuration.evaluationInterval
    made.evaluationTokens = configuration.evaluationTokens
    guard made.isSame(as: configuration) else { return nil }
    return ["pretrain"] + source + [
      "--steps", "\(steps)", "--batch", "\(plan.batchSize)",
      "--accumulation", "\(plan.accumulation)", "--learning-rate", "\(plan.schedule.peak)",
      "--vocabulary", "\(model.vocabularySize)", "--context", "\(model.contextLength)",
      "--layers", "\(model.layerCount)", "--heads", "\(model.headCount)",
      "--width", "\(model.width)", "--dropout", "\(model.dropoutRate)",
      "--prompt", configuration.prompt, "--seed", "\(configuration.seed)",
    ] + (model.tiesHead ? ["--tied-head"] : [])
      + (configuration.evaluationInterval == usualInterval
        ? [] : ["--evaluate-every", "\(configuration.evaluationInterval)"])
      + (configuration.evaluationTokens.map { ["--evaluate-tokens", "\($0)"] } ?? [])
  }

  /// What compiled this program. Another compiler or processor may round otherwise.
  static var toolchain: String {
    #if compiler(>=6.4)
      let compiler = "Swift 6.4+"
    #else
      let compiler = "Swift 6.3"
    #endif
    #if os(macOS)
      let system = "macOS"
    #elseif os(Linux)
      let system = "Linux"
    #else
      let system = "?"
    #endif
    #if arch(x86_64)
      let processor = "x86-64"
    #elseif arch(arm64)
      let processor = "arm64"
    #else
      let processor = "?"
    #endif
    return "\(compiler), \(system), \(processor)"
  }
}
