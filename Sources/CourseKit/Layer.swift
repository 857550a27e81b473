import Tensors

/// A part of a model that learns: a struct of tensors. Its gradient is another value of the same
/// type, with a derivative in the place of each parameter.
public protocol Layer: Sendable {
  /// Calls `body` with every parameter, in a fixed order, under its dotted name.
  ///
  /// The names are those of Hugging Face's GPT-2, such as `h.0.attn.c_attn.weight`: a checkpoint
  /// needs no translation. `prefix` is empty or ends in a dot.
  mutating func visitParameters(
    under prefix: String, _ body: (_ name: String, _ parameter: inout Tensor) -> Void)
}

extension Layer {
  /// Every parameter with its name, in order.
  public var parameters: [(name: String, tensor: Tensor)] {
    var copy = self
    var result: [(name: String, tensor: Tensor)] = []
    copy.visitParameters(under: "") { name, parameter in result.append((name, parameter)) }
    return result
  }

  /// How many numbers there are to learn.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.tensor.count } }

  /// Adds another gradient to this one, parameter by parameter.
  public mutating func add(_ gradient: Self) {
    var others = gradient.parameters.makeIterator()
    visitParameters(under: "") { _, parameter in parameter += others.next()!.tensor }
  }

  /// Multiplies every parameter by `factor`.
  public mutating func scale(by factor: Float) {
    visitParameters(under: "") { _, parameter in parameter *= factor }
  }
}

/// The way back through a layer: from the derivative of the loss with respect to the layer's output
/// to those with respect to what went in.
public typealias Pullback<Gradient> = @Sendable (_ cotangent: Tensor) -> Gradient
