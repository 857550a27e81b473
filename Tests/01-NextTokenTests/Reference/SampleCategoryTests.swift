import NextToken
import Tensors
import Testing

/// A generator whose next uniform number is 0: the hash of 0 is 0.
private let beforeZero = SeededGenerator(state: 0 &- 0x9E37_79B9_7F4A_7C15)

/// A generator whose next uniform number is the largest there is, 1 − 2⁻²⁴.
private let beforeLargest = SeededGenerator(state: 3747935)

@Test func `1.3 the category is the piece that the uniform number falls into`() {
  let probabilities: [Float] = [0.125, 0.25, 0, 0.5, 0.125]
  let starts: [Float] = [0, 0.125, 0.375, 0.375, 0.875]
  var generator = SeededGenerator(seed: 13)
  for _ in 0..<2_000 {
    var same = generator
    let u = same.nextUniform()
    let category = NextToken::sampleCategory(probabilities, using: &generator)
    #expect(starts[category] <= u)
    #expect(u < starts[category] + probabilities[category])
    #expect(generator == same, "sampling must take exactly one number from the generator")
  }
}

@Test func `1.3 a category of probability zero is never drawn`() {
  var generator = SeededGenerator(seed: 14)
  for _ in 0..<1_000 {
    #expect(NextToken::sampleCategory([0, 0, 1, 0], using: &generator) == 2)
  }
  var zero = beforeZero
  #expect(NextToken::sampleCategory([0, 0.4, 0.6], using: &zero) == 1)
}

@Test func `1.3 rounding at the end gives the last category that is possible`() {
  var copy = beforeLargest
  #expect(copy.nextUniform() == 1 - 0x1p-24)
  // Together 0.9999999, a little less than the number drawn.
  var generator = beforeLargest
  #expect(
    NextToken::sampleCategory([0.3333333, 0.3333333, 0.3333333, 0], using: &generator) == 2)
}

@Test func `1.3 one category is always drawn`() {
  var zero = beforeZero
  var largest = beforeLargest
  #expect(NextToken::sampleCategory([1], using: &zero) == 0)
  #expect(NextToken::sampleCategory([1], using: &largest) == 0)
}

@Test func `1.3 categories come as often as their probabilities say`() {
  let probabilities: [Float] = [0.05, 0.6, 0.1, 0.25]
  let draws = 40_000
  var generator = SeededGenerator(seed: 15)
  var counts = [Int](repeating: 0, count: 4)
  for _ in 0..<draws {
    counts[NextToken::sampleCategory(probabilities, using: &generator)] += 1
  }
  // Pearson's chi squared with 3 degrees of freedom is above 16.3 once in a thousand seeds.
  var chiSquared = 0.0
  for (count, p) in zip(counts, probabilities) {
    let expected = Double(p) * Double(draws)
    chiSquared += (Double(count) - expected) * (Double(count) - expected) / expected
  }
  #expect(chiSquared < 16.3, "counts \(counts)")
}
