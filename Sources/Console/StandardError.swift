import Foundation

/// Writes to standard error at once. Where nobody listens, the text is lost.
@Sendable public func writeToStandardError(_ text: String) {
  try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
}

/// Tells the user what went wrong and ends the process: 64 for a `UsageError`, else 1.
public func fail(_ error: any Error, program: String = "gpt") -> Never {
  writeToStandardError("\(program): \(sentence(of: error))\n")
  exit(error is UsageError ? 64 : 1)
}

/// What an error says. The course's own errors are sentences; Foundation's have one to ask for.
func sentence(of error: any Error) -> String {
  error is any CustomNSError
    ? error.localizedDescription : String(describing: error)
}
