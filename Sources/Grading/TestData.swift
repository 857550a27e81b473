import CourseKit
import Tensors

/// Inputs to test with, from a seed: the same on every machine and in every run.
///
/// They are made of the generator's numbers alone, so no exercise has a hand in its own test.
public struct TestData: Sendable {
  private var generator: SeededGenerator

  public init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// A whole number, each of the range equally likely.
  public mutating func integer(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(generator.next() % UInt64(range.count))
  }

  /// A number spread evenly over `range`.
  public mutating func number(in range: ClosedRange<Float> = -1.5...1.5) -> Float {
    range.lowerBound + (range.upperBound - range.lowerBound) * generator.nextUniform()
  }

  /// Axes that all differ in length, so that none can pass for another.
  public mutating func shape(rank: Int, axes lengths: ClosedRange<Int> = 2...7) -> Shape {
    precondition(lengths.count >= rank, "\(rank) different lengths in \(lengths)")
    var left = Array(lengths)
    return Shape((0..<rank).map { _ in left.remove(at: integer(in: 0...left.count - 1)) })
  }

  /// Numbers spread evenly over `range`.
  public mutating func tensor(_ shape: Shape, in range: ClosedRange<Float> = -1.5...1.5) -> Tensor {
    Tensor((0..<shape.count).map { _ in number(in: range) }, shape: shape)
  }

  /// What a pullback is asked with: of either sign, none near 0, no two equal.
  ///
  /// The pullbacks of softmax and layer norm give 0 for a cotangent of ones, right or wrong.
  public mutating func cotangent(_ shape: Shape) -> Tensor {
    Tensor(
      (0..<shape.count).map { _ in
        let size = number(in: 0.5...1.5)
        return integer(in: 0...1) == 0 ? size : -size
      }, shape: shape)
  }

  /// Token ids of 0 ..< vocabularySize, `[count, length]`.
  public mutating func tokens(
    count: Int, length: Int, vocabularySize: Int
  ) -> TokenBatch {
    TokenBatch(
      (0..<count).map { _ in (0..<length).map { _ in integer(in: 0...vocabularySize - 1) } })
  }

  /// 0 ..< count in random order.
  public mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, integer(in: 0...last))
    }
    return order
  }

  /// A generator to hand to what needs one.
  public mutating func split() -> SeededGenerator { generator.split() }

  /// The layer with every parameter drawn anew: gains that are not 1 and biases that are not 0 hide
  /// nothing.
  public mutating func filling<Model: Layer>(
    _ layer: Model, in range: ClosedRange<Float> = -0.8...0.8
  ) -> Model {
    var filled = layer
    filled.visitParameters(under: "") { name, parameter in
      parameter = tensor(parameter.shape, in: range)
    }
    return filled
  }
}
