import CourseKit

/// A type whose values can be given on the command line.
public protocol ArgumentValue: Sendable {
  /// The type that `Bounds` compares; `Never` if the type has no order.
  associatedtype Bound: Comparable & Sendable = Never

  /// Parses a value; nil if the text does not represent one.
  init?(argument text: String)

  /// The value as shown as a default; nil to show nothing.
  var shownAsDefault: String? { get }

  /// The value that `Bounds` compares; nil if there is none.
  var bound: Bound? { get }

  /// What stands for the value in a usage line, such as `NUMBER`.
  static var placeholder: Text { get }

  /// The end of an error message: "--top-k many: must be …".
  static var expectation: Text { get }
}

extension ArgumentValue where Bound == Never {
  public var bound: Never? { nil }
}

extension String: ArgumentValue {
  public init?(argument text: String) { self = text }
  public var shownAsDefault: String? { isEmpty ? nil : self }
  public static var placeholder: Text { Text("TEXT", "TEXTO") }
  public static var expectation: Text { Text("a text", "um texto") }
}

extension Int: ArgumentValue {
  public init?(argument text: String) { self.init(text) }
  public var shownAsDefault: String? { String(self) }
  public var bound: Int? { self }
  public static var placeholder: Text { Text(verbatim: "N") }
  public static var expectation: Text { Text("a whole number", "um número inteiro") }
}

extension UInt64: ArgumentValue {
  public init?(argument text: String) { self.init(text) }
  public var shownAsDefault: String? { String(self) }
  public var bound: UInt64? { self }
  public static var placeholder: Text { Text(verbatim: "N") }
  public static var expectation: Text {
    Text("a whole number from 0 to 2^64 - 1", "um número inteiro de 0 a 2^64 - 1")
  }
}

extension Double: ArgumentValue {
  public init?(argument text: String) {
    guard let number = Double(text), number.isFinite else { return nil }
    self = number
  }
  public var shownAsDefault: String? {
    let text = String(self)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
  public var bound: Double? { self }
  public static var placeholder: Text { Text(verbatim: "X") }
  public static var expectation: Text { Text("a number such as 0.8", "um número como 0.8") }
}

/// An optional value: its default is nil.
extension Optional: ArgumentValue where Wrapped: ArgumentValue {
  public typealias Bound = Wrapped.Bound
  public init?(argument text: String) {
    guard let value = Wrapped(argument: text) else { return nil }
    self = .some(value)
  }
  public var shownAsDefault: String? { flatMap(\.shownAsDefault) }
  public var bound: Wrapped.Bound? { flatMap(\.bound) }
  public static var placeholder: Text { Wrapped.placeholder }
  public static var expectation: Text { Wrapped.expectation }
}

/// A string-backed enumeration only has to declare that it conforms to `ArgumentValue`.
extension ArgumentValue where Self: RawRepresentable & CaseIterable, RawValue == String {
  public init?(argument text: String) { self.init(rawValue: text) }
  public var shownAsDefault: String? { rawValue }
  public static var placeholder: Text {
    Text(verbatim: allCases.map(\.rawValue).joined(separator: "|"))
  }
  public static var expectation: Text {
    let choices = allCases.map(\.rawValue).joined(separator: ", ")
    return Text("one of \(choices)", "um destes: \(choices)")
  }
}

extension Language: ArgumentValue {
  /// Also accepts `pt`, `pt_BR.UTF-8` …
  public init?(argument text: String) { self.init(matching: text) }
}
