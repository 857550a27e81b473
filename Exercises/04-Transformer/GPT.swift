import Attention
import CourseKit
import Foundations
import Tensors
import Tokenization

/// The whole model: embeddings, blocks, a last norm, and the head that gives the logits.
public struct GPT: LanguageModel {
  public let configuration: GPTConfiguration
  /// `wte`: a vector for each token of the vocabulary, `[vocabulary, width]`.
  public var tokenEmbedding: Embedding
  /// `wpe`: a vector for each position, `[context length, width]`.
  public var positionEmbedding: PositionEmbedding
  /// `h.0`, `h.1` …
  public var blocks: [Block]
  /// `ln_f`
  public var finalNorm: LayerNorm
  /// Nil where the head is tied: then the token embedding's rows serve once more.
  public var head: OutputHead?

  /// A model that has not learned anything yet.
  ///
  /// Weights are normal with standard deviation √(2 / 5C) for a width of C, which is GPT-2's 0.02
  /// for its 768 and more for less (Nguyen and Salazar, *Transformers without Tears*, 2019, section
  /// 2.2). Those that end a residual branch have 1 / √(2 · layers) of it, so that the sum of all
  /// branches stays as large as one (Radford et al., 2019, section 2.3).
  public init(_ configuration: GPTConfiguration, using generator: inout SeededGenerator) {
    let width = configuration.width
    let deviation = (2 / Float(5 * width)).squareRoot()
    let branchDeviation = deviation / Float(2 * configuration.layerCount).squareRoot()
    self.configuration = configuration
    tokenEmbedding = Embedding(
      count: configuration.vocabularySize, width: width, standardDeviation: deviation,
      using: &generator)
    positionEmbedding = PositionEmbedding(
      contextLength: configuration.contextLength, width: width, standardDeviation: deviation,
      using: &generator)
    blocks = []
    for _ in 0..<configuration.layerCount {
      let attention = CausalSelfAttention(
        queryKeyValue: Linear(
          from: width, to: 3 * width, standardDeviation: deviation, using: &generator),
        projection: Linear(
          from: width, to: width, standardDeviation: branchDeviation, using: &generator),
        headCount: configuration.headCount, dropoutRate: configuration.dropoutRate)
      let feedForward = FeedForward(
        upProjection: Linear(
          from: width, to: 4 * width, standardDeviation: deviation, using: &generator),
        downProjection: Linear(
          from: 4 * width, to: width, standardDeviation: branchDeviation, using: &generator),
        activation: configuration.activation)
      blocks.append(
        Block(
          attentionNorm: LayerNorm(width: width, epsilon: configuration.normEpsilon),
          attention: attention,
          feedForwardNorm: LayerNorm(width: width, epsilon: configuration.normEpsilon),
          feedForward: feedForward, dropoutRate: configuration.dropoutRate))
    }
    finalNorm = LayerNorm(width: width, epsilon: configuration.normEpsilon)
    if !configuration.tiesHead {
      head = OutputHead(
        weight: normal(
          [configuration.vocabularySize, width], standardDeviation: deviation, using: &generator),
        bias: Tensor(zeros: [configuration.vocabularySize]))
    }
  }

  // MARK: 4.7 GPT to logits

  /// The logits of the next token at every position: `[batch, length, vocabulary]`.
  ///
  /// They are the head's for the hidden states, and no probabilities yet: softmax comes with the
  /// loss, or when a token is chosen. No dropout here: it is for training alone.
  ///
  /// Example: 2 sequences of 3 tokens in a model of width 4 with a vocabulary of 5 go from `[2, 3]`
  /// ids to `[2, 3, 4]` embedded, through every block as `[2, 3, 4]`, to `[2, 3, 5]` logits.
  public func callAsFunction(_ tokens: TokenBatch) -> Tensor {
    todo("4.7")
  }

  /// What the model knows at every position, before the head asks for the next token: the vectors
  /// after the last norm, `[batch, length, width]`.
  ///
  /// Token embedding, plus position embedding, the blocks in order, the last norm. A model without
  /// blocks is one of embeddings, norm and head.
  public func hiddenStates(_ tokens: TokenBatch) -> Tensor {
    todo("4.7")
  }

  /// The head: a logit for each token of the vocabulary. Shapes: `[…, width] → […, vocabulary]`.
  ///
  /// Where the head is tied (nil), the logits are x · Wᵀ with the token embedding's weight, and
  /// there is no bias. Example: the embedding [[1, 2], [3, 4], [5, 6]] and x = [1, −1] give [−1,
  /// −1, −1].
  public func logits(_ vectors: Tensor) -> Tensor {
    todo("4.7")
  }

  // MARK: 4.8 The whole model, pullback

  /// The logits in training and the pullback to the gradient of every parameter.
  ///
  /// The hidden states' pullback, after the head's: ∂hidden = ∂logits · W, ∂W = ∂logitsᵀ · hidden.
  /// A tied weight is used twice, so it gets the sum of both gradients: the head's and the
  /// embedding's.
  ///
  /// Example: with a tied weight even a token that is not in the batch gets a gradient, the head's;
  /// with a head of its own its row of the embedding has the gradient 0.
  public func withPullback(
    _ tokens: TokenBatch, using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<GPT>) {
    todo("4.8")
  }

  /// The vectors before the head in training, and the pullback to the gradient of every parameter.
  /// The head's is 0: it had no part in them.
  ///
  /// The path of ``hiddenStates(_:)`` with dropout on the sum of both embeddings, at the
  /// configuration's rate, before the first block; the blocks drop on their own, in order. In the
  /// backward pass each pullback gets what the one after it gave: norm, the last block … the first,
  /// dropout, positions, tokens.
  ///
  /// The gradient is another `GPT` of the same configuration: start from a copy of the model and
  /// replace every parameter by its gradient, the head's too.
  public func hiddenStatesWithPullback(
    _ tokens: TokenBatch, using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<GPT>) {
    todo("4.8")
  }

  public mutating func visitParameters(
    under prefix: String, _ body: (String, inout Tensor) -> Void
  ) {
    tokenEmbedding.visitParameters(under: prefix + "wte.", body)
    positionEmbedding.visitParameters(under: prefix + "wpe.", body)
    for index in blocks.indices {
      blocks[index].visitParameters(under: prefix + "h.\(index).", body)
    }
    finalNorm.visitParameters(under: prefix + "ln_f.", body)
    head?.visitParameters(under: prefix + "lm_head.", body)
  }
}
