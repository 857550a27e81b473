import Tensors

// MARK: 0.5 Numerical gradient

/// The gradient of `function` at `x`, measured instead of derived.
///
/// ∂f/∂xᵢ ≈ (f(x + h·eᵢ) − f(x − h·eᵢ)) / 2h, whose error falls with h² until rounding takes over.
/// eᵢ is 1 at index i and 0 elsewhere: one element of x moves, the others stay. What is divided by
/// is the distance between the two points as Float holds them, not 2h. Cost: two calls for every
/// element of x. The gradient has the shape of x.
///
/// For f(x) = x₀² · x₁ at (2, 3) it is about (12, 4). For f(x) = x³ it is 3x² + h², exactly.
public func numericalGradient(
  of function: (Tensor) -> Double, at x: Tensor, step: Float = 1e-2
) -> Tensor {
  // begin 0.5
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
  // end 0.5
}
