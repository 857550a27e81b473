import CourseKit
import Foundation

extension RunFolder {
  /// Whether `gpt instruct`, or the main job, has made an assistant of this run.
  public var hasAssistant: Bool {
    [assistantFile, assistantResultsFile].allSatisfy(FileManager.default.fileExists)
  }

  /// The run that a user named, or else the last one with an assistant. Throws `InputError` with the
  /// command to run where there is none.
  public static func findAssistant(
    _ name: String?, in parent: String = parent
  ) throws -> RunFolder {
    let isNamed = name?.isEmpty == false
    if !isNamed, let folder = all(in: parent).first(where: \.hasAssistant) { return folder }
    let folder = try find(name, having: \.modelFile, in: parent)
    guard folder.hasAssistant else {
      throw InputError(
        "The run \(folder.name) has no assistant yet: gpt instruct --run \(folder.reference) makes one.",
        "A execução \(folder.name) ainda não tem assistente: gpt instruct --run \(folder.reference) "
          + "cria um.")
    }
    return folder
  }
}

extension AssistantResponder {
  /// Reads one of a run's models: its assistant, what `gpt prefer` made of it, or its pretrained model
  /// as if it were one, to compare.
  ///
  /// Throws `InputError` where the run has not got so far.
  public init(
    readingFrom folder: RunFolder, model file: KeyPath<RunFolder, String> = \.assistantFile,
    isQuantized: Bool = false
  ) throws {
    guard let template = try folder.assistantResults()?.template else {
      preconditionFailure("\(folder.path) has no assistant: ask hasAssistant first")
    }
    guard FileManager.default.fileExists(atPath: folder[keyPath: file]) else {
      let command = "gpt prefer --run \(folder.reference)"
      throw InputError(
        "\(folder[keyPath: file]) is not there yet: \(command) makes it.",
        "\(folder[keyPath: file]) ainda não existe: \(command) cria o arquivo.")
    }
    let isPretrainedOnly = file == \.modelFile
    self.init(
      try TrainedModel(readingFrom: folder, parameters: file)
        .assistant(template, stopText: isPretrainedOnly ? "\n" : nil), isQuantized: isQuantized)
  }
}
