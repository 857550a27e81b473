// begin solution
import CourseKit
import Tensors

/// The losses and the gradients of a step's batches, added up in the batches' order: their mean, where
/// each batch has scaled its own by its share.
///
/// Several batches are worked on at the same time, since none depends on another; at most
/// ``TrainingPlan/gradientsHeldAtOnce`` of their gradients are in memory.
public func sumOfLossesAndGradients<Gradient: Layer>(
  _ batchCount: Int, of batch: @Sendable (Int) -> (loss: Double, gradient: Gradient)
) -> (loss: Double, gradient: Gradient) {
  concurrentReduce(batchCount, heldAtOnce: TrainingPlan.gradientsHeldAtOnce, batch) { sum, part in
    sum.loss += part.loss
    sum.gradient.add(part.gradient)
  }
}
// end solution
