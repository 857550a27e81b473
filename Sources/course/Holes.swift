import CourseKit

/// The places that wait for the learner's code: `todo("3.4")`.
struct Holes {
  struct Place: Equatable {
    /// From the course's folder on.
    let file: String
    let line: Int
    var description: String { "\(file):\(line)" }
  }

  /// What is still to be filled, by exercise.
  private(set) var open: [String: [Place]] = [:]
  /// How many holes an exercise has in all, as the marks in Solutions say.
  private(set) var counts: [String: Int] = [:]
  /// The files that have an exercise's holes, from the chapter's folder on.
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
        for (exercise, line) in Holes.todos(in: try project.read("\(exercises)/\(file)")) {
          open[exercise, default: []].append(Place(file: path, line: line))
        }
      }
    }
  }

  /// The holes of a text and their lines, without those that are commented out.
  static func todos(in source: String) -> [(exercise: String, line: Int)] {
    source.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .flatMap { index, line -> [(String, Int)] in
        let code = line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
        return code.split(separator: "todo(\"", omittingEmptySubsequences: false).dropFirst()
          .compactMap { rest in
            rest.firstIndex(of: "\"").map { (String(rest[..<$0]), index + 1) }
          }
      }
  }

  /// Whether a hole of the exercise is still open.
  func isOpen(_ exercise: Exercise) -> Bool { open[exercise.number] != nil }
}
