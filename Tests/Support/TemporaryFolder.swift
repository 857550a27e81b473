import Foundation
import Testing

/// Calls `body` with a new, empty folder, which is removed afterwards.
public func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path)
}

public func bytes(of path: String) throws -> Data {
  try Data(contentsOf: URL(fileURLWithPath: path))
}

public func put(_ text: String, at path: String) throws {
  try Data(text.utf8).write(to: URL(fileURLWithPath: path))
}

/// Changes what a JSON file says.
public func changeJSON(_ path: String, _ change: (inout [String: Any]) throws -> Void) throws {
  var object = try #require(
    try JSONSerialization.jsonObject(with: bytes(of: path)) as? [String: Any])
  try change(&object)
  try JSONSerialization.data(withJSONObject: object).write(to: URL(fileURLWithPath: path))
}
