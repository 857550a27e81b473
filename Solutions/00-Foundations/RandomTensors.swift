import Foundation
import Tensors

// MARK: 0.4 Seeded uniform and normal numbers

/// Numbers drawn evenly from `range`: low + (high − low) · u with u from [0, 1).
///
/// Each element of the tensor, in row-major order, takes one `nextUniform()` from the generator and
/// no more. In −2 ..< 6, u = 0.25 becomes −2 + 8 · 0.25 = 0.
public func uniform(
  _ shape: Shape, in range: Range<Float>, using generator: inout SeededGenerator
) -> Tensor {
  // begin 0.4
  let width = range.upperBound - range.lowerBound
  let scalars = (0..<shape.count).map { _ in
    range.lowerBound + width * generator.nextUniform()
  }
  return Tensor(scalars, shape: shape)
  // end 0.4
}

/// Numbers drawn from the normal distribution, two for each pair of uniform ones.
///
/// With u, v uniform: r = √(−2 ln(1 − u)), then r · cos 2πv and r · sin 2πv are independent and
/// normal (Box and Muller, *A Note on the Generation of Random Normal Deviates*, 1958). As u may be
/// 0 but never 1, the logarithm is taken of 1 − u.
///
/// The order is part of the result: for each pair u comes from the generator before v, and the cosine
/// stands before the sine. A number z becomes mean + standardDeviation · z. Where the count is odd,
/// the last pair is drawn all the same and its sine left out, so that 3 numbers take 4 uniform ones.
///
/// With u = 0.5 and v = 0.125: r = √(2 ln 2) ≈ 1.1774, and both numbers are r · √½ ≈ 0.8326.
public func normal(
  _ shape: Shape, mean: Float = 0, standardDeviation: Float = 1,
  using generator: inout SeededGenerator
) -> Tensor {
  // begin 0.4
  var scalars: [Float] = []
  scalars.reserveCapacity(shape.count + 1)
  while scalars.count < shape.count {
    let u = generator.nextUniform()
    let v = generator.nextUniform()
    let radius = standardDeviation * (-2 * log(1 - u)).squareRoot()
    scalars.append(mean + radius * cos(2 * .pi * v))
    scalars.append(mean + radius * sin(2 * .pi * v))
  }
  return Tensor(Array(scalars.prefix(shape.count)), shape: shape)
  // end 0.4
}
