import Tensors

// MARK: 0.3 Bias broadcast

/// Adds the same bias to every row: y[…, j] = x[…, j] + bias[j].
///
/// Shapes: `[…, N]` and `[N]` → `[…, N]`: whatever axes come before the innermost are rows.
///
///     addBias(Tensor(rows: [[1, 2, 3], [4, 5, 6]]), Tensor([10, 20, 30]))
///     // [[11, 22, 33], [14, 25, 36]]
///
/// The tensors' `+` takes two of the same shape. A tensor hands you one row after the other,
/// whatever the number of axes (Sources/Tensors/Tensor+Rows.swift); what a `Row` can do is in
/// Sources/TensorKernels/Row+Arithmetic.swift.
public func addBias(_ x: Tensor, _ bias: Tensor) -> Tensor {
  precondition(
    bias.shape == [x.columnCount], "a bias of \(bias.shape) for rows of \(x.columnCount)")
  // begin 0.3
  return x.mapRows { y, x in
    y.copy(x)
    y.add(bias)
  }
  // end 0.3
}
