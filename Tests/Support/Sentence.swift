import CourseKit
import Testing

/// What the `InputError` says that `body` throws. It must be one line with a full stop.
public func sentence(
  location: SourceLocation = #_sourceLocation, _ body: () throws -> Void
) throws -> String {
  let error = try #require(throws: InputError.self, sourceLocation: location) { try body() }
  #expect(
    !error.description.contains("\n") && error.description.hasSuffix("."),
    sourceLocation: location)
  return error.description
}

/// The words to look for in the language in which the course speaks here.
public func words(_ english: String, _ portuguese: String) -> String {
  Language.current.text(english, portuguese)
}
