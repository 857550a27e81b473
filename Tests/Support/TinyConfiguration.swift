import CourseKit
import Runs

/// A run that takes a fraction of a second.
public func tinyConfiguration(
  steps: Int = 24,
  source: RunConfiguration.Source = .smallWorld(language: .english, documentCount: 60),
  seed: UInt64 = 7, learningRate: Float = 3e-3
) -> RunConfiguration {
  RunConfiguration(
    source: source, seed: seed,
    model: GPTConfiguration(
      vocabularySize: 300, contextLength: 16, layerCount: 1, headCount: 2, width: 16,
      dropoutRate: 0.1),
    plan: TrainingPlan(
      schedule: LearningRateSchedule(
        peak: learningRate, minimum: learningRate / 30, warmUpSteps: 2, totalSteps: steps),
      batchSize: 4, accumulation: 2),
    evaluationInterval: 10, prompt: "One morning")
}
