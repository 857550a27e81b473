/// One exercise of the course: what the learner is told about it before and while writing it.
public struct Exercise: Sendable {
  public enum Difficulty: Int, Sendable, Codable, CaseIterable, Comparable {
    case easy = 1, medium, hard

    public static func < (left: Difficulty, right: Difficulty) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// Chapter and place in it: "3.4".
  public let number: String
  public let title: Text
  /// The file under the chapter's folder that has the hole.
  public let file: String
  public let difficulty: Difficulty
  /// How long it takes who has read the chapter.
  public let minutes: Int
  /// A nudge, the formula, pseudocode, and where the solution does it.
  public let hints: [Text]
  /// The exercises whose code this one calls.
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

  /// The number of its chapter.
  public var chapter: Int { Int(number.prefix { $0 != "." }) ?? 0 }
}
