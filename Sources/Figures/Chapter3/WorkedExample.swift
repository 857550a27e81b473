/// The numbers of chapter 3's worked example: three tokens, queries and keys of width 4, values of
/// width 2.
///
/// A test recomputes them with the reference.
enum AttentionExample {
  static let query: [[Double]] = [[0, 1, 1, 0], [1, 0, 1, 0], [2, 0, 1, 0]]
  static let key: [[Double]] = [[0, 1, 0, 1], [2, 1, 0, 0], [0, 0, 2, 0]]
  static let value: [[Double]] = [[1, 0], [0, 1], [1, 1]]

  /// q · kᵀ / √4, before masking
  static let scores: [[Double]] = [[0.5, 0.5, 1], [0, 1, 1], [0, 2, 1]]
  /// softmax of the masked scores
  static let weights: [[Double]] = [[1, 0, 0], [0.2689, 0.7311, 0], [0.0900, 0.6652, 0.2447]]
  /// weights · value
  static let context: [[Double]] = [[1, 0], [0.2689, 0.7311], [0.3348, 0.9100]]

  /// For the last row: the dropout rate, and the numbers that the generator draws.
  static let dropoutRate = 0.2
  static let draws = [0.7, 0.1, 0.4]

  static func words(_ canvas: Canvas) -> [String] {
    [
      canvas.text("the", "o"), canvas.text("cat", "gato"), canvas.text("slept", "dormiu"),
    ]
  }
}
