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

/// The first `count` lanes from memory, the rest from `filler`.
@inline(__always)
func load(first count: Int, of address: UnsafePointer<Float>, filler: Float) -> Lanes {
  var lanes = Lanes(repeating: filler)
  for lane in 0..<count { lanes[lane] = address[lane] }
  return lanes
}

@inline(__always)
func store(first count: Int, of lanes: Lanes, at address: UnsafeMutablePointer<Float>) {
  for lane in 0..<count { address[lane] = lanes[lane] }
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

/// Replaces each number by `f` of it.
@inline(__always)
func transform(
  _ numbers: UnsafeMutablePointer<Float>, _ count: Int, _ f: (Lanes) -> Lanes
) {
  guard count >= laneCount else {
    store(first: count, of: f(load(first: count, of: numbers, filler: 0)), at: numbers)
    return
  }
  // The last sixteen may overlap those of the loop, so they are worked out first.
  let last = f(load(numbers + count - laneCount))
  var i = 0
  while i &+ laneCount < count {
    store(f(load(numbers + i)), at: numbers + i)
    i &+= laneCount
  }
  store(last, at: numbers + count - laneCount)
}

/// Replaces each number by `f` of it and its partner.
@inline(__always)
func transform(
  _ numbers: UnsafeMutablePointer<Float>, with partners: UnsafePointer<Float>, _ count: Int,
  _ f: (Lanes, Lanes) -> Lanes
) {
  guard count >= laneCount else {
    let lanes = f(
      load(first: count, of: numbers, filler: 0), load(first: count, of: partners, filler: 0))
    store(first: count, of: lanes, at: numbers)
    return
  }
  let last = f(load(numbers + count - laneCount), load(partners + count - laneCount))
  var i = 0
  while i &+ laneCount < count {
    store(f(load(numbers + i), load(partners + i)), at: numbers + i)
    i &+= laneCount
  }
  store(last, at: numbers + count - laneCount)
}

/// Replaces each number by `f` of it and its two partners.
@inline(__always)
func transform(
  _ numbers: UnsafeMutablePointer<Float>, with first: UnsafePointer<Float>,
  _ second: UnsafePointer<Float>, _ count: Int, _ f: (Lanes, Lanes, Lanes) -> Lanes
) {
  guard count >= laneCount else {
    let lanes = f(
      load(first: count, of: numbers, filler: 0), load(first: count, of: first, filler: 0),
      load(first: count, of: second, filler: 0))
    store(first: count, of: lanes, at: numbers)
    return
  }
  let tail = count - laneCount
  let last = f(load(numbers + tail), load(first + tail), load(second + tail))
  var i = 0
  while i &+ laneCount < count {
    store(f(load(numbers + i), load(first + i), load(second + i)), at: numbers + i)
    i &+= laneCount
  }
  store(last, at: numbers + tail)
}

/// Folds the numbers lane by lane. `step` gets the running lanes and sixteen numbers; lanes past
/// the end hold `filler`.
@inline(__always)
func reduce(
  _ numbers: UnsafePointer<Float>, _ count: Int, from start: Float, filler: Float,
  _ step: (Lanes, Lanes) -> Lanes, _ combine: (Lanes, Lanes) -> Lanes
) -> Lanes {
  var even = Lanes(repeating: start)
  var odd = even
  var i = 0
  while i &+ 2 &* laneCount <= count {
    even = step(even, load(numbers + i))
    odd = step(odd, load(numbers + i + laneCount))
    i &+= 2 &* laneCount
  }
  if i &+ laneCount <= count {
    even = step(even, load(numbers + i))
    i &+= laneCount
  }
  if i < count { odd = step(odd, load(first: count - i, of: numbers + i, filler: filler)) }
  return combine(even, odd)
}
