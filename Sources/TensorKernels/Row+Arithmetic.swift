/// Changes to each number of a row. Each is one pass over the row.
extension Row {
  /// x ← value
  public mutating func fill(_ value: Float) { base.update(repeating: value, count: count) }

  /// x ← y
  public mutating func copy(_ other: borrowing Row) {
    requireEqualCount(other)
    base.update(from: other.base, count: count)
  }

  /// x ← x + value
  public mutating func add(_ value: Float) { transform(base, count) { $0 + value } }

  /// x ← x + y
  public mutating func add(_ other: borrowing Row) {
    requireEqualCount(other)
    transform(base, with: other.base, count) { $0 + $1 }
  }

  /// x ← x + factor · y
  public mutating func add(_ other: borrowing Row, scaledBy factor: Float) {
    requireEqualCount(other)
    let factors = Lanes(repeating: factor)
    transform(base, with: other.base, count) { $0.addingProduct(factors, $1) }
  }

  /// x ← x + y · z
  public mutating func addProduct(_ first: borrowing Row, _ second: borrowing Row) {
    requireEqualCount(first)
    requireEqualCount(second)
    transform(base, with: first.base, second.base, count) { $0.addingProduct($1, $2) }
  }

  /// x ← x − value
  public mutating func subtract(_ value: Float) { transform(base, count) { $0 - value } }

  /// x ← x − y
  public mutating func subtract(_ other: borrowing Row) {
    requireEqualCount(other)
    transform(base, with: other.base, count) { $0 - $1 }
  }

  /// x ← factor · x
  public mutating func scale(by factor: Float) { transform(base, count) { $0 * factor } }

  /// x ← x · y
  public mutating func multiply(by other: borrowing Row) {
    requireEqualCount(other)
    transform(base, with: other.base, count) { $0 * $1 }
  }

  /// x ← x / y
  public mutating func divide(by other: borrowing Row) {
    requireEqualCount(other)
    transform(base, with: other.base, count) { $0 / $1 }
  }

  /// x ← x²
  public mutating func square() { transform(base, count) { $0 * $0 } }

  /// x ← √x
  public mutating func squareRoot() { transform(base, count) { $0.squareRoot() } }
}
