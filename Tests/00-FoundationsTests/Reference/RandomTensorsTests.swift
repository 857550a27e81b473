import Foundation
import Foundations
import Grading
import Tensors
import Testing

@Test func `0.4 uniform numbers are low + (high − low) · u, in the generator's order`() {
  var generator = SeededGenerator(seed: 4)
  var copy = generator
  let x = Foundations::uniform([3, 5], in: -2..<6, using: &generator)
  #expect(x.shape == [3, 5])
  for offset in 0..<15 {
    let u = Double(copy.nextUniform())
    #expect(abs(Double(x[offset]) - (-2 + 8 * u)) < 1e-6)
  }
  #expect(generator == copy, "uniform must take one number for each of its own")
}

@Test func `0.4 uniform numbers fill their range evenly`() {
  var generator = SeededGenerator(seed: 40)
  let count = 40_000
  let x = Foundations::uniform([count], in: 3..<5, using: &generator).scalars
  #expect(x.allSatisfy { $0 >= 3 && $0 < 5 })
  // Of 10 equal parts each gets 4000 ± 60 (one deviation); five deviations are allowed.
  var parts = [Int](repeating: 0, count: 10)
  for number in x { parts[min(9, Int((number - 3) * 5))] += 1 }
  for part in parts { #expect(abs(part - count / 10) < 300, "\(parts)") }
}

@Test func `0.4 normal numbers are Box and Muller's`() {
  var generator = SeededGenerator(seed: 5)
  var copy = generator
  let x = Foundations::normal([2, 3], mean: 1, standardDeviation: 2, using: &generator)
  for pair in 0..<3 {
    let u = Double(copy.nextUniform())
    let v = Double(copy.nextUniform())
    let radius = 2 * (-2 * log(1 - u)).squareRoot()
    #expect(abs(Double(x[2 * pair]) - (1 + radius * cos(2 * .pi * v))) < 1e-5)
    #expect(abs(Double(x[2 * pair + 1]) - (1 + radius * sin(2 * .pi * v))) < 1e-5)
  }
}

@Test func `0.4 normal numbers have the normal distribution's moments`() {
  var generator = SeededGenerator(seed: 6)
  let count = 100_000
  let x = Foundations::normal([count], mean: -3, standardDeviation: 0.5, using: &generator)
  let z = x.scalars.map { (Double($0) + 3) / 0.5 }
  func moment(_ power: Double) -> Double { z.reduce(0) { $0 + pow($1, power) } / Double(count) }
  // One deviation of these estimates is √(variance / count): 0.0032, 0.0045, 0.012, 0.031.
  #expect(abs(moment(1)) < 0.016)
  #expect(abs(moment(2) - 1) < 0.023)
  #expect(abs(moment(3)) < 0.06)
  #expect(abs(moment(4) - 3) < 0.16)
  #expect(abs(Double(z.filter { abs($0) < 1 }.count) / Double(count) - 0.6827) < 0.008)
  // Neighbours, which come from one pair, are independent.
  let product = stride(from: 0, to: count, by: 2).reduce(0) { $0 + z[$1] * z[$1 + 1] }
  #expect(abs(product / Double(count / 2)) < 0.023)
}

@Test(arguments: [0, 1, 2, 7])
func `0.4 any count of normal numbers can be drawn, all of them finite`(count: Int) {
  for seed in 0..<50 {
    var generator = SeededGenerator(seed: UInt64(seed))
    let x = Foundations::normal([count], using: &generator)
    #expect(x.shape == [count])
    #expect(x.scalars.allSatisfy { $0.isFinite })
  }
}

@Test func `0.4 a uniform number of 0 and the largest one do not break the logarithm`() {
  // The hash of 0 is 0; and from this state comes the largest number, 1 − 2⁻²⁴.
  for state in [0 &- 0x9E37_79B9_7F4A_7C15, 3_747_935] as [UInt64] {
    var generator = SeededGenerator(state: state)
    #expect(Foundations::normal([2], using: &generator).scalars.allSatisfy { $0.isFinite })
  }
}

@Test func `0.4 the same seed gives the same numbers, another seed others`() {
  func draw(_ seed: UInt64) -> (Tensor, Tensor) {
    var generator = SeededGenerator(seed: seed)
    let x = Foundations::uniform([20], in: 0..<1, using: &generator)
    return (x, Foundations::normal([20], using: &generator))
  }
  #expect(draw(1) == draw(1))
  #expect(draw(1).0 != draw(2).0)
  #expect(draw(1).1 != draw(2).1)
}
