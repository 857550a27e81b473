/// The numbers of chapter 3's worked example: three tokens, four numbers in a query and a key, two in a value.
///
/// Its test works them out with the reference.
enum AttentionExample {
  static let query: [[Double]] = [[0, 1, 1, 0], [1, 0, 1, 0], [2, 0, 1, 0]]
  static let key: [[Double]] = [[0, 1, 0, 1], [2, 1, 0, 0], [0, 0, 2, 0]]
  static let value: [[Double]] = [[1, 0], [0, 1], [1, 1]]

  /// q · kᵀ / √4
  static let scores: [[Double]] = [[0.5, 0.5, 1], [0, 1, 1], [0, 2, 1]]
  /// softmax of the masked scores
  static let weights: [[Double]] = [[1, 0, 0], [0.2689, 0.7311, 0], [0.0900, 0.6652, 0.2447]]
  /// weights · value
  static let context: [[Double]] = [[1, 0], [0.2689, 0.7311], [0.3348, 0.9100]]

  /// For the last row: the rate of dropout, and what the generator gives.
  static let dropoutRate = 0.2
  static let draws = [0.7, 0.1, 0.4]

  static func words(_ canvas: Canvas) -> [String] {
    [
      canvas.text("the", "o"), canvas.text("cat", "gato"), canvas.text("slept", "dormiu"),
    ]
  }
}
