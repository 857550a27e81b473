import CourseKit
import FineTuning
import FineTuningSolution
import Tensors

// What the graders ask of a type of this chapter, whether it is the learner's or the reference's.

protocol GradedHead: Layer {
  func callAsFunction(_ pooled: Tensor) -> Tensor
  func probabilities(_ pooled: Tensor) -> Tensor
  func withPullback(
    _ pooled: Tensor
  ) -> (output: Tensor, pullback: Pullback<(input: Tensor, gradient: Self)>)
}

protocol GradedAdapter: Layer {
  init(
    from inputCount: Int, to outputCount: Int, rank: Int, alpha: Float,
    using generator: inout SeededGenerator)
  var scale: Float { get }
  var down: Tensor { get }
  var up: Tensor { get }
  func gradient(ofWeight gradient: Tensor) -> Self
}

protocol GradedLoRALinear: Layer {
  associatedtype Adapter: GradedAdapter

  var adapter: Adapter { get }
  func callAsFunction(_ x: Tensor) -> Tensor
  func withPullback(
    _ x: Tensor
  ) -> (output: Tensor, pullback: Pullback<(input: Tensor, gradient: Self)>)
}

extension FineTuningSolution::ClassificationHead: GradedHead {}
extension FineTuningSolution::LowRankAdapter: GradedAdapter {}
extension FineTuningSolution::LoRALinear: GradedLoRALinear {}

#if OWN_FINETUNING
  extension FineTuning::ClassificationHead: GradedHead {}
  extension FineTuning::LowRankAdapter: GradedAdapter {}
  extension FineTuning::LoRALinear: GradedLoRALinear {}
#endif
