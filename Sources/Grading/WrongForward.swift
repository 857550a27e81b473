import CourseKit
import Tensors

/// A forward pass in plain loops over Doubles, for building misconceptions.
///
/// A wrong forward pass has a backward pass of its own, which a learner with that mistake may well
/// get right. It is measured here by central differences, which in Double are accurate to nine
/// digits.
public struct WrongForward: Sendable {
  /// Maps the elements of every tensor, in order, to those of the output.
  public typealias Function = @Sendable (_ tensors: [[Double]]) -> [Double]

  public let outputShape: Shape
  private let function: Function

  public init(outputShape: Shape, _ function: @escaping Function) {
    self.outputShape = outputShape
    self.function = function
  }

  /// The output for these tensors, computed in Double and rounded to Float once.
  public func output(_ tensors: [Tensor]) -> Tensor {
    Tensor(function(tensors.map(doubles)).map(Float.init), shape: outputShape)
  }

  /// The gradient of every tensor for an upstream gradient of the output. Cost: two calls of the
  /// function per element.
  public func gradients(_ tensors: [Tensor], upstream: Tensor) -> [Tensor] {
    let numbers = tensors.map(doubles)
    let weights = doubles(upstream)
    return tensors.indices.map { place in
      let slopes = concurrentMap(tensors[place].count) { offset -> Float in
        var moved = numbers
        func value(_ step: Double) -> Double {
          moved[place][offset] = numbers[place][offset] + step
          return zip(function(moved), weights).reduce(0) { $0 + $1.0 * $1.1 }
        }
        let step = 1e-5
        return Float((value(step) - value(-step)) / (2 * step))
      }
      return Tensor(slopes, shape: tensors[place].shape)
    }
  }

  private func doubles(_ tensor: Tensor) -> [Double] { tensor.scalars.map(Double.init) }
}
