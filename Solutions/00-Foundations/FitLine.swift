import Tensors

// MARK: 0.8 Fit a line

/// Fits y ≈ x · W + b by gradient descent on the mean squared error.
///
/// Each step: residual r = prediction − y; loss = mean of r²; its derivative 2r / count goes
/// through the layer's pullback; parameter ← parameter − rate · gradient. Returns the layer after
/// the last step and the loss before each one.
public func fitLine(
  _ x: Tensor, _ y: Tensor, from start: Linear, learningRate: Float, steps: Int
) -> (layer: Linear, losses: [Double]) {
  var layer = start
  var losses: [Double] = []
  for _ in 0..<steps {
    let (prediction, pullback) = layer.withPullback(x)
    let residual = prediction - y
    losses.append(residual.sumOfSquares() / Double(residual.count))
    let (_, gradient) = pullback(2 / Float(residual.count) * residual)
    layer.weight -= learningRate * gradient.weight
    layer.bias -= learningRate * gradient.bias
  }
  return (layer, losses)
}
