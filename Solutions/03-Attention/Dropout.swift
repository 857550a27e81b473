import CourseKit
import Tensors

// MARK: 3.7 Dropout

/// In training, drops each element with probability `rate` and scales those that stay by
/// 1 / (1 − rate), so that the expected value is unchanged.
///
/// Element i is dropped where the generator's i-th uniform number is less than `rate`. The backward
/// pass drops and scales the same elements (Srivastava et al., *Dropout*, 2014, section 10).
///
/// The uniform numbers are taken in row-major order, one for each element, and when the function
/// returns the generator is past the last of them. A rate of 0 changes nothing and takes none.
///
/// Example: if `nextUniform()` gives 0.7, 0.1, 0.4, a rate of 0.2 turns `[4, 4, 4]` into
/// `[5, 0, 5]`, and its pullback turns the upstream gradient `[1, 2, 3]` into `[1.25, 0, 3.75]`.
public func dropout(
  _ x: Tensor, rate: Float, using generator: inout SeededGenerator
) -> (output: Tensor, pullback: Pullback<Tensor>) {
  // begin 3.7
  precondition(rate >= 0 && rate < 1, "a dropout rate of \(rate): it must be in 0 ..< 1")
  guard rate > 0 else { return (x, { $0 }) }
  let start = generator
  generator.skip(x.count)
  return (
    dropping(x, rate: rate, from: start),
    { upstream in dropping(upstream, rate: rate, from: start) }
  )
  // end 3.7
}

// begin solution
/// The product with a mask of 0 and 1 / (1 − rate). The mask is not kept: from the same start the
/// generator draws it again.
private func dropping(_ x: Tensor, rate: Float, from start: SeededGenerator) -> Tensor {
  x.mapRows { kept, x in
    var generator = start
    generator.skip(x.index * x.count)
    kept.fillUniform(using: &generator)
    kept.threshold(at: rate, below: 0, otherwise: 1 / (1 - rate))
    kept.multiply(by: x)
  }
}
// end solution
