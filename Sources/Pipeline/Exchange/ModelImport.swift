import CourseKit
import Formats
import Foundation
import Runs
import Tensors
import Tokenization

/// A model of the GPT-2 family in a Hugging Face folder, read so far that it can become a run.
///
/// Sizes, tokenizer and the headers of the weights are checked; the weights themselves are read when the run is
/// written, one after the other.
public struct ModelImport: Sendable {
  /// Where it was read from.
  public let path: String
  public let configuration: RunConfiguration
  public let tokenizer: HuggingFaceTokenizer
  /// The names of tensors that a language model has no place for, such as the head of a classifier.
  public let leftOut: [String]
  private let weights: HuggingFaceWeights

  /// Throws `InputError` where the folder holds no model of the family, or one that cannot fit into memory.
  public init(readingFrom path: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else {
      throw InputError(
        "\(path) is not a folder: name the one with config.json, the weights and the tokenizer.",
        "\(path) não é uma pasta: indique a que tem config.json, os pesos e o tokenizador.")
    }
    let file = path + "/config.json"
    let foreign = try HuggingFaceConfiguration(readingFrom: file)
    let run = RunConfiguration(of: foreign, from: path)
    guard run.isPossible else {
      throw InputError(
        "\(file): no model has such sizes: download the file again.",
        "\(file): nenhum modelo tem esses tamanhos: baixe o arquivo de novo.")
    }
    try run.requireMemory(forTraining: false)
    self.path = path
    configuration = run
    weights = try HuggingFaceWeights(readingFrom: path)
    leftOut = try weights.requireShapes(run.model.parameterShapes, tiesHead: run.model.tiesHead)
    tokenizer = try HuggingFaceTokenizer(readingFrom: path, count: run.model.vocabularySize)
    try tokenizer.requireEveryByte(in: path)
    // That no pair is merged twice, the tokenizer itself knows.
    _ = try ByteLevelBPE(
      tokens: tokenizer.vocabulary.tokens, merges: tokenizer.vocabulary.pairs,
      specialTokens: tokenizer.specialTokens + tokenizer.addedTokens)
  }

  /// Whether texts end as GPT-2's do. Without that token no assistant can be tuned.
  public var hasEndOfText: Bool {
    tokenizer.specialTokens.contains(HuggingFaceTokenizer.endOfText)
  }

  /// How many numbers the model has.
  public var parameterCount: Int {
    configuration.model.parameterShapes.reduce(0) { $0 + $1.shape.count }
  }

  /// Makes a run of it. The configuration comes last: a folder without one is no run yet.
  ///
  /// Memory: the model once.
  /// - Parameter check: called between the tensors; throws to stop.
  public func write(to folder: RunFolder, check: () throws -> Void = {}) throws {
    var tensors: [(name: String, tensor: Tensor)] = []
    for (name, shape) in configuration.model.parameterShapes {
      let tensor = try weights.tensor(name, shape: shape, tiesHead: configuration.model.tiesHead)
      guard tensor.isFinite else {
        throw InputError(
          "\(weights.path): \(name) holds a value that is not a number: download the file again.",
          "\(weights.path): \(name) contém um valor que não é número: baixe o arquivo de novo.")
      }
      tensors.append((name, tensor))
      try check()
    }
    try SafetensorsFile.write(tensors, to: folder.modelFile)
    try check()
    try folder.save(tokenizer)
    try folder.save(RunMetrics(bigramLoss: 0))
    try folder.save(configuration)
  }
}

extension RunConfiguration {
  /// Of a model that was trained elsewhere. What it says of training is what tuning begins with.
  fileprivate init(of foreign: HuggingFaceConfiguration, from path: String) {
    let model = GPTConfiguration(
      vocabularySize: foreign.vocabularySize, contextLength: foreign.contextLength,
      layerCount: foreign.layerCount, headCount: foreign.headCount, width: foreign.embeddingWidth,
      dropoutRate: Float(foreign.dropoutRate), activation: foreign.activation,
      tiesHead: foreign.tiesWordEmbeddings, normEpsilon: Float(foreign.layerNormEpsilon))
    let name = URL(fileURLWithPath: path).standardizedFileURL.lastPathComponent
    self.init(
      source: .imported(name: name, smallWorld: foreign.smallWorld), seed: 1, model: model,
      plan: TrainingPlan(
        schedule: LearningRateSchedule(peak: 1e-4, minimum: 1e-5, warmUpSteps: 0, totalSteps: 1),
        batchSize: 1),
      evaluationInterval: 1,
      prompt: foreign.smallWorld?.text("Yesterday", "Ontem") ?? "The")
  }
}
