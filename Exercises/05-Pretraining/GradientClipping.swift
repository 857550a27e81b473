import CourseKit
import Tensors

// MARK: 5.6 Clip by global norm

/// The length of the gradient, all parameters taken as one vector: √Σ g².
///
///     // parameters [3, 0] and [4]: √(9 + 0 + 16) = 5
public func globalNorm(_ gradient: some Layer) -> Double {
  todo("5.6")
}

/// Shortens a gradient that is longer than `limit`, keeping its direction: g ← g · min(1, limit / norm).
///
/// A gradient that is not longer stays as it is; one of zeros, too.
///
///     // [3, 0] and [4] to a norm of 1: [0.6, 0] and [0.8]; to a norm of 10: unchanged. Returns 5
///
/// Returns the norm before (Pascanu, Mikolov and Bengio, *On the Difficulty of Training Recurrent
/// Neural Networks*, 2013, algorithm 1).
@discardableResult
public func clip<Gradient: Layer>(_ gradient: inout Gradient, toNorm limit: Double) -> Double {
  todo("5.6")
}
