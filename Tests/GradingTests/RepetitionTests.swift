import CourseKit
import Synchronization
import Tensors
import Testing

@testable import Grading

private let gradient = Text("the gradient", "o gradiente")

/// A pullback through multiplication by 3, graded on an upstream gradient.
private let tripling = Grader<Tensor>(
  "0.7",
  cases: { data in [.init(Text("an input", "uma entrada"), data.upstream([2, 3]))] },
  expected: { [Evidence(gradient, repeatedly { tripled($0) }($0))] }, misconceptions: [])

private func tripled(_ tensor: Tensor) -> Tensor { tensor.scaled(by: 3) }

/// Keeps what a submission must not keep.
private final class Memory: Sendable {
  let sum = Mutex<Tensor?>(nil)
  let count = Mutex(0)
}

@Suite struct RepetitionTests {
  private func finding(_ submission: @escaping Grader<Tensor>.Submission) throws -> Finding? {
    try tripling.finding(in: submission, seed: 1, language: .english)
  }

  @Test func `a pullback that keeps nothing passes, and the grader is sound`() throws {
    #expect(try finding { [Evidence(gradient, repeatedly(tripled)($0))] } == nil)
    #expect(tripling.flaws(seeds: 1..<4) == [])
  }

  @Test func `one that adds to what it gave is told by name`() throws {
    let found = try #require(
      try finding { input in
        let memory = Memory()
        let pullback = { (upstream: Tensor) in
          memory.sum.withLock { sum in
            sum = sum.map { $0.plus(tripled(upstream)) } ?? tripled(upstream)
            return sum!
          }
        }
        return [Evidence(gradient, repeatedly(pullback)(input))]
      })
    #expect(found.difference.hasPrefix("asked a second time, with −2 times the upstream gradient"))
    #expect(found.misconception == "if a pullback adds to what it gave before")
  }

  @Test func `one that answers only the first question, or always the same, is told by name`()
    throws
  {
    for (later, name) in [
      (Float(0), "if a pullback gives something only the first time"),
      (nil, "if a pullback gives again what it gave before"),
    ] {
      let found = try #require(
        try finding { input in
          let memory = Memory()
          let pullback = { (upstream: Tensor) in
            memory.sum.withLock { first in
              defer { first = first ?? tripled(upstream) }
              guard let first else { return tripled(upstream) }
              return later.map { first.scaled(by: $0) } ?? first
            }
          }
          return [Evidence(gradient, repeatedly(pullback)(input))]
        })
      #expect(found.misconception == name)
    }
  }

  @Test func `one that is wrong the third time, and no product of the upstream gradient, is told`()
    throws
  {
    let found = try #require(
      try finding { input in
        let memory = Memory()
        let pullback = { (upstream: Tensor) in
          memory.count.withLock { count in
            count += 1
            return tripled(upstream).scaled(by: count == 3 ? 1.01 : 1)
          }
        }
        return [Evidence(gradient, repeatedly(pullback)(input))]
      })
    #expect(found.difference.hasPrefix("asked a third time"))
    #expect(
      try finding { input in
        let square = { (upstream: Tensor) in
          Tensor(zip(upstream.scalars, input.scalars).map { 3 * $0 * $0 / $1 }, shape: input.shape)
        }
        return [Evidence(gradient, repeatedly(square)(input))]
      } != nil)
  }

  @Test func `a function that remembers is told`() throws {
    let memory = Memory()
    let found = try #require(
      try finding { input in
        let count = memory.count.withLock { count in
          count += 1
          return count
        }
        return [Evidence(gradient, tripled(input).scaled(by: Float(count)))]
      })
    #expect(found.difference.hasPrefix("asked a second time with the same input, the gradient: "))
  }

  @Test func `tensors, numbers and layers are found in what a pullback gives`() throws {
    // A loss's pullback is asked with a number and gives several.
    let found = try tripling.finding(
      in: { input in
        let memory = Memory()
        let pullback = { (slope: Float) in
          memory.count.withLock { count in
            count += 1
            return (chosen: [Double(slope)], rejected: Double(count))
          }
        }
        _ = repeatedly(pullback)(1)
        return [Evidence(gradient, tripled(input))]
      }, seed: 1, language: .english)
    #expect(found?.difference.contains("the gradient rejected: yours is 2.0") == true)
  }

  @Test func `texts are compared by their bytes`() {
    func difference(_ actual: String, _ wanted: String) -> String? {
      Evidence(gradient, actual).difference(from: Evidence(gradient, wanted), .english)
    }
    #expect(difference("caf\u{E9}", "caf\u{E9}") == nil)
    #expect(
      difference("cafe\u{301}", "caf\u{E9}")
        == "it looks right, but scalar 3, counted from 0, is U+0065, expected U+00E9")
  }
}
