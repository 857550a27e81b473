import Console
import Foundation

/// Prints a result for scripts: JSON with its keys in order and paths as they are; on one line where
/// one result follows another.
func printJSON(_ value: some Encodable, isPretty: Bool = true) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
  printLine(json: String(decoding: try encoder.encode(value), as: UTF8.self))
}
