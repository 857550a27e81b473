import CourseKit

/// An exercise of the course: what the learner is told before and while solving it.
public struct Exercise: Sendable {
  public enum Difficulty: Int, Sendable, Codable, CaseIterable, Comparable {
    case easy = 1, medium, hard

    public static func < (left: Difficulty, right: Difficulty) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// The chapter, a point and the exercise's position in it: "3.4".
  public let number: String
  public let title: Text
  /// The path of the file to complete, relative to the chapter's folder.
  public let file: String
  public let difficulty: Difficulty
  /// The estimated time to solve it, in minutes, after reading the chapter.
  public let minutes: Int
  /// Hints in increasing detail: a nudge, the formula, pseudocode, and where the solution is.
  public let hints: [Text]
  /// The numbers of the exercises whose code this one calls.
  public let needs: [String]

  public init(
    _ number: String, _ title: Text, file: String, difficulty: Difficulty, minutes: Int,
    needs: [String] = [], hints: [Text]
  ) {
    self.number = number
    self.title = title
    self.file = file
    self.difficulty = difficulty
    self.minutes = minutes
    self.needs = needs
    self.hints = hints
  }

  /// The number of the chapter.
  public var chapter: Int { Int(number.prefix { $0 != "." }) ?? 0 }
}
