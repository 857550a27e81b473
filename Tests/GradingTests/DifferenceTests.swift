import Grading
import Tensors
import Testing

@Suite struct DifferenceTests {
  @Test func `equal tensors do not differ`() {
    let x = Tensor(rows: [[1, -2], [.infinity, -.infinity]])
    #expect(difference(between: x, and: x) == nil)
    #expect(difference(between: Tensor([]), and: Tensor([])) == nil)
  }

  @Test func `the shape comes first`() {
    #expect(
      difference(between: Tensor(rows: [[.nan], [2]]), and: Tensor([1, 2]))
        == "the shape is [2, 1], expected [2]")
  }

  @Test func `what is not finite comes before what is wrong`() {
    let expected = Tensor(rows: [[1, 2, 3], [4, 5, 6]])
    var actual = expected
    actual[0, 0] = 100
    actual[1, 1] = .nan
    #expect(difference(between: actual, and: expected) == "at [1, 1] it is nan, expected 5.0")
    actual[1, 1] = .infinity
    #expect(difference(between: actual, and: expected) == "at [1, 1] it is inf, expected 5.0")
  }

  @Test func `an infinity is expected where it is expected`() {
    let mask = Tensor(rows: [[0, -.infinity], [0, 0]])
    #expect(
      difference(between: Tensor(rows: [[0, -1e9], [0, 0]]), and: mask)
        == "at [0, 1] it is -1e+09, expected -inf")
    #expect(difference(between: Tensor(rows: [[0, .infinity], [0, 0]]), and: mask) != nil)
    #expect(difference(between: Tensor([.nan]), and: Tensor([.nan])) != nil)
  }

  @Test func `errors are measured against the largest number`() {
    let expected = Tensor([0, 1000, -2000])
    #expect(difference(between: Tensor([0.019, 1000, -2000]), and: expected) == nil)
    #expect(
      difference(between: Tensor([0.021, 1000, -2000]), and: expected)
        == "at [0] it is 0.021, expected 0.0 (within 0.02, of a tensor whose largest element is "
        + "2000.0)")
    #expect(
      difference(between: Tensor([0.021, 1000, -2000]), and: expected, tolerance: 1e-4) == nil)
  }

  @Test func `the index has a position for each axis`() throws {
    let expected = Tensor(zeros: [2, 3, 4])
    var actual = expected
    actual[1, 2, 3] = 1
    actual[1, 2, 0] = 1
    let sentence = try #require(difference(between: actual, and: expected))
    #expect(sentence.hasPrefix("at [1, 2, 0] "))
  }

  @Test func `zeros are expected to be zeros`() {
    #expect(difference(between: Tensor([1e-12]), and: Tensor([0])) == nil)
    #expect(difference(between: Tensor([1e-10]), and: Tensor([0])) != nil)
    #expect(
      difference(between: Tensor([1e-6]), and: Tensor([0]), smallestScale: 1) == nil)
  }

  @Test func `single numbers are measured against themselves`() {
    #expect(difference(between: 2.00001, and: 2.0) == nil)
    #expect(difference(between: 2.0001, and: 2.0) != nil)
    #expect(difference(between: Double.nan, and: 2.0) != nil)
    #expect(difference(between: Double.infinity, and: .infinity) == nil)
  }

  @Test func `bits differ where numbers are as good as equal`() {
    let x = Tensor([1, 0])
    #expect(bitDifference(between: x, and: x) == nil)
    #expect(
      bitDifference(between: Tensor([Float(1).nextUp, 0]), and: x)
        == "at [0] it is 1.0000001, expected exactly 1.0")
    #expect(bitDifference(between: Tensor([1, -0.0]), and: x) != nil)
    #expect(bitDifference(between: Tensor([1]), and: x) != nil)
  }
}

@Suite struct TestDataTests {
  @Test func `axes differ in length`() {
    var data = TestData(seed: 1)
    var shapes: Set<Shape> = []
    for _ in 0..<50 {
      let shape = data.shape(rank: 3, axes: 2...5)
      #expect(Set(shape.axes).count == 3)
      #expect(shape.axes.allSatisfy { (2...5).contains($0) })
      shapes.insert(shape)
    }
    #expect(shapes.count > 10)
  }

  @Test func `upstream gradients have both signs, none near zero, no two equal`() {
    var data = TestData(seed: 2)
    let upstream = data.upstream([10, 10]).scalars
    #expect(upstream.allSatisfy { abs($0) >= 0.5 && abs($0) <= 1.5 })
    #expect((20...80).contains(upstream.filter { $0 < 0 }.count))
    #expect(Set(upstream).count == 100)
  }

  @Test func `the same seed gives the same data`() {
    func draw(_ seed: UInt64) -> Tensor {
      var data = TestData(seed: seed)
      return data.tensor([6])
    }
    #expect(draw(3) == draw(3))
    #expect(draw(3) != draw(4))
  }

  @Test func `a permutation holds everything once`() {
    var data = TestData(seed: 5)
    #expect(data.permutation(20).sorted() == Array(0..<20))
    #expect(data.permutation(0) == [])
  }

  @Test func `a fixture that is not there is told in one sentence`() throws {
    #expect(throws: (any Error).self) { try Fixture("nothing") }
    let fixture = try Fixture("layers")
    #expect(throws: (any Error).self) { try fixture.tensor("nothing") }
    #expect(throws: (any Error).self) { try fixture.tokens("nothing") }
    #expect(try fixture.tokens("embedding.ids").count == 2)
  }
}
