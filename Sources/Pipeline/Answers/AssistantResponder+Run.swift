import CourseKit
import Foundation
import InstructionTuning
import Runs

extension AssistantResponder {
  /// Reads one of a run's models: its assistant, what `gpt prefer` made of it, or its pretrained model
  /// as if it were one, to compare.
  ///
  /// Throws `InputError` where the run has not got so far.
  public init(
    readingFrom folder: RunFolder, model file: KeyPath<RunFolder, String> = \.assistantFile,
    isQuantized: Bool = false
  ) throws {
    let isPretrainedOnly = file == \.modelFile
    // Before any tuning a question is put as in the documents of the small world.
    let results =
      isPretrainedOnly ? try folder.assistantResults() : try folder.requiredAssistantResults()
    let template =
      try results.map { PromptTemplate($0.template) }
      ?? PromptTemplate(language: folder.configuration().language ?? .english, style: .passage)
    if file == \.preferredFile { try folder.requirePreferredOfAssistant() }
    guard FileManager.default.fileExists(atPath: folder[keyPath: file]) else {
      let command = "gpt prefer --run \(folder.reference)"
      throw InputError(
        "\(folder[keyPath: file]) is not there yet: \(command) makes it.",
        "\(folder[keyPath: file]) ainda não existe: \(command) cria o arquivo.")
    }
    self.init(
      try TrainedModel(readingFrom: folder, parameters: file)
        .assistant(template, stopText: isPretrainedOnly ? "\n" : nil),
      inference: isQuantized ? .int8 : .cached)
  }
}
