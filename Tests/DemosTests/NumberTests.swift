import Corpora
import CourseKit
import Tensors
import Testing

@testable import Demos

/// Numbers of the demos that can be known, read from what they print.
struct NumberTests {
  @Test func `0: the product's number is the one worked out by hand, and the line is found`() throws
  {
    let told = try Told(0, .english)
    // [[1, 2, 3], [4, 5, 6]] times the columns (1, 0, 1), (0, 1, 1), (2, 1, 0), (1, -1, 2).
    #expect(told.table("x · W [2, 4]", step: 4) == [[4, 5, 4, 5], [10, 11, 13, 11]])
    #expect(told.table("x · W + b", step: 5) == [[14, 25, 34, 45], [20, 31, 43, 51]])
    #expect(told.step(7).contains { $0.hasSuffix("(12.000, 4.000)") })
    let result = try #require(told.step(8).first { $0.contains("After 60 steps") })
    let numbers = Told.numbers(result)
    #expect(abs(numbers[1] - 2) < 0.2 && abs(numbers[2] - 1) < 0.1, "\(result)")
  }

  @Test func `1: the probability follows from the counts beside it`() throws {
    let told = try Told(1, .english)
    let line = try #require(told.step(3).first { $0.contains("p(␣") })
    let n = Told.numbers(String(line[line.firstIndex(of: "=")!...]).filter { $0 != "," })
    // (count + k) / (total + k · V) = p
    #expect(n.count == 6)
    #expect(abs((n[0] + n[1]) / (n[2] + n[3] * n[4]) - n[5]) < 0.001, "\(line)")
    #expect(told.step(3).contains { $0.hasSuffix("add up to 1.000.") })
    // Without smoothing the first new pair is an infinite surprise.
    #expect(told.step(7).contains { $0.contains("0 ") && $0.hasSuffix("∞") })
  }

  @Test func `2: what was encoded is decoded, and more merges give fewer tokens`() throws {
    let told = try Told(2, .english)
    #expect(told.step(2).contains { $0.contains("That is the sentence again.") })
    #expect(told.step(6).contains { $0.contains("All four decode to") })
    let counts = told.step(6).filter { $0.hasSuffix(" tokens") && $0.contains("merges,") }
      .map { Told.numbers($0).last! }
    #expect(counts.count == 4 && counts == counts.sorted(by: >))
    // Rows: a word, a position, their sum; twice.
    let rows = told.table("at 2 and at", step: 9)
    for first in [0, 3] {
      for column in 0..<6 {
        #expect(
          abs(rows[first][column] + rows[first + 1][column] - rows[first + 2][column]) < 0.0021)
      }
    }
    #expect(rows[0] == rows[3])
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `3: rows of attention add up to 1, and the future has none`(_ seed: UInt64) throws {
    let told = try Told(3, .english, seed: seed)
    let weights = told.table("weights [6, 6]", step: 6)
    #expect(weights.count == 6)
    for (row, values) in weights.enumerated() {
      #expect(abs(values.reduce(0, +) - 1) < 0.004)
      #expect(values[(row + 1)...].allSatisfy { $0 == 0 })
    }
    let scores = told.table("masked scores", step: 6)
    #expect(scores[0].dropFirst().allSatisfy { $0.isNaN })  // written as -∞
    // The first token's context is its own value.
    #expect(told.table("v [6, 8]", step: 7)[0] == told.table("context [6, 8]", step: 7)[0])
  }

  @Test(arguments: [1, 2] as [UInt64])
  func `3: the trained head answers about pairs that it never saw`(_ seed: UInt64) throws {
    let told = try Told(3, .english, seed: seed, effort: 1)
    let line = try #require(told.step(11).first { $0.contains("right answers") })
    #expect(Told.numbers(line).last! >= 90, "\(line)")
  }

  @Test func `3: the questions of the test never occur in training`() {
    let task = QuestionTask(.english)
    let heldOut = Set(task.heldOut.map(\.input))
    #expect(heldOut.count == 48)
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<2000 { #expect(!heldOut.contains(task.draw(using: &generator).input)) }
  }

  @Test func `4: the future changes nothing before it, and the parts are the whole`() throws {
    let told = try Told(4, .english)
    let sentence = told.step(7).joined(separator: " ")
    #expect(sentence.contains("and by 0.000 at all positions before"))
    #expect(told.step(4).joined(separator: " ").contains("and nowhere else."))
    let counts = told.step(8).filter { $0.contains("%") || $0.contains("   all ") }
      .map { Told.numbers($0.filter { $0 != "," })[0] }
    #expect(counts.count == 7 && counts.dropLast().reduce(0, +) == counts.last)
    #expect(told.step(10).contains { $0.contains("exercise 4.9, writes the same") })
    // 300 steps, shortened to 6: a plain line for each.
    #expect(told.step(9).count { $0.contains("/6  loss") } == 6)
  }
}
