import CourseKit
import Tensors

// MARK: 3.7 Dropout

/// In training, drops each number with probability `rate` and scales those that stay by
/// 1 / (1 − rate), so that the expected value is unchanged.
///
/// Number i is dropped where the generator's i-th uniform number is less than `rate`. The way back
/// drops and scales the same places (Srivastava et al., *Dropout*, 2014, section 10).
public func dropout(
  _ x: Tensor, rate: Float, using generator: inout SeededGenerator
) -> (output: Tensor, pullback: Pullback<Tensor>) {
  todo("3.7")
}
