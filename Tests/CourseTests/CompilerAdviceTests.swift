import CourseKit
import Testing

@testable import course

struct CompilerAdviceTests {
  // The messages are those of Swift 6.3 for a file with each mistake.
  @Test(
    arguments: [
      ("mutation of captured var 'sum' in concurrently-executing code", "several threads"),
      ("reference to captured var 'sum' in concurrently-executing code", "several threads"),
      ("cannot find 'exp' in scope", "import Foundation"),
      (
        "binary operator '*' cannot be applied to operands of type 'Float' and 'Double'",
        "mix Float"
      ),
      (
        "binary operator '/' cannot be applied to operands of type 'Int' and 'Float'",
        "Float(count)"
      ),
      ("cannot convert value of type 'Double' to expected argument type 'Float'", "mix Float"),
      ("cannot assign through subscript: 'scores' is a 'let' constant", "a copy with var"),
      (
        "left side of mutating operator isn't mutable: 'x' is a 'let' constant", "a copy with var"
      ),
      ("missing return in global function expected to return 'Tensor'", "Every way"),
      (
        "the compiler is unable to type-check this expression in reasonable time; try breaking up "
          + "the expression into distinct sub-expressions", "too long"
      ),
    ])
  func `the errors that learners meet most have advice`(message: String, words: String) throws {
    #expect(try #require(CompilerAdvice.advice(for: message, .english)).contains(words))
    #expect(
      CompilerAdvice.advice(for: message, .english)
        != CompilerAdvice.advice(for: message, .portuguese))
  }

  @Test func `others say enough themselves`() {
    #expect(CompilerAdvice.advice(for: "cannot find 'wieghts' in scope", .english) == nil)
    #expect(CompilerAdvice.advice(for: "expected '}' at end of brace statement", .english) == nil)
  }
}
