import Corpora
import CourseKit
import Formats
import Foundation
import PretrainingSolution
import Tensors
import TokenizationSolution
import TransformerSolution

/// A run under `runs/` that the user trained with `gpt`: a better model than a demo has time to
/// train.
struct StoredRun {
  /// The folder's path.
  let path: String

  private struct Configuration: Decodable {
    struct Source: Decodable {
      struct World: Decodable { let language: Language }
      let smallWorld: World?
    }
    struct Plan: Decodable {
      struct Schedule: Decodable { let totalSteps: Int }
      let schedule: Schedule
    }
    let source: Source
    let seed: UInt64
    let model: GPTConfiguration
    let plan: Plan

    /// Whether the values are plausible. The file may contain anything.
    var isPossible: Bool {
      (300...100_000).contains(model.vocabularySize) && (64...4096).contains(model.contextLength)
        && (1...64).contains(model.layerCount) && (1...4096).contains(model.width)
        && (1...model.width).contains(model.headCount) && model.width % model.headCount == 0
        && (0..<1).contains(model.dropoutRate) && (0...1).contains(model.normEpsilon)
    }
  }

  private let configuration: Configuration

  /// With fewer steps, a run is no better than what a demo trains itself.
  static let leastSteps = 2_500

  /// The most recent small-world run in this language with enough training steps; nil if there is
  /// none.
  static func latest(in folder: String?, language: Language) -> StoredRun? {
    guard let folder,
      let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    else { return nil }
    return names.compactMap { StoredRun(path: "\(folder)/\($0)", language: language) }
      .max { ($0.lastChange, $0.path) < ($1.lastChange, $1.path) }
  }

  private init?(path: String, language: Language) {
    guard let data = FileManager.default.contents(atPath: "\(path)/configuration.json"),
      let configuration = try? JSONDecoder().decode(Configuration.self, from: data),
      configuration.source.smallWorld?.language == language, configuration.isPossible,
      configuration.plan.schedule.totalSteps >= Self.leastSteps,
      FileManager.default.fileExists(atPath: "\(path)/model.safetensors")
    else { return nil }
    self.path = path
    self.configuration = configuration
  }

  private var lastChange: Date {
    let attributes = try? FileManager.default.attributesOfItem(atPath: "\(path)/model.safetensors")
    return attributes?[.modificationDate] as? Date ?? .distantPast
  }

  var hasAssistant: Bool {
    FileManager.default.fileExists(atPath: "\(path)/assistant.safetensors")
  }

  /// Reads the run's tokenizer and its pretrained model, or the assistant tuned from it.
  ///
  /// - Throws: `InputError` if a file is damaged or belongs to another run.
  func model(isAssistant: Bool = false) throws -> SmallWorldModel {
    let vocabulary = try GPT2Vocabulary(
      vocabularyPath: "\(path)/vocab.json", mergesPath: "\(path)/merges.txt")
    let tokenizer = try ByteLevelBPE(
      tokens: vocabulary.tokens,
      merges: vocabulary.merges.map { (left: $0.first, right: $0.second) })
    guard tokenizer.vocabularySize == configuration.model.vocabularySize else {
      throw InputError(
        "\(path): the tokenizer is not that of the model: restore the run's files, or delete it.",
        "\(path): o tokenizador não é o do modelo: restaure os arquivos da execução ou apague-a.")
    }
    let file = "\(path)/\(isAssistant ? "assistant" : "model").safetensors"
    let stored = try SafetensorsFile(readingFrom: file)
    // Check the shapes first: a damaged configuration could ask for gigabytes that the file does
    // not have.
    let (size, width) = (configuration.model, configuration.model.width)
    guard stored.shape(of: "wte.weight") == [size.vocabularySize, width],
      stored.shape(of: "wpe.weight") == [size.contextLength, width],
      stored.shape(of: "h.\(size.layerCount - 1).mlp.c_proj.weight") == [4 * width, width]
    else { throw damaged(file) }
    var generator = SeededGenerator(seed: 0)
    var model = GPT(configuration.model, using: &generator)
    try model.load(from: stored, path: file)
    guard model.parameters.allSatisfy({ $0.tensor.scalars.allSatisfy(\.isFinite) }) else {
      throw damaged(file)
    }
    let language = configuration.source.smallWorld!.language
    return SmallWorldModel(
      world: SmallWorld(language: language, seed: configuration.seed), tokenizer: tokenizer,
      model: model, origin: .run(path: file, isAssistant: isAssistant))
  }

  private func damaged(_ file: String) -> InputError {
    InputError(
      "\(file) is not the model that \(path)/configuration.json tells of, or is damaged: restore the "
        + "run's files, or delete it.",
      "\(file) não é o modelo que \(path)/configuration.json descreve, ou está danificado: restaure os "
        + "arquivos da execução ou apague-a.")
  }
}
