import CourseKit

/// A model of which only some numbers learn. As a ``Layer`` it shows those alone.
///
/// So whatever works on a layer's parameters (the optimizer with its moments and its decay,
/// clipping, counting) never sees what is frozen.
public protocol FineTunable: Layer {
  associatedtype Model: Layer

  /// The model as it stands, for the way forth.
  var model: Model { get }

  /// Whether a parameter of ``model`` changes as this learns.
  func learns(_ name: String) -> Bool

  /// What of the whole model's gradient concerns the numbers that learn.
  func gradient(from whole: Model) -> Self
}
