import CourseKit

/// A chapter of the course with its exercises, in the order in which they are solved.
public struct Chapter: Sendable {
  public let number: Int
  /// The name of its module, and the end of its folder's name: `Attention`.
  public let module: String
  public let title: Text
  public let exercises: [Exercise]

  public init(_ number: Int, module: String, title: Text, exercises: [Exercise]) {
    self.number = number
    self.module = module
    self.title = title
    self.exercises = exercises
  }

  /// The name of its folder: `03-Attention`.
  public var folder: String { "0\(number)-\(module)" }
}

/// All chapters and exercises: what there is to solve, how hard it is, and the hints.
public enum Catalogue {
  public static let chapters: [Chapter] = [
    foundations, nextToken, tokenization, attention, transformer, pretraining, fineTuning,
    instructionTuning, extensions,
  ]

  public static var exercises: [Exercise] { chapters.flatMap(\.exercises) }

  /// The exercise with this number, such as "3.4"; nil if there is none.
  public static func exercise(_ number: String) -> Exercise? {
    exercises.first { $0.number == number }
  }
}
