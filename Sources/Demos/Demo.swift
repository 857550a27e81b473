import Catalogue
import CourseKit

/// A chapter's idea, walked through step by step with real tensors, ending in a figure.
///
/// A demo uses the reference alone, never the learner's modules, so it runs in whatever state the
/// exercises are.
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

/// All demos, in chapter order.
package enum DemoCatalogue {
  package static let all: [any Demo] = [
    StepZeroDemo(), NextTokenDemo(), TextToNumbersDemo(), AttentionDemo(), GPTDemo(),
    PretrainingDemo(), FineTuningDemo(), InstructionTuningDemo(), ExtensionsDemo(),
  ]

  /// The demo of a chapter; nil if it has none.
  package static func demo(_ chapter: Int) -> (any Demo)? { all.first { $0.chapter == chapter } }
}

/// The location of a chapter's text, and the name of its figure.
enum ChapterText {
  private static let slugs = [
    Text("00-step-zero", "00-passo-zero"),
    Text("01-what-an-llm-is", "01-o-que-e-um-llm"),
    Text("02-text-to-numbers", "02-texto-vira-numero"),
    Text("03-attention", "03-atencao"),
    Text("04-gpt-from-scratch", "04-gpt-do-zero"),
    Text("05-pretraining", "05-pre-treinamento"),
    Text(verbatim: "06-fine-tuning"),
    Text(verbatim: "07-instruction-tuning"),
    Text("08-extensions", "08-extras"),
  ]

  /// `03-attention`, `03-atencao`.
  static func slug(_ chapter: Int, _ language: Language) -> String {
    slugs[chapter].in(language)
  }

  /// The path relative to the course's folder.
  static func path(_ chapter: Int, _ language: Language) -> String {
    "Course/\(language.rawValue)/\(slug(chapter, language)).md"
  }
}
