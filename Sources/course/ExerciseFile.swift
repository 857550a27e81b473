import Catalogue
import CourseKit

/// A learner's file with the stub and the solution it comes from.
struct ExerciseFile {
  /// Relative to the course's folder.
  let name: String
  let path: String
  let solution: String
  let stub: String
  let own: String

  /// The files that contain the holes of an exercise.
  static func all(of exercise: Exercise, in project: Project) throws -> [ExerciseFile] {
    let chapter = Catalogue.chapters[exercise.chapter]
    return try (Holes(in: project).files[exercise.number] ?? []).map { file in
      let path = "\(project.exerciseFolder(chapter))/\(file)"
      let source = "\(project.solutionFolder(chapter))/\(file)"
      let solution = try project.read(source)
      do {
        return ExerciseFile(
          name: project.short(path), path: path, solution: solution,
          stub: try Stub.make(from: solution), own: project.readOwn(path))
      } catch let error as Stub.MarkError {
        throw InputError("\(source), \(error).", "\(source), \(error).")
      }
    }
  }

  /// The solution's code for the holes of an exercise, hole by hole.
  func reference(for exercise: String) -> [[Substring]] {
    var holes: [[Substring]] = []
    var isInside = false
    for line in solution.split(separator: "\n", omittingEmptySubsequences: false) {
      if Stub.mark("begin", in: line) == exercise {
        isInside = true
        holes.append([])
      } else if Stub.mark("end", in: line) == exercise {
        isInside = false
      } else if isInside {
        holes[holes.count - 1].append(line)
      }
    }
    return holes
  }
}
