import Foundation

/// Writes to standard error at once. Where nobody listens, the text is lost.
@Sendable public func writeToStandardError(_ text: String) {
  try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
}

/// What an error says. The course's own errors are sentences; Foundation's have one to ask for.
func sentence(of error: any Error) -> String {
  error is any CustomNSError
    ? error.localizedDescription : String(describing: error)
}
