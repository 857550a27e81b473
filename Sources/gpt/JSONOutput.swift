import Console
import Foundation

/// Prints a result for scripts: JSON with sorted keys and unescaped slashes.
///
/// - Parameter isPretty: false prints one line, for a sequence of results.
func printJSON(_ value: some Encodable, isPretty: Bool = true) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
  printLine(json: String(decoding: try encoder.encode(value), as: UTF8.self))
}
