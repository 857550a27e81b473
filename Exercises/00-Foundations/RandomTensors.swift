import CourseKit
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
  todo("0.4")
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
  todo("0.4")
}
