import CourseKit
import Tensors

/// Test inputs from a seed: the same on every machine and in every run.
///
/// They are derived from the generator alone, so no exercise takes part in its own test.
public struct TestData: Sendable {
  private var generator: SeededGenerator

  public init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// An integer, uniform over the range.
  public mutating func integer(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(generator.next() % UInt64(range.count))
  }

  /// A number, uniform over `range`.
  public mutating func number(in range: ClosedRange<Float> = -1.5...1.5) -> Float {
    range.lowerBound + (range.upperBound - range.lowerBound) * generator.nextUniform()
  }

  /// A shape whose axes all differ in length, so that none can be confused with another.
  public mutating func shape(rank: Int, axes lengths: ClosedRange<Int> = 2...7) -> Shape {
    precondition(lengths.count >= rank, "\(rank) different lengths in \(lengths)")
    var left = Array(lengths)
    return Shape((0..<rank).map { _ in left.remove(at: integer(in: 0...left.count - 1)) })
  }

  /// A tensor with elements uniform over `range`.
  public mutating func tensor(_ shape: Shape, in range: ClosedRange<Float> = -1.5...1.5) -> Tensor {
    Tensor((0..<shape.count).map { _ in number(in: range) }, shape: shape)
  }

  /// An upstream gradient for a pullback: of both signs, with no element near 0 and no two equal.
  ///
  /// An upstream gradient of ones would not do: the pullbacks of softmax and layer norm map it to
  /// 0, whether they are right or wrong.
  public mutating func upstream(_ shape: Shape) -> Tensor {
    Tensor(
      (0..<shape.count).map { _ in
        let size = number(in: 0.5...1.5)
        return integer(in: 0...1) == 0 ? size : -size
      }, shape: shape)
  }

  /// Token ids in 0 ..< vocabularySize. Shape: `[count, length]`.
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

  /// A generator to pass to the code under test.
  public mutating func split() -> SeededGenerator { generator.split() }

  /// The layer with random parameters: gains other than 1 and biases other than 0 hide no mistake.
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
