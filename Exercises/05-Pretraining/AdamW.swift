import CourseKit
import Foundation
import Tensors

// MARK: 5.4 AdamW

/// Gradient descent with a step size of its own for every parameter, and weight decay beside it.
///
/// Loshchilov and Hutter, *Decoupled Weight Decay Regularization*, 2019, algorithm 2:
///
///     m ← β₁ m + (1 − β₁) g          the gradient's running mean
///     v ← β₂ v + (1 − β₂) g²         … and that of its square
///     m̂ = m / (1 − β₁ˢ)              both began at 0; this corrects the bias
///     v̂ = v / (1 − β₂ˢ)
///     θ ← θ − η (m̂ / (√v̂ + ε) + λ θ)
///
/// Matrices and embeddings decay; biases and the norms' weights, which have one axis, do not.
///
///     // the first update (s = 1) of a weight θ = 1 with g = 0.5, η = 0.1 and the values below:
///     // m = 0.05, v = 0.0125, m̂ = 0.5, v̂ = 0.25, θ = 1 − 0.1 · (0.5 / 0.5 + 0.1 · 1) = 0.89
public struct AdamW: Sendable {
  /// β₁, the share of the gradient's running mean that stays at each update, 0 ..< 1.
  public var beta1: Float
  /// β₂, the same for the running mean of its square.
  public var beta2: Float
  /// ε, which keeps the step finite where v̂ is 0.
  public var epsilon: Float
  /// λ, how strongly matrices and embeddings are drawn to 0; 0 for not at all.
  public var weightDecay: Float
  /// s, how many updates have been made.
  public internal(set) var step = 0
  /// m of every parameter, in the order of the visit; empty before the first update.
  public internal(set) var firstMoments: [Tensor] = []
  /// v of every parameter.
  public internal(set) var secondMoments: [Tensor] = []

  public init(
    beta1: Float = 0.9, beta2: Float = 0.95, epsilon: Float = 1e-8, weightDecay: Float = 0.1
  ) {
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
  }

  /// Moves every parameter of `model` by one step of `learningRate` (η).
  ///
  /// The first update makes moments of zeros, one for each parameter, and counts as s = 1. The
  /// decay takes θ as it was before the step. Parameters, gradients and moments stand in the same
  /// order.
  public mutating func update<Model: Layer>(
    _ model: inout Model, gradient: Model, learningRate: Float
  ) {
    todo("5.4")
  }

}
