/// Fills memory with the numbers that ``SeededGenerator/nextUniform()`` would give one by one,
/// eight at a time: each is a hash of its position.
package func fillUniform(
  _ numbers: UnsafeMutablePointer<Float>, _ count: Int, using generator: inout SeededGenerator
) {
  typealias Words = SIMD8<UInt64>
  let positions = Words(1, 2, 3, 4, 5, 6, 7, 8) &* Words(repeating: SeededGenerator.increment)
  let step = Words(repeating: 8 &* SeededGenerator.increment)
  var states = Words(repeating: generator.state) &+ positions
  var i = 0
  while i &+ 8 <= count {
    var bits = states
    bits = (bits ^ (bits &>> 30)) &* Words(repeating: 0xBF58_476D_1CE4_E5B9)
    bits = (bits ^ (bits &>> 27)) &* Words(repeating: 0x94D0_49BB_1331_11EB)
    bits = bits ^ (bits &>> 31)
    let upper = SIMD8<Int32>(truncatingIfNeeded: bits &>> 40)
    let uniform = SIMD8<Float>(upper) * 0x1p-24
    UnsafeMutableRawPointer(numbers + i).storeBytes(of: uniform, as: SIMD8<Float>.self)
    states &+= step
    i &+= 8
  }
  generator.skip(i)
  while i < count {
    numbers[i] = generator.nextUniform()
    i += 1
  }
}
