/// Sixteen numbers that one instruction works on (AVX-512; two or four instructions elsewhere).
typealias Lanes = SIMD16<Float>

let laneCount = 16

@inline(__always)
func load(_ address: UnsafePointer<Float>) -> Lanes {
  UnsafeRawPointer(address).loadUnaligned(as: Lanes.self)
}

@inline(__always)
func load(_ address: UnsafeMutablePointer<Float>) -> Lanes {
  UnsafeRawPointer(address).loadUnaligned(as: Lanes.self)
}

@inline(__always)
func store(_ lanes: Lanes, at address: UnsafeMutablePointer<Float>) {
  UnsafeMutableRawPointer(address).storeBytes(of: lanes, as: Lanes.self)
}

/// The larger of each pair. Compiles to one instruction, which the standard library's does not.
@inline(__always)
func larger(_ a: Lanes, _ b: Lanes) -> Lanes { a.replacing(with: b, where: b .> a) }

@inline(__always)
func smaller(_ a: Lanes, _ b: Lanes) -> Lanes { a.replacing(with: b, where: b .< a) }

/// The sum of the lanes, in a fixed order, as a tree.
@inline(__always)
func total(_ lanes: Lanes) -> Float {
  let eight = lanes.lowHalf + lanes.highHalf
  let four = eight.lowHalf + eight.highHalf
  let two = four.lowHalf + four.highHalf
  return two[0] + two[1]
}

@inline(__always)
func largest(_ lanes: Lanes) -> Float {
  let eight = lanes.lowHalf.replacing(
    with: lanes.highHalf, where: lanes.highHalf .> lanes.lowHalf)
  let four = eight.lowHalf.replacing(
    with: eight.highHalf, where: eight.highHalf .> eight.lowHalf)
  return Swift.max(Swift.max(four[0], four[1]), Swift.max(four[2], four[3]))
}

// `f` is called at one place only in each of the following, so that the compiler puts its body there;
// and no lanes pass through a branch or a call, which would split them into four. What does not fill
// the lanes at the end of a row is worked on in a copy.

/// Replaces each number by `f` of it and up to three constants. (A closure that captured them would
/// stay a call.)
@inline(__always)
func transform(
  _ numbers: UnsafeMutablePointer<Float>, _ count: Int, constants a: Float, _ b: Float = 0,
  _ c: Float = 0, _ f: (Lanes, Lanes, Lanes, Lanes) -> Lanes
) {
  let (a, b, c) = (Lanes(repeating: a), Lanes(repeating: b), Lanes(repeating: c))
  let whole = count & ~(laneCount - 1)
  var edge = (Lanes.zero, Lanes.zero, Lanes.zero)
  withUnsafeMutableBytes(of: &edge) { bytes in
    let edge = bytes.baseAddress!.assumingMemoryBound(to: Float.self)
    var x = numbers
    var rest = whole
    for pass in 0..<2 {
      while rest > 0 {
        store(f(load(x), a, b, c), at: x)
        x += laneCount
        rest &-= laneCount
      }
      guard pass == 0, whole < count else { break }
      edge.update(from: numbers + whole, count: count &- whole)
      (x, rest) = (edge, laneCount)
    }
    (numbers + whole).update(from: edge, count: count &- whole)
  }
}

/// Replaces each number by `f` of it.
@inline(__always)
func transform(
  _ numbers: UnsafeMutablePointer<Float>, _ count: Int, _ f: (Lanes) -> Lanes
) {
  transform(numbers, count, constants: 0) { x, _, _, _ in f(x) }
}

/// Replaces each number by `f` of it and its partner.
@inline(__always)
func transform(
  _ numbers: UnsafeMutablePointer<Float>, with partners: UnsafePointer<Float>, _ count: Int,
  _ f: (Lanes, Lanes) -> Lanes
) {
  transform(numbers, with: partners, partners, count) { x, y, _, _ in f(x, y) }
}

/// Replaces each number by `f` of it, its two partners and a constant.
@inline(__always)
func transform(
  _ numbers: UnsafeMutablePointer<Float>, with first: UnsafePointer<Float>,
  _ second: UnsafePointer<Float>, _ count: Int, constant: Float = 0,
  _ f: (Lanes, Lanes, Lanes, Lanes) -> Lanes
) {
  let constant = Lanes(repeating: constant)
  let whole = count & ~(laneCount - 1)
  var edge = (Lanes.zero, Lanes.zero, Lanes.zero)
  withUnsafeMutableBytes(of: &edge) { bytes in
    let edge = bytes.baseAddress!.assumingMemoryBound(to: Float.self)
    var (x, y, z) = (numbers, first, second)
    var rest = whole
    for pass in 0..<2 {
      while rest > 0 {
        store(f(load(x), load(y), load(z), constant), at: x)
        x += laneCount
        y += laneCount
        z += laneCount
        rest &-= laneCount
      }
      guard pass == 0, whole < count else { break }
      let (edgeY, edgeZ) = (edge + laneCount, edge + 2 &* laneCount)
      edge.update(from: numbers + whole, count: count &- whole)
      edgeY.update(from: first + whole, count: count &- whole)
      edgeZ.update(from: second + whole, count: count &- whole)
      (x, y, z, rest) = (edge, UnsafePointer(edgeY), UnsafePointer(edgeZ), laneCount)
    }
    (numbers + whole).update(from: edge, count: count &- whole)
  }
}

/// Folds the numbers lane by lane. `step` gets the running lanes and sixteen numbers; lanes past
/// the end hold `filler`.
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
