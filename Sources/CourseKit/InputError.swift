/// What can go wrong with a file or another input of the user's, told in one sentence with what to
/// do about it.
public struct InputError: Error, CustomStringConvertible, Sendable {
  public let description: String

  public init(_ description: String) { self.description = description }
}
