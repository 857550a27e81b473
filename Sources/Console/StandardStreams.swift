import CourseKit
import Foundation

/// Writes to standard error at once. Where nobody listens, the text is lost.
@Sendable public func writeToStandardError(_ text: String) {
  try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
}

/// Writes to standard output at once.
///
/// - Throws: `InputError` where it does not all arrive, as on a full disk.
public func writeToStandardOutput(_ text: String) throws {
  do {
    fflush(nil)
    try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
  } catch {
    throw InputError(
      "The output could not be written: is the disk full, or has its reader gone?",
      "Não foi possível escrever a saída: o disco está cheio, ou quem a lia saiu?")
  }
}

/// What an error says. The course's own errors are sentences; Foundation's have one to ask for.
func sentence(of error: any Error) -> String {
  error is any CustomNSError
    ? error.localizedDescription : String(describing: error)
}
