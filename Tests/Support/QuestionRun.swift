import CourseKit
import Pipeline
import Runs

/// Calls `body` with the folder of a run of a few steps whose context holds a passage with its
/// question; its model serves as its assistant, too, if so wanted.
package func withQuestionRun(
  language: Language = .english, hasAssistant: Bool = false, named name: String = "a",
  configure: (inout GPTConfiguration) -> Void = { _ in }, _ body: (RunFolder) throws -> Void
) throws {
  try withTemporaryFolder { parent in
    var configuration = tinyConfiguration(
      steps: 6, source: .smallWorld(language: language, documentCount: 60))
    configuration.model.contextLength = 128
    configure(&configuration.model)
    let folder = try RunFolder.make(named: name, in: "\(parent)/runs")
    var run = try PretrainingRun(
      beginning: configuration, in: folder, data: data(for: configuration))
    try run.train()
    if hasAssistant { try folder.save(run.model, emptyResults(language: language)) }
    try body(folder)
  }
}
