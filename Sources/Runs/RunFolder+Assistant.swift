import CourseKit
import Foundation

extension RunFolder {
  /// Whether `gpt instruct`, or the main job, has made an assistant of this run.
  public var hasAssistant: Bool {
    [assistantFile, assistantResultsFile].allSatisfy(FileManager.default.fileExists)
  }

  /// The run that a user named, or else the last one with an assistant; for its pretrained model, any
  /// that is trained. Throws `InputError` with the command to run where there is none.
  public static func findAssistant(
    _ name: String?, model file: KeyPath<RunFolder, String> = \.assistantFile,
    in parent: String = parent
  ) throws -> RunFolder {
    guard file != \.modelFile else { return try find(name, having: file, in: parent) }
    let isNamed = name?.isEmpty == false
    if !isNamed, let folder = all(in: parent).first(where: \.hasAssistant) { return folder }
    let folder = try find(name, having: \.modelFile, in: parent)
    guard folder.hasAssistant else { throw folder.noAssistant }
    return folder
  }
}

extension RunFolder {
  /// What was measured on the run's assistant, which says how questions must be put to it.
  public func requiredAssistantResults() throws -> AssistantResults {
    guard let results = try assistantResults() else { throw noAssistant }
    return results
  }

  private var noAssistant: InputError {
    InputError(
      "The run \(name) has no assistant yet: gpt instruct --run \(reference) makes one.",
      "A execução \(name) ainda não tem assistente: gpt instruct --run \(reference) cria um.")
  }

  /// Throws where what `gpt prefer` has made is of an assistant that is no longer there: its questions
  /// may have been put in another form.
  public func requirePreferredOfAssistant() throws {
    guard FileManager.default.fileExists(atPath: preferredFile) else { return }
    _ = try preferenceResults()
    let base = try mark(of: preferredFile, as: "base")
    guard try base == mark(of: assistantFile), base != nil else {
      throw InputError(
        "\(preferredFile) was made from another assistant than \(assistantFile): make it anew with "
          + "gpt prefer --run \(reference).",
        "\(preferredFile) foi feito a partir de um assistente que não é o de \(assistantFile): refaça-o com "
          + "gpt prefer --run \(reference).")
    }
  }
}
