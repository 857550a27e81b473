/// An error in a file or other user input, as one sentence that says what is wrong and what to do
/// about it, in the user's language:
///
///     A run cannot be called "a/b": give a name without / that begins with no dot.
///
/// It begins with a capital letter, or with the name of its subject, such as a file or an option,
/// and ends with a full stop.
public struct InputError: Error, CustomStringConvertible, Sendable {
  public let description: String

  /// An error whose sentence is in the language of ``Language/current``.
  public init(_ english: String, _ portuguese: String) {
    description = Language.current.text(english, portuguese)
  }
}
