import CourseKit

/// An argument of a command: an `Option`, a `Flag` or a `Positional`.
///
/// A command stores its arguments as properties. They are declarations, and also the keys with
/// which the user's values are read from ``Values``.
public protocol Argument: Sendable {
  /// The name without the dashes.
  var name: String { get }
  var help: Text { get }
  /// What stands for the value in help texts; nil for a flag.
  var placeholder: Text? { get }
  /// Whether it is identified by position instead of by name.
  var isPositional: Bool { get }
  /// Whether it takes all remaining words, joined by spaces.
  var takesRest: Bool { get }
  var isRequired: Bool { get }
  /// The default as shown in the help; nil if none is shown.
  var shownDefault: String? { get }

  /// Parses what the user typed.
  ///
  /// - Throws: `UsageError` if it is not a valid value.
  func value(of text: String, language: Language) throws(UsageError) -> any Sendable
}

extension Argument {
  public var takesRest: Bool { false }

  /// The name in messages: `--top-k`, or `FILE` for a positional.
  public func title(_ language: Language) -> String {
    isPositional ? placeholder?.in(language) ?? name : "--\(name)"
  }
}

/// An option with a value: `--name VALUE` or `--name=VALUE`.
public struct Option<Value: ArgumentValue>: Argument {
  public let name: String
  public let help: Text
  public let placeholder: Text?
  let defaultValue: Value?
  let bounds: Bounds<Value.Bound>?

  /// An option with a default. For an optional `Value`, use nil.
  public init(
    _ name: String, default defaultValue: Value, _ bounds: Bounds<Value.Bound>? = nil,
    as placeholder: Text = Value.placeholder, help: Text
  ) {
    self.name = name
    self.help = help
    self.placeholder = placeholder
    self.defaultValue = defaultValue
    self.bounds = bounds
  }

  /// A required option.
  public init(
    required name: String, _ bounds: Bounds<Value.Bound>? = nil,
    as placeholder: Text = Value.placeholder, help: Text
  ) {
    self.name = name
    self.help = help
    self.placeholder = placeholder
    self.defaultValue = nil
    self.bounds = bounds
  }

  public var isPositional: Bool { false }
  public var isRequired: Bool { defaultValue == nil }
  public var shownDefault: String? { defaultValue?.shownAsDefault }

  public func value(of text: String, language: Language) throws(UsageError) -> any Sendable {
    try parse(text, bounds, title: title(language), language) as Value
  }
}

/// A value without a name, such as `FILE`. Positionals are matched in the order of their
/// declaration.
public struct Positional<Value: ArgumentValue>: Argument {
  public let name: String
  public let help: Text
  public let placeholder: Text?
  let defaultValue: Value?
  /// Whether it takes all remaining words, joined by spaces.
  public let takesRest: Bool

  /// A positional value. It may be omitted if there is a default.
  public init(
    _ placeholder: Text, default defaultValue: Value? = nil, takesRest: Bool = false, help: Text
  ) {
    self.name = placeholder.in(.english)
    self.placeholder = placeholder
    self.takesRest = takesRest
    self.help = help
    self.defaultValue = defaultValue
  }

  public var isPositional: Bool { true }
  public var isRequired: Bool { defaultValue == nil }
  public var shownDefault: String? { defaultValue?.shownAsDefault }

  public func value(of text: String, language: Language) throws(UsageError) -> any Sendable {
    try parse(text, nil, title: title(language), language) as Value
  }
}

/// A switch: `--name`, present or absent.
public struct Flag: Argument {
  public let name: String
  public let help: Text

  public init(_ name: String, help: Text) {
    self.name = name
    self.help = help
  }

  public var placeholder: Text? { nil }
  public var isPositional: Bool { false }
  public var isRequired: Bool { false }
  public var shownDefault: String? { nil }

  public func value(of text: String, language: Language) throws(UsageError) -> any Sendable { true }
}

private func parse<Value: ArgumentValue>(
  _ text: String, _ bounds: Bounds<Value.Bound>?, title: String, _ language: Language
) throws(UsageError) -> Value {
  func problem(_ expectation: Text) -> UsageError {
    let must = language.text("must be", "deve ser")
    return UsageError("\(title) \(text): \(must) \(expectation.in(language)).")
  }
  guard let value = Value(argument: text) else { throw problem(Value.expectation) }
  if let bounds, let bound = value.bound, !bounds.contains(bound) {
    throw problem(bounds.expectation)
  }
  return value
}

/// The values from the command line, with the defaults for the rest.
public struct Values: Sendable {
  var given: [String: any Sendable] = [:]
  /// The language in which the program addresses this user.
  public let language: Language

  /// The value that the user gave, or the default.
  public subscript<Value>(option: Option<Value>) -> Value {
    value(option.name, option.defaultValue)
  }

  /// The value that the user gave, or the default.
  public subscript<Value>(positional: Positional<Value>) -> Value {
    value(positional.name, positional.defaultValue)
  }

  /// Whether the user gave the flag.
  public subscript(flag: Flag) -> Bool { given[flag.name] != nil }

  /// Whether the user gave the argument, even if with the default value.
  public func gives(_ argument: some Argument) -> Bool { given[argument.name] != nil }

  private func value<Value>(_ name: String, _ defaultValue: Value?) -> Value {
    // `given[name] as? Value` would not do: for an optional `Value`, a missing value would become
    // nil.
    let found = given[name].map { $0 as? Value } ?? defaultValue
    guard let value = found else {
      preconditionFailure("this command does not declare \(name) of the type \(Value.self)")
    }
    return value
  }
}
