/// Elementwise operations on a row. Each is one pass in a plain loop, which the compiler
/// vectorizes.
extension Row {
  /// x ← value
  public mutating func fill(_ value: Float) { base.update(repeating: value, count: count) }

  /// x ← y
  public mutating func copy(_ other: borrowing Row) {
    requireEqualCount(other)
    base.update(from: other.base, count: count)
  }

  /// x ← factor · y + value
  public mutating func copy(
    _ other: borrowing Row, scaledBy factor: Float = 1, adding value: Float
  ) {
    requireEqualCount(other)
    let y = other.base
    for i in 0..<count { base[i] = value.addingProduct(factor, y[i]) }
  }

  /// x ← x + value
  public mutating func add(_ value: Float) {
    for i in 0..<count { base[i] += value }
  }

  /// x ← x + y
  public mutating func add(_ other: borrowing Row) {
    requireEqualCount(other)
    let y = other.base
    for i in 0..<count { base[i] += y[i] }
  }

  /// x ← x + factor · y
  public mutating func add(_ other: borrowing Row, scaledBy factor: Float) {
    requireEqualCount(other)
    let y = other.base
    for i in 0..<count { base[i].addProduct(factor, y[i]) }
  }

  /// x ← y + z
  public mutating func setSum(_ first: borrowing Row, _ second: borrowing Row) {
    requireEqualCount(first)
    requireEqualCount(second)
    let (y, z) = (first.base, second.base)
    for i in 0..<count { base[i] = y[i] + z[i] }
  }

  /// x ← y − z
  public mutating func setDifference(_ first: borrowing Row, _ second: borrowing Row) {
    requireEqualCount(first)
    requireEqualCount(second)
    let (y, z) = (first.base, second.base)
    for i in 0..<count { base[i] = y[i] - z[i] }
  }

  /// x ← y · z
  public mutating func setProduct(_ first: borrowing Row, _ second: borrowing Row) {
    requireEqualCount(first)
    requireEqualCount(second)
    let (y, z) = (first.base, second.base)
    for i in 0..<count { base[i] = y[i] * z[i] }
  }

  /// x ← x − value
  public mutating func subtract(_ value: Float) {
    for i in 0..<count { base[i] -= value }
  }

  /// x ← x − y
  public mutating func subtract(_ other: borrowing Row) {
    requireEqualCount(other)
    let y = other.base
    for i in 0..<count { base[i] -= y[i] }
  }

  /// x ← factor · x + value
  public mutating func scale(by factor: Float, adding value: Float) {
    for i in 0..<count { base[i] = value.addingProduct(factor, base[i]) }
  }

  /// x ← factor · x
  public mutating func scale(by factor: Float) {
    for i in 0..<count { base[i] *= factor }
  }

  /// x ← x · y
  public mutating func multiply(by other: borrowing Row) {
    requireEqualCount(other)
    let y = other.base
    for i in 0..<count { base[i] *= y[i] }
  }

  /// x ← x + factor · y²
  public mutating func addSquare(_ other: borrowing Row, scaledBy factor: Float) {
    requireEqualCount(other)
    let y = other.base
    for i in 0..<count { base[i].addProduct(factor * y[i], y[i]) }
  }

  /// x ← y / x
  public mutating func divide(into other: borrowing Row) {
    requireEqualCount(other)
    let y = other.base
    for i in 0..<count { base[i] = y[i] / base[i] }
  }

  /// x ← √x
  public mutating func squareRoot() {
    for i in 0..<count { base[i] = base[i].squareRoot() }
  }
}

/// Parts and copies of a row.
extension Row {
  /// x_j ← value for every j from `column` on.
  public mutating func fill(_ value: Float, from column: Int) {
    precondition(
      column >= 0 && column <= count, "column \(column) of a row of \(count) elements")
    (base + column).update(repeating: value, count: count - column)
  }

  /// Calls `body` with the first `count` elements as a row of their own.
  public mutating func withPrefix<Result>(_ count: Int, _ body: (inout Row) -> Result) -> Result {
    precondition(
      count >= 0 && count <= self.count, "the first \(count) of a row of \(self.count) elements")
    var prefix = Row(base, count: count, index: index)
    return body(&prefix)
  }

  /// Calls `body` with the row and a copy of it, for computing two results from the same elements.
  public mutating func withCopy<Result>(
    _ body: (_ row: inout Row, _ copy: inout Row) -> Result
  ) -> Result {
    var row = Row(base, count: count, index: index)
    return withMutableCopy { body(&row, &$0) }
  }

  /// Calls `body` with a mutable copy of the row.
  public func withMutableCopy<Result>(_ body: (inout Row) -> Result) -> Result {
    // On the stack where the row fits: allocating costs as much as a pass over the row.
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { memory in
      guard let memory = memory.baseAddress else {
        var empty = Row(base, count: 0, index: index)
        return body(&empty)
      }
      memory.update(from: base, count: count)
      var copy = Row(memory, count: count, index: index)
      return body(&copy)
    }
  }
}

extension Row {
  /// x ← `low` where x < limit, `high` elsewhere.
  public mutating func threshold(at limit: Float, below low: Float, otherwise high: Float) {
    for i in 0..<count { base[i] = base[i] < limit ? low : high }
  }
}
