import TensorKernels

/// The matrix product c[i, j] = factor · Σₖ a[i, k] · b[k, j].
///
/// Shapes: `[…, K] · [K, N] → […, N]`; all axes of `a` but the innermost are flattened into rows.
/// Cost: 2·M·N·K floating-point operations, on all threads. The result does not depend on their
/// number.
public func matmul(
  _ a: Tensor, _ b: some MatrixRepresentable, scaledBy factor: Float = 1
) -> Tensor {
  product(a.matrix, b.matrix, shape: a.shape.replacingColumns(with: b.matrix.columnCount), factor)
}

/// The matrix product of two views. Shapes: `[M, K] · [K, N] → [M, N]`.
public func matmul(
  _ a: MatrixView, _ b: some MatrixRepresentable, scaledBy factor: Float = 1
) -> Tensor {
  product(a, b.matrix, shape: [a.rowCount, b.matrix.columnCount], factor)
}

/// The lower triangle of a product of two views: c[i, j] for j ≤ i, and 0 elsewhere.
///
/// Shapes: `[M, K] · [K, N] → [M, N]`. For scores under a causal mask: tiles above the diagonal are
/// skipped, which saves almost half of the work.
public func lowerTriangleOfMatmul(
  _ a: MatrixView, _ b: some MatrixRepresentable, scaledBy factor: Float = 1
) -> Tensor {
  let b = b.matrix
  requireMatchingDepth(a, b)
  var result = Tensor(uninitialized: [a.rowCount, b.columnCount])
  let base = result.mutableBase()
  matrixProduct(
    a.operand, b.operand, into: MatrixResult(base, rowStride: b.columnCount), scaledBy: factor,
    extent: .lowerTriangle)
  for row in 0..<min(a.rowCount, b.columnCount) {
    (base + row * b.columnCount + row + 1)
      .update(repeating: 0, count: b.columnCount - row - 1)
  }
  return result
}

/// The matrix product plus a row vector: c[i, j] = bias[j] + Σₖ a[i, k] · b[k, j], in one pass.
///
/// Shapes: `[…, K] · [K, N] + [N] → […, N]`.
public func matmul(_ a: Tensor, _ b: some MatrixRepresentable, plus bias: Tensor) -> Tensor {
  let b = b.matrix
  precondition(
    bias.count == b.columnCount,
    "a bias of \(bias.count) elements for \(b.columnCount) columns")
  requireMatchingDepth(a.matrix, b)
  var result = Tensor(uninitialized: a.shape.replacingColumns(with: b.columnCount))
  matrixProduct(
    a.matrix.operand, b.operand,
    into: MatrixResult(result.mutableBase(), rowStride: b.columnCount),
    from: .row(bias.buffer.base))
  return result
}

private func product(_ a: MatrixView, _ b: MatrixView, shape: Shape, _ factor: Float) -> Tensor {
  requireMatchingDepth(a, b)
  var result = Tensor(uninitialized: shape)
  matrixProduct(
    a.operand, b.operand, into: MatrixResult(result.mutableBase(), rowStride: b.columnCount),
    scaledBy: factor)
  return result
}

private func requireMatchingDepth(_ a: MatrixView, _ b: MatrixView) {
  precondition(
    a.columnCount == b.rowCount,
    "a matrix of \(a.rowCount) × \(a.columnCount) cannot be multiplied by one of "
      + "\(b.rowCount) × \(b.columnCount)")
}
