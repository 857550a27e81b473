import Catalogue
import CourseKit
import Foundation

/// The result of an exercise, for other programs.
struct ExportedResult: Codable, Equatable {
  let exercise: String
  let chapter: Int
  let title: String
  let outcome: Outcome
  /// False if the code was not graded: then `failed` only means that it has not passed.
  let isGraded: Bool
  let message: String
  let printed: String
  let needs: String?
  let seconds: Double?
  /// Whether the reference was graded instead of the learner's code.
  let isReference: Bool

  init(_ result: ExerciseResult, track: ChosenTrack, _ language: Language) {
    exercise = result.exercise.number
    chapter = result.exercise.chapter
    title = result.exercise.title.in(language)
    outcome = result.outcome
    isGraded = result.isGraded
    message = result.message
    printed = result.printed
    needs = result.blocker
    seconds = result.seconds
    isReference = track.isSolution(result.exercise.chapter)
  }

  private struct Document: Encodable {
    let track: String
    let passed: Int
    let failed: Int
    let notGraded: Int
    let blocked: Int
    let notStarted: Int
    let buildErrors: [BuildProblem]
    let exercises: [ExportedResult]
  }

  /// The results as JSON with sorted keys.
  static func json(
    _ assessment: Assessment, chosen: [ExerciseResult], _ language: Language
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let document = Document(
      track: assessment.track.sentence(language), passed: chosen.count(.passed),
      failed: chosen.count { $0.outcome == .failed && $0.isGraded },
      notGraded: chosen.count { !$0.isGraded }, blocked: chosen.count(.blocked),
      notStarted: chosen.count(.notStarted), buildErrors: assessment.problems,
      exercises: chosen.map { ExportedResult($0, track: assessment.track, language) })
    return String(decoding: try encoder.encode(document), as: UTF8.self)
  }
}
