import TensorKernels

/// Arithmetic number by number. Shapes must be equal; nothing is broadcast.
extension Tensor {
  public static func + (a: Tensor, b: Tensor) -> Tensor {
    var result = a
    result += b
    return result
  }

  public static func - (a: Tensor, b: Tensor) -> Tensor {
    var result = a
    result -= b
    return result
  }

  /// The product number by number (Hadamard's), not the matrix product.
  public static func * (a: Tensor, b: Tensor) -> Tensor {
    var result = a
    result *= b
    return result
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

  /// The sum of all numbers, in Double.
  public func sum() -> Double { total { Double($0) } }

  /// The sum of all squares, in Double.
  public func sumOfSquares() -> Double { total { Double($0) * Double($0) } }

  /// Sums that decide something run in Double, one row after the other.
  private func total(_ term: (Float) -> Double) -> Double {
    var total = 0.0
    for offset in 0..<count { total += term(buffer.base[offset]) }
    return total
  }

  private static func requireEqualShapes(_ a: Tensor, _ b: Tensor) {
    precondition(a.shape == b.shape, "tensors of \(a.shape) and \(b.shape) do not pair")
  }
}
