/// Sixteen numbers: one AVX-512 register, two or four registers elsewhere.
typealias Lanes = SIMD16<Float>

let laneCount = 16

/// Loads sixteen floats. The address need not be aligned.
@inline(__always)
func load(_ address: UnsafePointer<Float>) -> Lanes {
  UnsafeRawPointer(address).loadUnaligned(as: Lanes.self)
}

@inline(__always)
func load(_ address: UnsafeMutablePointer<Float>) -> Lanes {
  UnsafeRawPointer(address).loadUnaligned(as: Lanes.self)
}

/// Stores sixteen floats. The address need not be aligned.
@inline(__always)
func store(_ lanes: Lanes, at address: UnsafeMutablePointer<Float>) {
  UnsafeMutableRawPointer(address).storeBytes(of: lanes, as: Lanes.self)
}

/// The elementwise maximum. Compiles to one instruction, which the standard library's does not.
@inline(__always)
func larger(_ a: Lanes, _ b: Lanes) -> Lanes { a.replacing(with: b, where: b .> a) }

/// The sum of the lanes, added as a tree in a fixed order.
@inline(__always)
func total(_ lanes: Lanes) -> Float {
  let eight = lanes.lowHalf + lanes.highHalf
  let four = eight.lowHalf + eight.highHalf
  let two = four.lowHalf + four.highHalf
  return two[0] + two[1]
}

/// The largest lane.
@inline(__always)
func largest(_ lanes: Lanes) -> Float {
  let eight = lanes.lowHalf.replacing(
    with: lanes.highHalf, where: lanes.highHalf .> lanes.lowHalf)
  let four = eight.lowHalf.replacing(
    with: eight.highHalf, where: eight.highHalf .> eight.lowHalf)
  return Swift.max(Swift.max(four[0], four[1]), Swift.max(four[2], four[3]))
}

/// Folds the numbers lane by lane. `step` takes the running lanes and the next sixteen numbers;
/// lanes past the end hold `filler`.
@inline(__always)
func reduce(
  _ numbers: UnsafePointer<Float>, _ count: Int, from start: Float, filler: Float,
  _ step: (Lanes, Lanes) -> Lanes
) -> Lanes {
  let whole = count & ~(laneCount - 1)
  var edge = Lanes(repeating: filler)
  return withUnsafeMutableBytes(of: &edge) { bytes in
    let edge = bytes.baseAddress!.assumingMemoryBound(to: Float.self)
    var running = Lanes(repeating: start)
    var x = numbers
    var rest = whole
    for pass in 0..<2 {
      while rest > 0 {
        running = step(running, load(x))
        x += laneCount
        rest &-= laneCount
      }
      guard pass == 0, whole < count else { break }
      edge.update(from: numbers + whole, count: count &- whole)
      (x, rest) = (UnsafePointer(edge), laneCount)
    }
    return running
  }
}
