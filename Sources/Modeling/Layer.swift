import Tensors

/// A part of a model with learnable parameters: a struct of tensors. Its gradient is another value
/// of the same type, which holds the derivative with respect to each parameter in its place.
public protocol Layer: Sendable {
  /// Calls `body` with every parameter and its dotted name, in a fixed order.
  ///
  /// The names are those of Hugging Face's GPT-2, such as `h.0.attn.c_attn.weight`, so that
  /// checkpoints need no translation. `prefix` is empty or ends in a dot.
  mutating func visitParameters(
    under prefix: String, _ body: (_ name: String, _ parameter: inout Tensor) -> Void)
}

extension Layer {
  /// Every parameter with its name, in the order of `visitParameters`.
  public var parameters: [(name: String, tensor: Tensor)] {
    var copy = self
    var result: [(name: String, tensor: Tensor)] = []
    copy.visitParameters(under: "") { name, parameter in result.append((name, parameter)) }
    return result
  }

  /// The number of learnable scalars.
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

/// The backward pass of a layer: maps the upstream gradient (that of the loss with respect to the
/// layer's output) to the gradients of the layer's parameters and inputs.
public typealias Pullback<Gradient> = @Sendable (_ upstream: Tensor) -> Gradient
