import Tensors

// MARK: 0.3 Bias broadcast

/// Adds the same bias to every row: y[…, j] = x[…, j] + bias[j].
///
/// Shapes: `[…, N]` and `[N]` → `[…, N]`.
public func addBias(_ x: Tensor, _ bias: Tensor) -> Tensor {
  precondition(
    bias.shape == [x.columnCount], "a bias of \(bias.shape) for rows of \(x.columnCount)")
  return x.mapRows { y, x in
    y.copy(x)
    y.add(bias)
  }
}
