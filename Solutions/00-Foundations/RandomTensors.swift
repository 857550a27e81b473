import Foundation
import Tensors

// MARK: 0.4 Seeded uniform and normal numbers

/// Numbers drawn evenly from `range`: low + (high − low) · u with u from [0, 1).
public func uniform(
  _ shape: Shape, in range: Range<Float>, using generator: inout SeededGenerator
) -> Tensor {
  let width = range.upperBound - range.lowerBound
  let scalars = (0..<shape.count).map { _ in
    range.lowerBound + width * generator.nextUniform()
  }
  return Tensor(scalars, shape: shape)
}

/// Numbers drawn from the normal distribution, two for each pair of uniform ones.
///
/// With u, v uniform: r = √(−2 ln(1 − u)), then r · cos 2πv and r · sin 2πv are independent and
/// normal (Box and Muller, *A Note on the Generation of Random Normal Deviates*, 1958).
public func normal(
  _ shape: Shape, mean: Float = 0, standardDeviation: Float = 1,
  using generator: inout SeededGenerator
) -> Tensor {
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
}
