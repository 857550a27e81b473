import Catalogue
import CourseKit
import Narration

/// A chapter's idea, walked through step by step with real tensors, ending in a figure.
///
/// It is compiled twice: into `course` with the reference alone, so that it runs in whatever state the
/// exercises are; and, where these pass, on the learner's modules in their place.
package protocol Demo: Sendable {
  /// From 0 to 8.
  var chapter: Int { get }
  /// What it shows, in one line without a full stop.
  var summary: Text { get }
  /// The training time in minutes on two cores without AVX-512; 0 if it is negligible.
  ///
  /// - Parameter hasRun: whether the user has a run, whose model the demo then uses.
  func minutes(hasRun: Bool) -> Double
  /// Two or three questions to try out afterwards.
  var questions: [Text] { get }

  /// Shows everything between the heading and the questions.
  func run(_ narrator: Narrator) throws
}

extension Demo {
  package func minutes(hasRun: Bool) -> Double { 0 }

  /// Shows the whole demo: heading, steps, questions, and where to go next.
  ///
  /// - Throws: `Stopped` if the user pressed Ctrl-C; `InputError` if the figure cannot be written.
  package func tell(_ narrator: Narrator) throws {
    let chapter = Catalogue.chapters[chapter]
    let hasRun =
      StoredRun.latest(in: narrator.runsFolder, language: narrator.language) != nil
    narrator.heading(chapter, summary, minutes(hasRun: hasRun))
    try run(narrator)
    narrator.ending(chapter, questions)
  }
}
