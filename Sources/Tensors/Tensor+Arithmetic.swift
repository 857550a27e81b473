import TensorKernels

/// Elementwise arithmetic. Shapes must be equal: nothing is broadcast.
extension Tensor {
  public static func + (a: Tensor, b: Tensor) -> Tensor {
    requireEqualShapes(a, b)
    return a.mapRows(with: b) { $0.setSum($1, $2) }
  }

  public static func - (a: Tensor, b: Tensor) -> Tensor {
    requireEqualShapes(a, b)
    return a.mapRows(with: b) { $0.setDifference($1, $2) }
  }

  /// The elementwise (Hadamard) product, not the matrix product.
  public static func * (a: Tensor, b: Tensor) -> Tensor {
    requireEqualShapes(a, b)
    return a.mapRows(with: b) { $0.setProduct($1, $2) }
  }

  public static func * (factor: Float, a: Tensor) -> Tensor {
    var result = a
    result *= factor
    return result
  }

  public static func += (a: inout Tensor, b: Tensor) {
    requireEqualShapes(a, b)
    a.updateRows(with: b) { $0.add($1) }
  }

  public static func -= (a: inout Tensor, b: Tensor) {
    requireEqualShapes(a, b)
    a.updateRows(with: b) { $0.subtract($1) }
  }

  public static func *= (a: inout Tensor, b: Tensor) {
    requireEqualShapes(a, b)
    a.updateRows(with: b) { $0.multiply(by: $1) }
  }

  public static func *= (a: inout Tensor, factor: Float) {
    a.updateRows { $0.scale(by: factor) }
  }

  /// The sum of all elements. Each row is summed in Float, the row sums in Double.
  public func sum() -> Double {
    reduceRows { $0.sum() }.scalars.reduce(0) { $0 + Double($1) }
  }

  /// The sum of the squares of all elements. Each row is summed in Float, the row sums in Double.
  public func sumOfSquares() -> Double {
    reduceRows { $0.sumOfSquares() }.scalars.reduce(0) { $0 + Double($1) }
  }

  private static func requireEqualShapes(_ a: Tensor, _ b: Tensor) {
    precondition(a.shape == b.shape, "tensors of \(a.shape) and \(b.shape) do not pair")
  }
}
