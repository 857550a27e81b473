import CourseKit
import Grading
import Tensors
import Transformer
import TransformerSolution

/// The parameters of a small model, and the tokens that it reads.
struct ModelInput: Sendable {
  let configuration: GPTConfiguration
  /// Every parameter, in visiting order.
  var parameters: [Tensor]
  let tokens: TokenBatch
}

extension ModelInput {
  /// A model of width 4 with two heads and a vocabulary of 6, with random parameters.
  init(
    layers: Int, context: Int, tiesHead: Bool, dropoutRate: Float = 0, tokens: (Int, Int),
    _ data: inout TestData
  ) {
    configuration = GPTConfiguration(
      vocabularySize: 6, contextLength: context, layerCount: layers, headCount: 2, width: 4,
      dropoutRate: dropoutRate, activation: tiesHead ? .geluTanh : .gelu, tiesHead: tiesHead)
    var generator = SeededGenerator(seed: 4)
    parameters = TransformerSolution::GPT(configuration, using: &generator).parameters.map {
      data.tensor($0.tensor.shape, in: -0.8...0.8)
    }
    // The last of the six tokens occurs in no batch.
    self.tokens = data.tokens(count: tokens.0, length: tokens.1, vocabularySize: 5)
  }

  /// The same model with other tokens.
  func with(_ rows: [[Int]]) -> ModelInput {
    ModelInput(configuration: configuration, parameters: parameters, tokens: TokenBatch(rows))
  }

  /// The reference with these parameters.
  var reference: TransformerSolution::GPT {
    var generator = SeededGenerator(seed: 4)
    return TransformerSolution::GPT(configuration, using: &generator)
      .replacingParameters(parameters[...])
  }

  /// The learner's model with these parameters.
  var learners: Transformer::GPT {
    var generator = SeededGenerator(seed: 4)
    return Transformer::GPT(configuration, using: &generator)
      .replacingParameters(parameters[...])
  }

  /// The same model, in which nothing is dropped.
  var withoutDropout: ModelInput {
    var configuration = configuration
    configuration.dropoutRate = 0
    return ModelInput(configuration: configuration, parameters: parameters, tokens: tokens)
  }

  /// A description that follows "a model of …" and "um modelo de …".
  var spoken: Text {
    let (layers, shape) = (configuration.layerCount, "[\(tokens.count), \(tokens.length)]")
    return Text(
      "tokens of \(shape), \(layers) \(layers == 1 ? "block" : "blocks"), "
        + (configuration.tiesHead ? "a tied head" : "a head of its own")
        + (configuration.dropoutRate > 0 ? ", dropout on the embeddings" : ""),
      "tokens de \(shape), \(layers) \(layers == 1 ? "bloco" : "blocos"), "
        + (configuration.tiesHead ? "cabeça compartilhada" : "cabeça própria")
        + (configuration.dropoutRate > 0 ? ", dropout nos embeddings" : ""))
  }
}
