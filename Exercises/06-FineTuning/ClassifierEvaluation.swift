import Attention
import CourseKit
import Pretraining
import Tensors

/// How a classifier does on texts whose classes are known.
public struct ClassifierEvaluation: Sendable {
  /// The mean cross-entropy.
  public let loss: Double
  public let matrix: ConfusionMatrix
  /// How likely each class is for each text, in the order of the texts.
  public let probabilities: [[Float]]
  /// The true class of each text.
  public let actual: [Int]
  /// The likeliest class of each text, the first where several are equally likely.
  public let predicted: [Int]

  /// The texts that the classifier gets wrong, the most confident mistakes first.
  public var worstErrors: [Int] {
    actual.indices.filter { actual[$0] != predicted[$0] }.sorted {
      let (first, second) = (probabilities[$0][predicted[$0]], probabilities[$1][predicted[$1]])
      return (second, $0) < (first, $1)
    }
  }
}

/// Classifies texts in batches of `batchSize`, without dropout, and compares the predicted classes
/// with the true ones.
///
/// Without texts the loss and all metrics are 0.
public func evaluate(
  _ classifier: Classifier, on examples: [LabelledSequence], batchSize: Int = 32
) -> ClassifierEvaluation {
  precondition(batchSize > 0, "a batch of \(batchSize) texts")
  var loss = 0.0
  var probabilities: [[Float]] = []
  for first in stride(from: 0, to: examples.count, by: batchSize) {
    let part = examples[first..<min(first + batchSize, examples.count)]
    let (batch, targets) = classifier.batch(part)
    let logits = classifier(batch)
    loss += crossEntropy(logits, targets: targets) * Double(part.count)
    let likely = softmax(logits)
    for row in 0..<part.count {
      probabilities.append(Tensor(likely.matrix.rows(row..<row + 1)).scalars)
    }
  }
  let actual = examples.map(\.label)
  let predicted = probabilities.map { row in row.indices.max { (row[$0], $1) < (row[$1], $0) }! }
  return ClassifierEvaluation(
    loss: loss / Double(max(1, examples.count)),
    matrix: ConfusionMatrix(
      actual: actual, predicted: predicted, classCount: classifier.labels.count),
    probabilities: probabilities, actual: actual, predicted: predicted)
}
