import Catalogue
import CourseKit

/// The places that are waiting for the learner's code: `todo("3.4")`.
struct Holes {
  struct Place: Equatable {
    /// Relative to the course's folder.
    let file: String
    let line: Int
    var description: String { "\(file):\(line)" }
  }

  /// The holes that are still open, by exercise.
  private(set) var open: [String: [Place]] = [:]
  /// The total number of holes of each exercise, according to the marks in Solutions.
  private(set) var counts: [String: Int] = [:]
  /// The files that contain an exercise's holes, relative to the chapter's folder.
  private(set) var files: [String: [String]] = [:]

  init(in project: Project) throws {
    for chapter in Catalogue.chapters {
      let solutions = project.solutionFolder(chapter)
      for file in project.swiftFiles(in: solutions) {
        let source = try project.read("\(solutions)/\(file)")
        for exercise in Stub.exercises(in: source) { files[exercise, default: []].append(file) }
        for line in source.split(separator: "\n") {
          if let mark = Stub.mark("begin", in: line) { counts[mark, default: 0] += 1 }
        }
      }
      let exercises = project.exerciseFolder(chapter)
      for file in project.swiftFiles(in: exercises) {
        let path = project.short("\(exercises)/\(file)")
        for (exercise, line) in Holes.todos(in: project.readOwn("\(exercises)/\(file)")) {
          open[exercise, default: []].append(Place(file: path, line: line))
        }
      }
    }
  }

  /// The holes in a text with their lines, except those that are commented out.
  static func todos(in source: String) -> [(exercise: String, line: Int)] {
    var depth = 0  // of nested /* comments
    return source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
      .flatMap { index, line -> [(String, Int)] in
        code(of: line, &depth).split(separator: "todo(\"", omittingEmptySubsequences: false)
          .dropFirst().compactMap { rest in
            rest.firstIndex(of: "\"").map { (String(rest[..<$0]), index + 1) }
          }
      }
  }

  /// A line without its comments. `depth` is the nesting depth of block comments at the start of
  /// the line, and is updated to that at its end.
  private static func code(of line: Substring, _ depth: inout Int) -> String {
    var (code, rest, isString) = ("", line, false)
    while let next = rest.first {
      if depth == 0, isString {
        if next == "\\" {
          code.append(rest.removeFirst())
        } else if next == "\"" {
          isString = false
        }
      } else if rest.hasPrefix("/*") || depth > 0 && rest.hasPrefix("*/") {
        depth += rest.hasPrefix("/*") ? 1 : -1
        rest = rest.dropFirst(2)
        continue
      } else if depth > 0 {
        rest.removeFirst()
        continue
      } else if rest.hasPrefix("//") {
        break
      } else if next == "\"" {
        isString = true
      }
      if !rest.isEmpty { code.append(rest.removeFirst()) }
    }
    return code
  }

  /// Whether the exercise still has an open hole.
  func isOpen(_ exercise: Exercise) -> Bool { open[exercise.number] != nil }

  /// Whether none of the exercise's holes has been filled.
  func isUntouched(_ exercise: Exercise) -> Bool {
    isOpen(exercise) && open[exercise.number]?.count ?? 0 >= counts[exercise.number] ?? 0
  }
}
