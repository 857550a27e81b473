import CourseKit
import Foundation

/// Which chapters are graded from Solutions and which from Exercises, as chosen by `SOLUTIONS`.
public struct ChosenTrack: Equatable, Sendable {
  /// The numbers of the chapters that come from Solutions.
  public let solutions: Set<Int>

  /// Parses a choice of chapters.
  ///
  /// - Parameter choice: `all`, or chapter numbers and ranges such as `0-3,5`; nil or empty for
  ///   none.
  /// - Throws: `InputError` if it is neither.
  public init(solutions choice: String?, chapterCount: Int = Catalogue.chapters.count) throws {
    guard let choice, !choice.isEmpty else {
      solutions = []
      return
    }
    guard choice != "all" else {
      solutions = Set(0..<chapterCount)
      return
    }
    var chosen: Set<Int> = []
    for part in choice.split(separator: ",") {
      let bounds = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard let first = bounds.first ?? nil, let last = bounds.last ?? nil, bounds.count <= 2,
        first <= last, first >= 0, last < chapterCount
      else {
        let last = chapterCount - 1
        throw InputError(
          "SOLUTIONS=\(choice): write all, or chapters from 0 to \(last) such as 0-3,5.",
          "SOLUTIONS=\(choice): escreva all, ou capítulos de 0 a \(last), como 0-3,5.")
      }
      chosen.formUnion(first...last)
    }
    solutions = chosen
  }

  /// The choice in this process's environment, which `swift test` sees too.
  ///
  /// - Throws: `InputError` if the variable is malformed.
  public static func current() throws -> ChosenTrack {
    try ChosenTrack(solutions: ProcessInfo.processInfo.environment["SOLUTIONS"])
  }

  /// Whether the chapter comes from Solutions.
  public func isSolution(_ chapter: Int) -> Bool { solutions.contains(chapter) }

  /// The first line that every grading command prints.
  public func sentence(_ language: Language) -> String {
    trackSentence(chapterCount: Catalogue.chapters.count, language, isSolution: isSolution)
  }
}
