import CourseKit
import Pretraining
import PretrainingSolution
import Tensors

// What the graders ask of a type of this chapter, whether it is the learner's or the reference's.

protocol GradedText {
  associatedtype Starts: Collection

  init(tokens: [Int], windowLength: Int)
  init(documents: [[Int]], endOfText: Int, windowLength: Int)
  var startPositions: Starts { get }
  func randomBatch(of count: Int, using generator: inout SeededGenerator) -> TrainingBatch
  func consecutiveBatches(of count: Int) -> [TrainingBatch]
}

protocol GradedOptimizer: Sendable {
  init(beta1: Float, beta2: Float, epsilon: Float, weightDecay: Float)
  var beta1: Float { get set }
  var beta2: Float { get set }
  var epsilon: Float { get set }
  var weightDecay: Float { get set }
  var step: Int { get }
  var firstMoments: [Tensor] { get }
  var secondMoments: [Tensor] { get }
  mutating func update<Model: Layer>(_ model: inout Model, gradient: Model, learningRate: Float)
}

protocol GradedTraining<Model>: Sendable {
  associatedtype Model: LanguageModel
  associatedtype Optimizer: GradedOptimizer

  init(_ model: Model, plan: CourseKit::TrainingPlan, generator: SeededGenerator)
  var model: Model { get set }
  var optimizer: Optimizer { get set }
  var generator: SeededGenerator { get }
  var step: Int { get set }
  mutating func advance(
    drawing nextBatch: (inout SeededGenerator) -> TrainingBatch
  ) -> CourseKit::StepReport
  func save(to path: String) throws
  mutating func restore(from path: String) throws
}

extension PretrainingSolution::TrainingText: GradedText {}
extension PretrainingSolution::AdamW: GradedOptimizer {}
extension PretrainingSolution::Training: GradedTraining {}

#if OWN_PRETRAINING
  extension Pretraining::TrainingText: GradedText {}
  extension Pretraining::AdamW: GradedOptimizer {}
  extension Pretraining::Training: GradedTraining {}
#endif
