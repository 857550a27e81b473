import FineTuning
import Runs

extension ClassificationResults {
  /// The matrix with chapter 6's precision, recall and F1.
  public var confusion: ConfusionMatrix { ConfusionMatrix(counts: matrix.counts) }

  /// The F1 of the classifier that was kept, as in its row of the comparison.
  public var f1: Double { confusion.f1(seeking: soughtLabel, of: labels) }
}

extension ConfusionMatrix {
  /// The F1 of the class that is looked for, or the mean of all where there is none.
  func f1(seeking label: String?, of labels: [String]) -> Double {
    label.flatMap(labels.firstIndex).map { f1(of: $0) } ?? macroF1
  }
}
