/// What can go wrong with a file or another input of the user's, told in one sentence with what to
/// do about it, in the language in which the course speaks to this user:
///
///     A run cannot be called "a/b": give a name without / that begins with no dot.
///
/// It begins with a capital letter, or with the name of what it is about, such as a file or an option, and
/// ends with a full stop.
public struct InputError: Error, CustomStringConvertible, Sendable {
  public let description: String

  public init(_ english: String, _ portuguese: String) {
    description = Language.current.text(english, portuguese)
  }
}
