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
  public mutating func add(_ value: Float) {
    transform(base, count, constants: value) { x, v, _, _ in x + v }
  }

  /// x ← x + y
  public mutating func add(_ other: borrowing Row) {
    requireEqualCount(other)
    transform(base, with: other.base, count) { $0 + $1 }
  }

  /// x ← x + factor · y
  public mutating func add(_ other: borrowing Row, scaledBy factor: Float) {
    requireEqualCount(other)
    transform(base, with: other.base, other.base, count, constant: factor) { x, y, _, f in
      x.addingProduct(f, y)
    }
  }

  /// x ← x + y · z
  public mutating func addProduct(_ first: borrowing Row, _ second: borrowing Row) {
    requireEqualCount(first)
    requireEqualCount(second)
    transform(base, with: first.base, second.base, count) { x, y, z, _ in
      x.addingProduct(y, z)
    }
  }

  /// x ← x − value
  public mutating func subtract(_ value: Float) {
    transform(base, count, constants: value) { x, v, _, _ in x - v }
  }

  /// x ← x − y
  public mutating func subtract(_ other: borrowing Row) {
    requireEqualCount(other)
    transform(base, with: other.base, count) { $0 - $1 }
  }

  /// x ← factor · x
  public mutating func scale(by factor: Float) {
    transform(base, count, constants: factor) { x, f, _, _ in x * f }
  }

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

  /// x ← x + factor · y²
  public mutating func addSquare(_ other: borrowing Row, scaledBy factor: Float) {
    requireEqualCount(other)
    transform(base, with: other.base, other.base, count, constant: factor) { x, y, _, f in
      x.addingProduct(f * y, y)
    }
  }

  /// x ← y / x
  public mutating func divide(_ other: borrowing Row) {
    requireEqualCount(other)
    transform(base, with: other.base, count) { $1 / $0 }
  }

  /// x ← x²
  public mutating func square() { transform(base, count) { $0 * $0 } }

  /// x ← √x
  public mutating func squareRoot() { transform(base, count) { $0.squareRoot() } }
}

/// Parts and copies of a row.
extension Row {
  /// x_j ← value for every j from `column` on.
  public mutating func fill(_ value: Float, from column: Int) {
    precondition(
      column >= 0 && column <= count, "column \(column) of a row of \(count) numbers")
    (base + column).update(repeating: value, count: count - column)
  }

  /// Writes a shorter row over this one's numbers from `column` on.
  public mutating func replace(from column: Int, with part: borrowing Row) {
    precondition(
      column >= 0 && column + part.count <= count,
      "\(part.count) numbers from column \(column) of a row of \(count) numbers")
    (base + column).update(from: part.base, count: part.count)
  }

  /// Lends the row and a copy of it, for a second result from the same numbers.
  public mutating func withCopy<Result>(
    _ body: (_ row: inout Row, _ copy: inout Row) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(
      byteCount: Swift.max(1, count) * MemoryLayout<Float>.stride, alignment: 64
    ) { memory in
      let numbers = memory.baseAddress!.bindMemory(to: Float.self, capacity: Swift.max(1, count))
      numbers.initialize(from: base, count: count)
      var copy = Row(numbers, count: count, index: index)
      return body(&self, &copy)
    }
  }
}

extension Row {
  /// x ← `low` where x < limit, `high` elsewhere. No number may be infinite or NaN.
  public mutating func threshold(at limit: Float, below low: Float, otherwise high: Float) {
    transform(base, count, constants: limit, low, high) { x, limit, low, high in
      let isBelow = unsafeBitCast(x - limit, to: SIMD16<Int32>.self) &>> 31
      let bits =
        (unsafeBitCast(low, to: SIMD16<Int32>.self) & isBelow)
        | (unsafeBitCast(high, to: SIMD16<Int32>.self) & ~isBelow)
      return unsafeBitCast(bits, to: Lanes.self)
    }
  }
}
