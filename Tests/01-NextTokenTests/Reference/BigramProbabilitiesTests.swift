import NextToken
import Tensors
import Testing

private func isClose(_ a: Float, _ b: Float) -> Bool { abs(a - b) <= 1e-6 }

@Test func `1.2 add-one smoothing adds one to each count`() {
  let counts = Tensor(rows: [[0, 2, 0], [0, 1, 1], [5, 0, 0]])
  let p = NextToken::bigramProbabilities(from: counts, smoothing: 1)
  let expected: [Float] = [
    1.0 / 5, 3.0 / 5, 1.0 / 5,
    1.0 / 5, 2.0 / 5, 2.0 / 5,
    6.0 / 8, 1.0 / 8, 1.0 / 8,
  ]
  #expect(p.shape == [3, 3])
  for (found, wanted) in zip(p.scalars, expected) { #expect(isClose(found, wanted)) }
}

@Test func `1.2 smoothing may be less than one`() {
  let p = NextToken::bigramProbabilities(from: Tensor(rows: [[3, 0], [1, 1]]), smoothing: 0.25)
  #expect(isClose(p[0, 0], 3.25 / 3.5))
  #expect(isClose(p[0, 1], 0.25 / 3.5))
  #expect(isClose(p[1, 0], 0.5))
}

@Test func `1.2 without smoothing they are relative frequencies`() {
  let p = NextToken::bigramProbabilities(from: Tensor(rows: [[1, 3], [2, 0]]), smoothing: 0)
  #expect(isClose(p[0, 0], 0.25))
  #expect(isClose(p[0, 1], 0.75))
  #expect(p[1, 0] == 1)
  #expect(p[1, 1] == 0)
}

@Test(arguments: [Float(0), 0.5, 1])
func `1.2 a token that nothing followed has the uniform distribution`(k: Float) {
  let p = NextToken::bigramProbabilities(from: Tensor(zeros: [4, 4]), smoothing: k)
  for number in p.scalars { #expect(isClose(number, 0.25)) }
}

@Test func `1.2 each row sums to one`() {
  var generator = SeededGenerator(seed: 12)
  let counts = Tensor(
    (0..<50 * 50).map { _ in Float(Int.random(in: 0..<100, using: &generator)) },
    shape: [50, 50])
  for k in [Float(0), 0.01, 1, 10] {
    let p = NextToken::bigramProbabilities(from: counts, smoothing: k)
    for row in p.reduceRows({ $0.sum() }).scalars { #expect(abs(row - 1) < 1e-5) }
  }
}
