import CourseKit
import Foundation
import Tensors
import Testing

@testable import Grading

private let thing = Text("the thing", "a coisa")

private func difference(
  _ actual: Evidence, _ expected: Evidence, _ language: Language = .english
) -> String? { actual.difference(from: expected, language) }

@Suite struct EvidenceTests {
  @Test func `equal evidence has no difference`() {
    let tensor = Tensor(rows: [[1, .nan], [-.infinity, 0]])
    #expect(difference(Evidence(thing, tensor), Evidence(thing, tensor)) == nil)
    #expect(difference(Evidence(thing, 2.5), Evidence(thing, 2.5)) == nil)
    #expect(difference(Evidence(thing, [3, 1]), Evidence(thing, [3, 1])) == nil)
    #expect(difference(Evidence(thing, "um"), Evidence(thing, "um")) == nil)
    #expect(difference(Evidence(thing, true), Evidence(thing, true)) == nil)
  }

  @Test func `shapes are told before numbers`() {
    let actual = Evidence(thing, Tensor([1, 2, 3, 4], shape: [2, 2]))
    let expected = Evidence(thing, Tensor([9, 9, 9, 9], shape: [4]))
    #expect(difference(actual, expected) == "the shape is [2, 2], expected [4]")
    #expect(
      difference(actual, expected, .portuguese) == "a forma é [2, 2], a esperada é [4]")
  }

  @Test func `one number, or one that is not finite, may be the same by chance`() {
    #expect(Evidence(thing, Tensor([1, 2])).tellsMuch)
    #expect(Evidence(thing, "um dois").tellsMuch)
    #expect(Evidence(thing, [3, 1]).tellsMuch)
    #expect(!Evidence(thing, Tensor([1])).tellsMuch)
    #expect(!Evidence(thing, Tensor([1, .nan])).tellsMuch)
    #expect(!Evidence(thing, 2.5).tellsMuch)
    #expect(!Evidence(thing, true).tellsMuch)
  }

  @Test func `what is not finite is told before what is wrong`() {
    let expected = Evidence(thing, Tensor(rows: [[1, 2], [3, -.infinity]]))
    #expect(
      difference(Evidence(thing, Tensor(rows: [[7, 2], [.nan, -.infinity]])), expected)
        == "at [1, 0] yours is NaN, expected 3.0")
    #expect(
      difference(Evidence(thing, Tensor(rows: [[1, 2], [3, -1e9]])), expected, .portuguese)
        == "em [1, 1] o seu é -1e+09, o esperado é -inf")
  }

  @Test func `the tolerance is a share of the largest number expected`() {
    let expected = Evidence(thing, Tensor([0, 1000]), tolerance: 1e-3)
    #expect(difference(Evidence(thing, Tensor([0.99, 1000])), expected) == nil)
    #expect(
      difference(Evidence(thing, Tensor([1.5, 1000])), expected)
        == "at [0] yours is 1.5, expected 0.0 (may be off by 1.0)")
    // Its own tolerance is not what counts.
    #expect(
      difference(Evidence(thing, Tensor([1.5, 1000]), tolerance: 1), expected) != nil)
  }

  @Test func `zeros must be zeros`() {
    let zeros = Evidence(thing, Tensor(zeros: [2]))
    #expect(difference(Evidence(thing, Tensor([0, 1e-9])), zeros) != nil)
    #expect(difference(Evidence(thing, Tensor([0, 1e-12])), zeros) == nil)
  }

  @Test func `a single number has no index`() {
    #expect(
      difference(Evidence(thing, 2), Evidence(thing, 4))
        == "yours is 2.0, expected 4.0 (may be off by 0.0004)")
    #expect(
      difference(Evidence(thing, .nan), Evidence(thing, 4), .portuguese)
        == "o seu é NaN, o esperado é 4.0")
  }

  @Test func `few integers are shown whole, of many the first that differs`() {
    #expect(
      difference(Evidence(thing, [1, 2]), Evidence(thing, [1, 3]))
        == "yours is [1, 2], expected [1, 3]")
    var many = Array(0..<20)
    many[7] = 70
    #expect(
      difference(Evidence(thing, many), Evidence(thing, Array(0..<21)))
        == "element 7, counted from 0, is 70, expected 7 (yours has 20 elements, expected 21)")
    #expect(
      difference(Evidence(thing, many), Evidence(thing, Array(0..<20)), .portuguese)
        == "o elemento 7, contado a partir de 0, é 70, o esperado é 7")
  }

  @Test func `integers that are cut short differ though none of them is wrong`() {
    #expect(difference(Evidence(thing, Array(0..<9)), Evidence(thing, Array(0..<10))) != nil)
    #expect(difference(Evidence(thing, []), Evidence(thing, [0])) == "yours is [], expected [0]")
  }

  @Test func `texts stand in quotes, and long ones are cut`() {
    #expect(
      difference(Evidence(thing, "a b"), Evidence(thing, "a  b"))
        == "yours is “a b”, expected “a  b”")
    let long = String(repeating: "x", count: 500)
    let sentence = difference(Evidence(thing, long), Evidence(thing, ""))
    #expect(sentence == "yours is “\(String(repeating: "x", count: 120))…”, expected “”")
    // What differs is among what is shown.
    let start = "…" + String(repeating: "x", count: 40)
    #expect(
      difference(Evidence(thing, long + "a"), Evidence(thing, long + "bc"))
        == "yours is “\(start)a”, expected “\(start)bc”")
  }

  @Test func `a truth and a lie differ, and so do two kinds`() {
    #expect(
      difference(Evidence(thing, false), Evidence(thing, true), .portuguese)
        == "o seu é false, o esperado é true")
    #expect(
      difference(Evidence(thing, [1]), Evidence(thing, "1"))
        == "it is of another kind than expected"
    )
  }

  @Test func `what cannot be seen is written out, and long lists are not`() {
    let text = Evidence(thing, "a\u{0}\u{A0}b").difference(
      from: Evidence(thing, "a\u{FEFF}b"), .english)
    #expect(text == "yours is “a\\u{0}\\u{A0}b”, expected “a\\u{FEFF}b”")
    let family = "👩\u{200D}👧 é"
    #expect(
      Evidence(thing, family).difference(from: Evidence(thing, "x"), .english)
        == "yours is “\(family)”, expected “x”")
    let longer = Evidence(thing, Array(0..<30)).difference(
      from: Evidence(thing, Array(0..<20)), .portuguese)
    #expect(
      longer == "o seu tem 30 elementos, o esperado tem 20; os do mais curto estão certos")
    let close = Evidence(thing, 2.1702890001, tolerance: 1e-12).difference(
      from: Evidence(thing, 2.1702890002, tolerance: 1e-12), .english)
    #expect(close?.hasPrefix("yours is 2.1702890001, expected 2.1702890002") == true)
    let exact = Evidence(thing, Tensor([1, 2])).difference(
      from: Evidence(thing, Tensor([1, 3]), tolerance: 0), .english)
    #expect(exact == "at [1] yours is 2.0, expected 3.0 (exactly)")
  }
}
