import Corpora
import CourseKit
import Runs
import TokenizationSolution
import TransformerSolution

extension StoredRun {
  /// Reads the run's tokenizer and its pretrained model, or the assistant tuned from it.
  ///
  /// - Throws: `InputError` if a file is damaged or belongs to another run.
  func model(isAssistant: Bool = false) throws -> SmallWorldModel {
    let file = isAssistant ? \RunFolder.assistantFile : \.modelFile
    let (configuration, tokenizer, model) = try folder.read(
      file,
      tokenizer: { try ByteLevelBPE(tokens: $0, merges: $1, specialTokens: $2) },
      model: { GPT($0, using: &$1) })
    return SmallWorldModel(
      world: SmallWorld(language: configuration.language ?? .english, seed: configuration.seed),
      tokenizer: tokenizer, model: model,
      origin: .run(path: folder[keyPath: file], isAssistant: isAssistant))
  }
}
