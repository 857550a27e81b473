import CourseKit
import Tensors

// MARK: 0.8 Fit a line

/// Fits y ≈ x · W + b by gradient descent on the mean squared error.
///
/// Each step: residual r = prediction − y; loss = mean of r²; its derivative 2r / count goes
/// through the layer's pullback; parameter ← parameter − rate · gradient. Returns the layer after
/// the last step and the loss before each one, so `steps` losses.
///
/// Shapes: x `[points, in]`, y `[points, out]`; the mean is over all points · out elements.
///
/// One step from W = 0 and b = 0 with x = (1, 3) and y = (2, 4), each a column, and a rate of 0.5:
/// the residuals are −2 and −4, the loss is (4 + 16) / 2 = 10, ∂W = 1 · (−2) + 3 · (−4) = −14 and
/// ∂b = −6, so that W becomes 7 and b becomes 3.
public func fitLine(
  _ x: Tensor, _ y: Tensor, from start: Linear, learningRate: Float, steps: Int
) -> (layer: Linear, losses: [Double]) {
  todo("0.8")
}
