import Charts
import Console
import CourseKit
import Formats
import Foundation
import Pretraining
import Runs

/// The page that shows what came of a run: `report.html`, one file that needs no network.
///
/// Everything in it is worked out from the run's folder, so the same folder gives the same bytes. What
/// the folder has not got yet is a line that says which command makes it.
public struct RunReport: Sendable {
  let folder: RunFolder
  /// The language of the page, not necessarily that of the text.
  let language: Language
  let trained: TrainedModel
  let metrics: RunMetrics
  let classification: ClassificationResults?
  let assistantResults: AssistantResults?
  /// The model that instruction tuning left.
  let tuned: TrainedModel?

  /// Reads what there is. Throws `InputError` where a file is missing or damaged.
  public init(of folder: RunFolder, language: Language) throws {
    self.folder = folder
    self.language = language
    trained = try TrainedModel(readingFrom: folder)
    metrics = try folder.metricsOfModel()
    classification = try folder.classificationResults()
    assistantResults = try folder.assistantResults()
    let isTuned = FileManager.default.fileExists(atPath: folder.assistantFile)
    tuned = isTuned && assistantResults != nil ? try TrainedModel(assistantOf: folder) : nil
  }

  /// The whole page. Throws ``LogitsError``.
  public func html() throws -> String {
    let text = try trained.read(
      from: trained.promptTokens, maxTokens: 60, decoding: Decoding(topP: 0.9))
    return try HTMLPage(
      title: language.text("A GPT from scratch: ", "Um GPT do zero: ") + folder.name,
      lead: language.html(
        """
        What one training run made of a model that knew nothing: how it learned, how it chooses \
        its words, what it looks at, and what it can do.
        """,
        """
        O que um treino fez de um modelo que não sabia nada: como ele aprendeu, como escolhe as \
        palavras, para onde olha e o que sabe fazer.
        """),
      language: language,
      sections: [
        summary, loss, decoding(text), tokens(text), attention(), classifier, assistant,
        configuration, reproduction,
      ]
    ).text
  }

  /// Writes the page into the run's folder.
  public func write() throws { try AtomicFile.write(html(), to: folder.reportFile) }

  // MARK: What all sections use

  func section(
    _ name: String, _ english: String, _ portuguese: String, _ content: [HTML]
  ) -> HTMLPage.Section {
    HTMLPage.Section(name, title: language.text(english, portuguese), content)
  }

  func number(_ value: Double, _ places: Int) -> String { decimal(value, places, language) }

  /// The line to type for a command on this run. The page may be passed on, so of where the run is
  /// kept it shows the name alone.
  func command(_ words: String) -> String {
    "\(ReportReproduction.program) \(words) --run \(shellQuoted(folder.name))"
  }

  /// What stands where there is nothing to show yet.
  func missing(_ english: HTML, _ portuguese: HTML, command words: String) -> [HTML] {
    [.note(language.html(english, portuguese)), .commands([command(words)])]
  }
}
