import CourseKit

/// A model of which only some parameters learn. As a ``Layer`` it has those alone.
///
/// So whatever works on a layer's parameters (the optimizer with its moments and its decay,
/// clipping, counting) never sees what is frozen.
public protocol FineTunable: Layer {
  associatedtype Model: Layer

  /// The model as it stands, for the forward pass.
  var model: Model { get }

  /// Whether a parameter of ``model`` is one that learns.
  func learns(_ name: String) -> Bool

  /// The part of the whole model's gradient that belongs to the parameters that learn.
  func gradient(from whole: Model) -> Self
}
