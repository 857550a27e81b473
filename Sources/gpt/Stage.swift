import Console
import CourseKit
import Foundation

/// One stage of a long job: a line with its result and how long it took.
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
    printLine("\(padded(name, to: 12))  \(result) (\(time))")
  }
}
