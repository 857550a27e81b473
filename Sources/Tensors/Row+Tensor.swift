import TensorKernels

/// Operations between a row and a tensor that is itself a single row, such as a bias.
extension Row {
  /// x ← x + vector
  public mutating func add(_ vector: Tensor) { vector.asRow { add($0) } }

  /// x ← x ⊙ vector, elementwise.
  public mutating func multiply(by vector: Tensor) { vector.asRow { multiply(by: $0) } }

  /// x ← row `index` of `table`.
  public mutating func copy(_ table: Tensor, row index: Int) {
    table.withRow(index) { copy($0) }
  }

  /// x ← x + row `index` of `table`.
  public mutating func add(_ table: Tensor, row index: Int) {
    table.withRow(index) { add($0) }
  }
}

extension Tensor {
  fileprivate func asRow(_ body: (borrowing Row) -> Void) {
    body(Row(buffer.base, count: count, index: 0))
  }
}
