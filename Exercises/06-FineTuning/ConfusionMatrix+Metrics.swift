import CourseKit

// MARK: 6.6 Precision, recall, F1

/// The metrics of the matrix, each from 0 to 1. Where a quotient is 0 / 0 it is taken as 0, so a
/// class that was never predicted, or never occurs, pulls the mean down. All of a matrix without a
/// prediction are 0, and so are the means where there is no class.
///
/// For one class, TP is how often it was predicted rightly, FP how often wrongly, and FN how often it
/// was taken for another. An example with two classes:
///
///     counts [[4, 1],     precision 4 / (4 + 2), 3 / (1 + 3)      macro 0.708…
///             [2, 3]]     recall    4 / (4 + 1), 3 / (2 + 3)      macro 0.7
///                         F1        8 / 11, 6 / 9                 macro 0.697
///                         accuracy  (4 + 3) / 10
extension ConfusionMatrix {
  /// The share of predictions that are right.
  ///
  /// It says little where one class is rare: with 1 % spam, calling everything normal gives 0.99.
  public var accuracy: Double {
    todo("6.6")
  }

  /// Of what was predicted as this class, the share that is: TP / (TP + FP).
  public func precision(of label: Int) -> Double {
    todo("6.6")
  }

  /// Of what is of this class, the share that was found: TP / (TP + FN).
  public func recall(of label: Int) -> Double {
    todo("6.6")
  }

  /// The harmonic mean of precision and recall: 2 P R / (P + R) = 2 TP / (2 TP + FP + FN).
  ///
  /// It is near the smaller of both, so it is high only where both are (van Rijsbergen, *Information
  /// Retrieval*, 1979, chapter 7).
  public func f1(of label: Int) -> Double {
    todo("6.6")
  }

  /// The mean of the classes' precisions: each class counts the same, however rare it is.
  public var macroPrecision: Double {
    todo("6.6")
  }

  /// The mean of the classes' recalls.
  public var macroRecall: Double {
    todo("6.6")
  }

  /// The mean of the classes' F1 (not the F1 of the means).
  public var macroF1: Double {
    todo("6.6")
  }
}
