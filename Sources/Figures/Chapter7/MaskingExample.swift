/// The two examples of chapter 7's worked example: a word is a token, token 0 is the end of text.
enum MaskingExample {
  static let tokens = [1, 2, 3, 4, 5, 0]
  /// A and B as a batch: A has one place of padding at its end.
  static let inputs = [[1, 2, 3, 4, 5, 0], [1, 6, 4, 7, 8, 9]]
  static let targets = [[-1, -1, -1, 5, 0, -1], [-1, -1, 7, 8, 9, 0]]
  static let padding = (row: 0, place: 5)
  /// What the model gives A's two learned targets, and −ln of it.
  static let probabilities = [0.5, 0.8]
  static let losses = [0.6931, 0.2231]

  static func words(_ canvas: Canvas) -> [String] {
    [
      canvas.text("Question:", "Pergunta:"), canvas.text("Who", "Quem"),
      canvas.text("ran?", "correu?"), canvas.text("Answer:", "Resposta:"), "Ana.",
      canvas.text("<end>", "<fim>"),
    ]
  }

  /// A target as a cell: what is learned has a colour.
  static func cell(target: Int) -> Cell {
    target < 0
      ? Cell("−1", role: .quiet, look: .soft) : Cell("\(target)", role: .result, look: .strong)
  }
}
