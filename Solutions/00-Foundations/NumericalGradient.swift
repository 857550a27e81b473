import Tensors

// MARK: 0.5 Numerical gradient

/// The gradient of `function` at `x`, measured instead of derived.
///
/// ∂f/∂xᵢ ≈ (f(x + h·eᵢ) − f(x − h·eᵢ)) / 2h, whose error falls with h² until rounding takes over.
/// What is divided by is the distance between the two points as Float holds them, not 2h. Cost: two
/// calls for every number of x.
public func numericalGradient(
  of function: (Tensor) -> Double, at x: Tensor, step: Float = 1e-2
) -> Tensor {
  var gradient = Tensor(zeros: x.shape)
  for i in 0..<x.count {
    var above = x
    var below = x
    above[i] += step
    below[i] -= step
    let distance = Double(above[i]) - Double(below[i])
    gradient[i] = Float((function(above) - function(below)) / distance)
  }
  return gradient
}
