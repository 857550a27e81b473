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
  /// Reads the assistant of a run, or its pretrained model as if it were one, to compare.
  public init(
    readingFrom folder: RunFolder, isPretrainedOnly: Bool = false, isQuantized: Bool = false
  ) throws {
    guard let template = try folder.assistantResults()?.template else {
      preconditionFailure("\(folder.path) has no assistant: ask hasAssistant first")
    }
    let model =
      try isPretrainedOnly
      ? TrainedModel(readingFrom: folder) : TrainedModel(assistantOf: folder)
    self.init(
      model.assistant(template, stopText: isPretrainedOnly ? "\n" : nil), isQuantized: isQuantized)
  }
}
