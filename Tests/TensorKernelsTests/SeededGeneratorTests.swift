import Testing

@testable import TensorKernels

@Suite struct SeededGeneratorTests {
  /// From the algorithm in the paper, in Python's integers. (The first of state 0 is 0xE220A839….)
  private static let knownAnswers: [(state: UInt64, numbers: [UInt64])] = [
    (0, [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F]),
    (1_234_567, [0x599E_D017_FB08_FC85, 0x2C73_F084_5854_0FA5, 0x883E_BCE5_A3F2_7C77]),
    (.max, [0xE4D9_7177_1B65_2C20, 0xE99F_F867_DBF6_82C9, 0x382F_F84C_B272_81E9]),
  ]

  @Test(arguments: knownAnswers)
  func `it is SplitMix64`(state: UInt64, numbers: [UInt64]) {
    var generator = SeededGenerator(state: state)
    #expect(numbers.map { _ in generator.next() } == numbers)
  }

  @Test func `a seed is mixed once, so that near seeds are far apart`() {
    #expect(SeededGenerator(seed: 0).state == 0xE220_A839_7B1D_CDAF)
    #expect(SeededGenerator(seed: 42).state == 0xBDD7_3226_2FEB_6E95)
    var generator = SeededGenerator(seed: 1)
    #expect(generator.state == 0x910A_2DEC_8902_5CC1)
    #expect(generator.next() == 0x5E41_AB08_7439_611E)
  }

  @Test func `uniform numbers are the upper 24 bits`() {
    var generator = SeededGenerator(seed: 42)
    #expect(generator.nextUniform() == 0.343_291_878_700_256_35)
    #expect(generator.nextUniform() == 0.955_746_710_300_445_6)
    #expect(generator.nextUniform() == 0.486_349_523_067_474_37)
  }

  @Test(arguments: [0, 1, 7, 8, 1_000])
  func `skipping is drawing`(count: Int) {
    var (drawn, skipped) = (SeededGenerator(seed: 3), SeededGenerator(seed: 3))
    for _ in 0..<count { _ = drawn.next() }
    skipped.skip(count)
    #expect(skipped == drawn)
  }

  @Test func `a stored state goes on where it was`() {
    var generator = SeededGenerator(seed: 4)
    _ = generator.next()
    var copy = SeededGenerator(state: generator.state)
    #expect((0..<5).map { _ in copy.next() } == (0..<5).map { _ in generator.next() })
  }

  @Test func `a part that is split off goes its own way`() {
    var generator = SeededGenerator(seed: 5)
    var copy = generator
    var part = generator.split()
    _ = copy.next()
    #expect(generator == copy, "splitting takes one number")
    let numbers = Set((0..<1_000).map { _ in generator.next() })
    #expect(numbers.isDisjoint(with: (0..<1_000).map { _ in part.next() }))
  }

  @Test func `filling is drawing one by one, from any place and for any count`() {
    for offset in 0...17 {
      for count in 0...40 {
        var (one, all) = (SeededGenerator(seed: 6), SeededGenerator(seed: 6))
        one.skip(offset)
        all.skip(offset)
        var row = RowOperand([Float](repeating: -1, count: count))
        row.withRow { $0.fillUniform(using: &all) }
        #expect(row.numbers == (0..<count).map { _ in one.nextUniform() })
        #expect(all == one)
        #expect(row.edgesAreWhole)
      }
    }
  }

  @Test func `the numbers are spread evenly`() {
    var generator = SeededGenerator(seed: 8)
    var parts = [Int](repeating: 0, count: 16)
    var sum = 0.0
    for _ in 0..<160_000 {
      let number = generator.nextUniform()
      parts[Int(number * 16)] += 1
      sum += Double(number)
    }
    // 10,000 ± 97 for each part: five deviations.
    for part in parts { #expect(abs(part - 10_000) < 485, "\(parts)") }
    #expect(abs(sum / 160_000 - 0.5) < 0.0037)
  }
}
