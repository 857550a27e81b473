import CourseKit
import Tensors

// MARK: 5.6 Clip by global norm

/// The length of the gradient, all parameters taken as one vector: √Σ g².
public func globalNorm(_ gradient: some Layer) -> Double {
  gradient.parameters.reduce(0) { $0 + $1.tensor.sumOfSquares() }.squareRoot()
}

/// Shortens a gradient that is longer than `limit`, keeping its direction: g ← g · min(1, limit / norm).
///
/// Returns the norm before (Pascanu, Mikolov and Bengio, *On the Difficulty of Training Recurrent
/// Neural Networks*, 2013, algorithm 1).
@discardableResult
public func clip<Gradient: Layer>(_ gradient: inout Gradient, toNorm limit: Double) -> Double {
  let norm = globalNorm(gradient)
  if norm > limit { gradient.scale(by: Float(limit / norm)) }
  return norm
}
