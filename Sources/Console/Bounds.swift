import CourseKit

/// The range of values that an option allows.
public struct Bounds<Bound: Comparable & Sendable>: Sendable {
  private struct End: Sendable {
    let value: Bound
    let included: Bool
  }

  private var lower: End?
  private var upper: End?

  /// The bound is included.
  public static func atLeast(_ lower: Bound) -> Self {
    Self(lower: End(value: lower, included: true))
  }

  /// The bound is excluded.
  public static func moreThan(_ lower: Bound) -> Self {
    Self(lower: End(value: lower, included: false))
  }

  /// Both bounds are included.
  public static func from(_ lower: Bound, to upper: Bound) -> Self {
    Self(lower: End(value: lower, included: true), upper: End(value: upper, included: true))
  }

  /// The lower bound is included, the upper one excluded.
  public static func from(_ lower: Bound, below upper: Bound) -> Self {
    Self(lower: End(value: lower, included: true), upper: End(value: upper, included: false))
  }

  /// The lower bound is excluded, the upper one included.
  public static func moreThan(_ lower: Bound, atMost upper: Bound) -> Self {
    Self(lower: End(value: lower, included: false), upper: End(value: upper, included: true))
  }

  func contains(_ value: Bound) -> Bool {
    if let lower, value < lower.value || (value == lower.value && !lower.included) { return false }
    if let upper, value > upper.value || (value == upper.value && !upper.included) { return false }
    return true
  }

  /// The range in words: "more than 0 and at most 1".
  var expectation: Text {
    let low = lower.map { end in
      end.included
        ? Text("at least \(shown(end.value))", "no mínimo \(shown(end.value))")
        : Text("more than \(shown(end.value))", "maior que \(shown(end.value))")
    }
    let high = upper.map { end in
      end.included
        ? Text("at most \(shown(end.value))", "no máximo \(shown(end.value))")
        : Text("less than \(shown(end.value))", "menor que \(shown(end.value))")
    }
    let parts = [low, high].compactMap { $0 }
    return Text(
      parts.map { $0.in(.english) }.joined(separator: " and "),
      parts.map { $0.in(.portuguese) }.joined(separator: " e "))
  }

  private func shown(_ value: Bound) -> String {
    (value as? any ArgumentValue)?.shownAsDefault ?? "\(value)"
  }
}
