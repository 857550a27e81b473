import CourseKit
import Foundation
import Testing

/// Calls `body` with a new, empty folder, which is removed afterwards.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path)
}

func bytes(of path: String) throws -> [UInt8] {
  [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
}

func put(_ bytes: some Sequence<UInt8>, at path: String) throws {
  try Data(bytes).write(to: URL(fileURLWithPath: path))
}

func names(in folder: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
}

/// The sentence of the `InputError` that `body` throws. It must be one sentence and name the file.
func sentence(
  about path: String, location: SourceLocation = #_sourceLocation, _ body: () throws -> Void
) throws -> String {
  let error = try #require(throws: InputError.self, sourceLocation: location) { try body() }
  let text = error.description
  #expect(text.hasPrefix("\(path): "), sourceLocation: location)
  #expect(!text.contains("\n") && text.hasSuffix("."), sourceLocation: location)
  return String(text.dropFirst(path.count + 2))
}

/// The words to look for in the language in which the course speaks here.
func words(_ english: String, _ portuguese: String) -> String {
  Language.current.text(english, portuguese)
}
