/// What a row of numbers comes to. Each is one pass over the row, in a fixed order.
extension Row {
  /// x₀ + x₁ + …, 0 for an empty row.
  public func sum() -> Float {
    total(reduce(base, count, from: 0, filler: 0, { $0 + $1 }, { $0 + $1 }))
  }

  /// The sum divided by the count.
  public func mean() -> Float { sum() / Float(count) }

  /// x₀² + x₁² + …
  public func sumOfSquares() -> Float {
    total(reduce(base, count, from: 0, filler: 0, { $0.addingProduct($1, $1) }, { $0 + $1 }))
  }

  /// The largest number, −∞ for an empty row.
  public func max() -> Float {
    largest(reduce(base, count, from: -.infinity, filler: -.infinity, larger, larger))
  }

  /// Where the largest number stands; the first of equals.
  public func indexOfMax() -> Int {
    precondition(count > 0, "an empty row has no largest number")
    var best = 0
    for column in 1..<Swift.max(count, 1) where base[column] > base[best] { best = column }
    return best
  }

  /// x₀·y₀ + x₁·y₁ + …
  public func dot(_ other: borrowing Row) -> Float {
    requireEqualCount(other)
    let partners = other.base
    var even = Lanes.zero
    var odd = Lanes.zero
    var i = 0
    while i &+ 2 &* laneCount <= count {
      even.addProduct(load(base + i), load(partners + i))
      odd.addProduct(load(base + i + laneCount), load(partners + i + laneCount))
      i &+= 2 &* laneCount
    }
    if i &+ laneCount <= count {
      even.addProduct(load(base + i), load(partners + i))
      i &+= laneCount
    }
    if i < count {
      odd.addProduct(
        load(first: count - i, of: base + i, filler: 0),
        load(first: count - i, of: partners + i, filler: 0))
    }
    return total(even + odd)
  }
}
