import Console
import CourseKit

/// How all exercises stand now, found from the code and, where there is code, from the graders.
struct Assessment {
  let project: Project
  let track: Track
  let holes: Holes
  private(set) var results: [ExerciseResult] = []
  /// The compiler's complaints, where the graders could not be built.
  private(set) var buildReport: String?
  private(set) var problems: [BuildProblem] = []

  var nextStep: ExerciseResult? { results.nextStep }

  func result(_ exercise: Exercise) -> ExerciseResult? {
    results.first { $0.exercise.number == exercise.number }
  }

  /// Grades what is selected and has code. Nil if the user stopped it.
  ///
  /// - Parameters:
  ///   - selection: what must be known; the rest keeps what is known without running anything.
  ///   - usesNote: whether what has passed with these very sources need not run again.
  static func make(
    in project: Project, selection: Selection = .all, usesNote: Bool, language: Language
  ) throws -> Assessment? {
    let track = try Track.current()
    let holes = try Holes(in: project)
    let key = SourceKey.make(of: project, track: track)
    var note = PassedNote(in: project, key: key)
    var assessment = Assessment(project: project, track: track, holes: holes)
    func isWritten(_ exercise: Exercise) -> Bool {
      track.isSolution(exercise.chapter) || !holes.isOpen(exercise)
    }
    let toGrade = selection.exercises.filter {
      isWritten($0) && !(usesNote && note.contains($0.number))
    }
    var graded: [String: ExerciseResult] = [:]
    if !toGrade.isEmpty {
      guard
        let run = try GraderRun.run(
          GraderRun.filter(for: toGrade), in: project, language: language)
      else { return nil }
      if run.stream.tests.isEmpty, !run.problems.isEmpty || !run.stream.hasEnded {
        assessment.problems = run.problems
        assessment.buildReport = BuildProblem.report(
          run.problems, log: run.log, in: project, language)
        for exercise in toGrade {
          graded[exercise.number] = ExerciseResult(
            exercise: exercise, outcome: .failed,
            message: language.text("It does not compile yet.", "Ainda não compila."))
        }
      } else {
        let results = run.results(for: toGrade, language)
        for result in results { graded[result.exercise.number] = result }
        // A file that was saved meanwhile may or may not have been in that build.
        if SourceKey.make(of: project, track: track) == key { note.update(with: results) }
      }
    }
    assessment.results = Catalogue.exercises.map { exercise in
      if let result = graded[exercise.number] { return result }
      guard isWritten(exercise) else { return .notStarted(exercise) }
      return ExerciseResult(
        exercise: exercise, outcome: note.contains(exercise.number) ? .passed : .failed,
        message: note.contains(exercise.number)
          ? "" : language.text("Not graded yet.", "Ainda não corrigido."))
    }
    return assessment
  }
}

extension GraderRun {
  /// Matches the tests of these exercises: their names begin with the number.
  static func filter(for exercises: [Exercise]) -> String {
    let numbers = exercises.map { $0.number.split(separator: ".").joined(separator: "\\.") }
    return "`(\(numbers.joined(separator: "|"))) "
  }
}
