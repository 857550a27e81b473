/// What can go wrong with a file or another input of the user's, told in one sentence with what to
/// do about it, in the language in which the course speaks to this user.
public struct InputError: Error, CustomStringConvertible, Sendable {
  public let description: String

  public init(_ english: String, _ portuguese: String) {
    description = Language.current.text(english, portuguese)
  }
}
