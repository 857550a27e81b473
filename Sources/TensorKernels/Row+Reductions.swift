/// Reductions of a row. Each is one pass over the row, in a fixed order.
extension Row {
  /// x₀ + x₁ + …; 0 for an empty row.
  public func sum() -> Float {
    total(reduce(base, count, from: 0, filler: 0, { $0 + $1 }))
  }

  /// The sum divided by the count; NaN for an empty row.
  public func mean() -> Float { sum() / Float(count) }

  /// x₀² + x₁² + …
  public func sumOfSquares() -> Float {
    total(reduce(base, count, from: 0, filler: 0, { $0.addingProduct($1, $1) }))
  }

  /// The largest element; −∞ for an empty row.
  public func max() -> Float {
    largest(reduce(base, count, from: -.infinity, filler: -.infinity, { larger($0, $1) }))
  }

  /// The index of the largest element; the first if several are equal.
  public func indexOfMax() -> Int {
    precondition(count > 0, "an empty row has no largest element")
    var best = 0
    for column in 1..<count where base[column] > base[best] { best = column }
    return best
  }

  /// The dot product x₀·y₀ + x₁·y₁ + …
  public func dot(_ other: borrowing Row) -> Float {
    requireEqualCount(other)
    let partners = other.base
    let whole = count & ~(laneCount - 1)
    var running = Lanes.zero
    var i = 0
    while i < whole {
      running.addProduct(load(base + i), load(partners + i))
      i &+= laneCount
    }
    var sum = total(running)
    while i < count {
      sum.addProduct(base[i], partners[i])
      i &+= 1
    }
    return sum
  }
}
