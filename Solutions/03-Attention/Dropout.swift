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
  precondition(rate >= 0 && rate < 1, "a dropout rate of \(rate): it must be in 0 ..< 1")
  guard rate > 0 else { return (x, { $0 }) }
  let mask = dropoutMask(x.shape, rate: rate, using: &generator)
  return (x * mask, { cotangent in cotangent * mask })
}

/// 0 where a number is dropped, 1 / (1 − rate) elsewhere.
public func dropoutMask(
  _ shape: Shape, rate: Float, using generator: inout SeededGenerator
) -> Tensor {
  let start = generator
  generator.skip(shape.count)
  var mask = Tensor(zeros: shape)
  mask.updateRows { row in
    var numbers = start
    numbers.skip(row.index * row.count)
    row.fillUniform(using: &numbers)
    row.threshold(at: rate, below: 0, otherwise: 1 / (1 - rate))
  }
  return mask
}
