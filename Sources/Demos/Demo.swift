import CourseKit

/// A chapter's idea, walked through step by step with real tensors, ending in a picture.
///
/// It is made of the reference alone, never of the learner's modules: a demo runs whatever state the
/// exercises are in.
public protocol Demo: Sendable {
  /// From 0 to 8.
  var chapter: Int { get }
  /// What it shows, in a line without a full stop.
  var summary: Text { get }
  /// How long it trains on two cores without AVX-512; 0 for a moment.
  ///
  /// - Parameter hasRun: whether a run of the user's is there, whose model it then takes.
  func minutes(hasRun: Bool) -> Double
  /// What to try oneself afterwards: two or three questions.
  var questions: [Text] { get }

  /// Tells everything between the heading and the questions.
  func run(_ narrator: Narrator) throws
}

extension Demo {
  public func minutes(hasRun: Bool) -> Double { 0 }

  /// The whole demo: heading, steps, questions, and where to go on.
  ///
  /// - Throws: `Stopped` when the user pressed Ctrl-C; `InputError` when the picture cannot be
  ///   written.
  public func tell(_ narrator: Narrator) throws {
    let chapter = Catalogue.chapters[chapter]
    let hasRun =
      StoredRun.latest(in: narrator.runsFolder, language: narrator.language) != nil
    narrator.heading(chapter, summary, minutes(hasRun: hasRun))
    try run(narrator)
    narrator.ending(chapter, questions)
  }
}

/// All demos, in the order of their chapters.
public enum DemoCatalogue {
  public static let all: [any Demo] = [
    StepZeroDemo(), NextTokenDemo(), TextToNumbersDemo(), AttentionDemo(), GPTDemo(),
    PretrainingDemo(), FineTuningDemo(), InstructionTuningDemo(), ExtensionsDemo(),
  ]

  public static func demo(_ chapter: Int) -> (any Demo)? { all.first { $0.chapter == chapter } }
}

/// Where a chapter's text is, and how its picture is called.
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

  /// From the course's folder on.
  static func path(_ chapter: Int, _ language: Language) -> String {
    "Course/\(language.rawValue)/\(slug(chapter, language)).md"
  }
}
