/// The two examples of chapter 7's worked example, with a token per word. Token 0 is the end of
/// text.
enum MaskingExample {
  static let tokens = [1, 2, 3, 4, 5, 0]
  /// A and B as a batch: A has one position of padding at its end.
  static let inputs = [[1, 2, 3, 4, 5, 0], [1, 6, 4, 7, 8, 9]]
  static let targets = [[-1, -1, -1, 5, 0, -1], [-1, -1, 7, 8, 9, 0]]
  static let padding = (row: 0, place: 5)
  /// The probabilities that the model gives A's two unmasked targets, and their −ln.
  static let probabilities = [0.5, 0.8]
  static let losses = [0.6931, 0.2231]

  static func words(_ canvas: Canvas) -> [String] {
    [
      canvas.text("Question:", "Pergunta:"), canvas.text("Who", "Quem"),
      canvas.text("ran?", "correu?"), canvas.text("Answer:", "Resposta:"), "Ana.",
      canvas.text("<end>", "<fim>"),
    ]
  }

  /// A target as a cell; targets that count in the loss are coloured.
  static func cell(target: Int) -> Cell {
    target < 0
      ? Cell("−1", role: .quiet, look: .soft) : Cell("\(target)", role: .result, look: .strong)
  }
}
