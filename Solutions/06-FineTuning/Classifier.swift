import AttentionSolution
import CourseKit
import FoundationsSolution
import Tensors
import TransformerSolution

/// A GPT that says what kind of text it reads: the backbone, pooling, and a head of classes in
/// place of the token head.
public struct Classifier: Layer {
  /// The GPT without its output head.
  public var backbone: GPT
  /// From a text's vector to a logit for every class.
  public var head: ClassificationHead
  public let pooling: Pooling
  /// The names of the classes, in the order of the logits.
  public let labels: [String]
  /// What fills up the shorter texts of a batch.
  public let paddingToken: Int

  public init(
    backbone: GPT, head: ClassificationHead, pooling: Pooling, labels: [String], paddingToken: Int
  ) {
    precondition(
      head.linear.weight.shape == [backbone.configuration.width, labels.count],
      "a head of \(head.linear.weight.shape) for \(labels.count) classes and a width of "
        + "\(backbone.configuration.width)")
    precondition(
      paddingToken >= 0 && paddingToken < backbone.configuration.vocabularySize,
      "token \(paddingToken) is not in a vocabulary of \(backbone.configuration.vocabularySize)")
    self.backbone = backbone
    self.backbone.head = nil
    self.head = head
    self.pooling = pooling
    self.labels = labels
    self.paddingToken = paddingToken
  }

  /// A pretrained GPT under a new head that has not learned anything yet.
  public init(
    _ pretrained: GPT, labels: [String], pooling: Pooling = .lastToken, paddingToken: Int,
    using generator: inout SeededGenerator
  ) {
    self.init(
      backbone: pretrained,
      head: ClassificationHead(
        width: pretrained.configuration.width, classCount: labels.count, using: &generator),
      pooling: pooling, labels: labels, paddingToken: paddingToken)
  }

  /// The logits of every class. Shape: `[batch, classes]`.
  public func callAsFunction(_ batch: PaddedBatch) -> Tensor {
    head(pool(backbone.hiddenStates(batch.tokens), lengths: batch.lengths, by: pooling))
  }

  /// How likely each class is. Shape: `[batch, classes]`.
  public func probabilities(_ batch: PaddedBatch) -> Tensor { softmax(self(batch)) }

  /// How likely each class is for each text. What does not fit into the context is not read.
  public func probabilities(of texts: [String], with tokenizer: some Tokenizer) -> Tensor {
    probabilities(
      encodeAndPad(
        texts, with: tokenizer, contextLength: backbone.configuration.contextLength,
        padding: paddingToken))
  }

  /// The logits in training and the pullback to the gradient of every parameter. The first
  /// `frozenBlocks` blocks and the embeddings get a gradient of 0; see
  /// ``GPT/hiddenStatesWithPullback(_:frozenBlocks:using:)``.
  public func withPullback(
    _ batch: PaddedBatch, frozenBlocks: Int = 0, using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<Classifier>) {
    let (hidden, backbonePullback) = backbone.hiddenStatesWithPullback(
      batch.tokens, frozenBlocks: frozenBlocks, using: &generator)
    let (pooled, poolingPullback) = poolWithPullback(hidden, lengths: batch.lengths, by: pooling)
    let (logits, headPullback) = head.withPullback(pooled)
    return (
      logits,
      { upstream in
        var gradient = self
        let onward: Tensor
        (onward, gradient.head) = headPullback(upstream)
        gradient.backbone = backbonePullback(poolingPullback(onward))
        return gradient
      }
    )
  }

  /// How many of the first blocks need no backward pass: nothing in them or below them learns.
  public func frozenBlockCount(learning learns: (String) -> Bool) -> Int {
    var lowest = backbone.blocks.count
    for (name, _) in backbone.parameters where learns(name) {
      let path = name.split(separator: ".")
      switch path[0] {
      case "wte", "wpe": lowest = 0
      case "h": lowest = min(lowest, Int(path[1])!)
      default: break
      }
    }
    return lowest
  }

  /// The backbone under its GPT-2 names, then `score.weight` and `score.bias`.
  public mutating func visitParameters(
    under prefix: String, _ body: (String, inout Tensor) -> Void
  ) {
    backbone.visitParameters(under: prefix, body)
    head.visitParameters(under: prefix + "score.", body)
  }
}
