import Console
import CourseKit
import Foundation

/// One stage of a long job: a line with what came out of it and how long it took.
struct Stage {
  private let name: String
  private let language: Language
  private let start = ProcessInfo.processInfo.systemUptime

  init(_ name: String, _ language: Language) {
    self.name = name
    self.language = language
  }

  func end(_ result: String) {
    let seconds = ProcessInfo.processInfo.systemUptime - start
    let time =
      seconds < 10 ? "\(decimal(seconds, 1, language)) s" : duration(seconds)
    printLine("\(name.padding(toLength: 12, withPad: " ", startingAt: 0))  \(result) (\(time))")
  }
}

/// A number with a fixed count of decimals, with the language's own separator.
func decimal(_ number: Double, _ places: Int, _ language: Language) -> String {
  let text = String(format: "%.\(places)f", number)
  return language == .portuguese ? text.replacingOccurrences(of: ".", with: ",") : text
}

/// The text in lines of at most `width` characters, broken between words.
func wrapped(_ text: String, to width: Int) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
    var lines: [String] = [""]
    for word in line.split(separator: " ") {
      if lines[lines.count - 1].isEmpty {
        lines[lines.count - 1] = String(word)
      } else if lines[lines.count - 1].count + 1 + word.count <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.joined(separator: "\n")
  }.joined(separator: "\n")
}
