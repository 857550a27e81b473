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
    let factors = Lanes(repeating: factor)
    let numbers = other.base
    var i = 0
    while i &+ laneCount <= count {
      store(load(base + i).addingProduct(factors, load(numbers + i)), at: base + i)
      i &+= laneCount
    }
    while i < count {
      base[i].addProduct(factor, numbers[i])
      i &+= 1
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

  /// x ← y + z
  public mutating func setSum(_ first: borrowing Row, _ second: borrowing Row) {
    requireEqualCount(first)
    requireEqualCount(second)
    transform(base, with: first.base, second.base, count) { _, y, z, _ in y + z }
  }

  /// x ← y − z
  public mutating func setDifference(_ first: borrowing Row, _ second: borrowing Row) {
    requireEqualCount(first)
    requireEqualCount(second)
    transform(base, with: first.base, second.base, count) { _, y, z, _ in y - z }
  }

  /// x ← y · z
  public mutating func setProduct(_ first: borrowing Row, _ second: borrowing Row) {
    requireEqualCount(first)
    requireEqualCount(second)
    transform(base, with: first.base, second.base, count) { _, y, z, _ in y * z }
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

  /// Lends the first `count` numbers as a row of their own.
  public mutating func withPrefix<Result>(_ count: Int, _ body: (inout Row) -> Result) -> Result {
    precondition(
      count >= 0 && count <= self.count, "the first \(count) of a row of \(self.count) numbers")
    var prefix = Row(base, count: count, index: index)
    return body(&prefix)
  }

  /// Lends the row and a copy of it, for a second result from the same numbers.
  public mutating func withCopy<Result>(
    _ body: (_ row: inout Row, _ copy: inout Row) -> Result
  ) -> Result {
    // Memory from the stack where the row fits: asking for it costs as much as a pass over the row.
    if count <= 64 * laneCount {
      var memory = StackRow(repeating: .zero)
      return withUnsafeMutableBytes(of: &memory) { bytes in
        lendCopy(in: bytes.baseAddress!.assumingMemoryBound(to: Float.self), body)
      }
    }
    let memory = FloatBuffer(uninitialized: count)
    return lendCopy(in: memory.base, body)
  }

  private mutating func lendCopy<Result>(
    in memory: UnsafeMutablePointer<Float>, _ body: (inout Row, inout Row) -> Result
  ) -> Result {
    memory.update(from: base, count: count)
    var copy = Row(memory, count: count, index: index)
    return body(&self, &copy)
  }

  private typealias StackRow = InlineArray<64, Lanes>
}

extension Row {
  /// x ← `low` where x < limit, `high` elsewhere.
  public mutating func threshold(at limit: Float, below low: Float, otherwise high: Float) {
    // Written out: as a closure of `transform` it would stay a call.
    let limits = Lanes(repeating: limit)
    let lows = Lanes(repeating: low)
    let highs = Lanes(repeating: high)
    var i = 0
    while i &+ laneCount <= count {
      store(highs.replacing(with: lows, where: load(base + i) .< limits), at: base + i)
      i &+= laneCount
    }
    while i < count {
      base[i] = base[i] < limit ? low : high
      i &+= 1
    }
  }
}
