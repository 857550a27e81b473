import TensorKernels

/// Results written into existing memory.
extension Tensor {
  /// Overwrites consecutive rows, from `start` on, with those of `matrix`.
  ///
  /// Cost: only these rows are written, unless another tensor shares the memory and it must be
  /// copied first.
  public mutating func replaceRows(from start: Int, with matrix: MatrixView) {
    precondition(
      start >= 0 && start + matrix.rowCount <= rowCount && matrix.columnCount == columnCount,
      "\(matrix.rowCount) × \(matrix.columnCount) elements from row \(start) of a tensor of \(shape)"
    )
    copyNumbers(of: matrix, to: start * columnCount)
  }

  /// Overwrites consecutive columns, from `start` on, with those of `matrix`. The same cost as
  /// ``replaceRows(from:with:)``.
  public mutating func replaceColumns(from start: Int, with matrix: MatrixView) {
    precondition(
      start >= 0 && start + matrix.columnCount <= columnCount && matrix.rowCount == rowCount,
      "\(matrix.rowCount) × \(matrix.columnCount) elements from column \(start) of a tensor of "
        + "\(shape)")
    copyNumbers(of: matrix, to: start)
  }

  private mutating func copyNumbers(of matrix: MatrixView, to offset: Int) {
    let source = matrix.operand
    let (target, width) = (mutableBase() + offset, columnCount)
    for row in 0..<source.rows {
      let (from, to) = (source.base + row &* source.rowStride, target + row &* width)
      if source.columnStride == 1 {
        to.update(from: from, count: source.columns)
      } else {
        for column in 0..<source.columns { to[column] = from[column &* source.columnStride] }
      }
    }
  }
}

extension Row {
  /// x ← factor · vector · matrix. Shapes: `[1, K] · [K, count]`.
  public mutating func setProduct(
    _ vector: MatrixView, _ matrix: MatrixView, scaledBy factor: Float = 1
  ) {
    precondition(
      vector.rowCount == 1 && vector.columnCount == matrix.rowCount
        && count == matrix.columnCount,
      "\(vector.rowCount) × \(vector.columnCount) times \(matrix.rowCount) × "
        + "\(matrix.columnCount), into a row of \(count) elements")
    matrixProduct(
      vector.operand, matrix.operand, into: MatrixResult(base, rowStride: count),
      scaledBy: factor)
  }
}

/// A matrix of 8-bit integers: ``TensorKernels/Int8Matrix``.
public typealias Int8Matrix = TensorKernels.Int8Matrix
