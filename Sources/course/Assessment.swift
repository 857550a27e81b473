import Catalogue
import Console
import CourseKit

/// The current state of all exercises, from the code and, where there is code, from the graders.
struct Assessment {
  let project: Project
  let track: ChosenTrack
  let holes: Holes
  private(set) var results: [ExerciseResult] = []
  /// The compiler errors, if the graders could not be built.
  private(set) var buildReport: String?
  private(set) var problems: [BuildProblem] = []

  var nextStep: ExerciseResult? { results.nextStep }

  func result(_ exercise: Exercise) -> ExerciseResult? {
    results.first { $0.exercise.number == exercise.number }
  }

  /// Grades the selected exercises that have code.
  ///
  /// Nothing is cached between calls: all graders together take a second or two.
  ///
  /// - Parameter selection: the exercises to grade. Of the others, only whether they are written is
  ///   determined.
  /// - Throws: `Stopped` if the user stopped the graders.
  static func make(
    in project: Project, selection: Selection = .all, language: Language
  ) throws -> Assessment {
    let track = try ChosenTrack.current()
    let holes = try Holes(in: project)
    var assessment = Assessment(project: project, track: track, holes: holes)
    func isWritten(_ exercise: Exercise) -> Bool {
      track.isSolution(exercise.chapter) || !holes.isUntouched(exercise)
    }
    // Also grade the exercises that these depend on, so that a mistake is reported where it is.
    let needs = Set(
      selection.exercises.filter(isWritten).flatMap(\.needs)
    ).compactMap(Catalogue.exercise).filter {
      isWritten($0) && !track.isSolution($0.chapter)
    }
    let chosen = selection.exercises.filter(isWritten)
    let toGrade =
      chosen.isEmpty
      ? [] : chosen + needs.filter { need in !chosen.contains { $0.number == need.number } }
    let graded = try assessment.grade(toGrade, language)
    assessment.results = Catalogue.exercises.map { exercise in
      if let result = graded[exercise.number] { return result }
      guard track.isSolution(exercise.chapter) || !holes.isOpen(exercise) else {
        return ExerciseResult(exercise: exercise, outcome: .notStarted).withHoles(holes)
      }
      return ExerciseResult(
        exercise: exercise, outcome: .failed,
        message: language.text("Not graded yet.", "Ainda não corrigido."), isGraded: false)
    }.markingReference(track).namingFailingNeeds(language)
    return assessment
  }

  /// The grading results of these exercises, by number.
  ///
  /// A chapter that does not compile does not hold back those before it: they are graded without
  /// it.
  private mutating func grade(
    _ exercises: [Exercise], _ language: Language
  ) throws -> [String: ExerciseResult] {
    var graded: [String: ExerciseResult] = [:]
    var left = exercises
    while !left.isEmpty {
      let run = try GraderRun.run(
        GraderRun.filter(for: left), chapters: left.map(\.chapter), in: project,
        language: language)
      let isBuilt = !run.stream.tests.isEmpty || run.problems.isEmpty && run.stream.hasEnded
      if isBuilt {
        for result in run.results(for: left, language) {
          graded[result.exercise.number] = result.withHoles(holes)
        }
        break
      }
      problems += run.problems
      let report = BuildProblem.report(run.problems, log: run.log, in: project, language)
      buildReport = buildReport.map { "\($0)\n\n\(report)" } ?? report
      let broken = run.problems.compactMap(\.chapter).min() ?? 0
      for exercise in left where exercise.chapter >= broken {
        graded[exercise.number] = ExerciseResult(
          exercise: exercise, outcome: .failed,
          message: run.whyNotGraded(exercise, language), isGraded: false)
      }
      left = left.filter { $0.chapter < broken }
    }
    return graded
  }
}

extension [ExerciseResult] {
  /// The same results, each marked as the reference's or not.
  fileprivate func markingReference(_ track: ChosenTrack) -> [ExerciseResult] {
    map { result in
      var result = result
      result.isReference = track.isSolution(result.exercise.chapter)
      return result
    }
  }
}

extension GraderRun {
  /// Why an exercise has no result, if nothing could be built or run.
  fileprivate func whyNotGraded(_ exercise: Exercise, _ language: Language) -> String {
    guard let problem = problems.first else {
      return language.text(
        "Not graded: the graders could not be built or run.",
        "Sem correção: não foi possível compilar ou rodar os corretores.")
    }
    let folder = "Exercises/\(Catalogue.chapters[exercise.chapter].folder)/"
    let file = problems.first { $0.file.hasPrefix(folder) }?.file ?? problem.file
    return language.text(
      "Not graded: \(file) does not compile yet.", "Sem correção: \(file) ainda não compila.")
  }

  /// A filter for the tests of these exercises, whose names begin with the number.
  static func filter(for exercises: [Exercise]) -> String {
    let numbers = exercises.map { $0.number.split(separator: ".").joined(separator: "\\.") }
    return "`(\(numbers.joined(separator: "|"))) "
  }
}
