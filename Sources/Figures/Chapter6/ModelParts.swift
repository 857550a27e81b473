/// The parts of the model that every figure of chapter 6 shows, from top to bottom; the data flow
/// upwards.
enum ModelPart: Int, CaseIterable {
  case norm, block3, block2, block1, embeddings

  var isBlock: Bool { self != .norm && self != .embeddings }

  func name(_ canvas: Canvas) -> String {
    switch self {
    case .norm: canvas.text("norm", "layer norm")
    case .block3: canvas.text("block 3", "bloco 3")
    case .block2: canvas.text("block 2", "bloco 2")
    case .block1: canvas.text("block 1", "bloco 1")
    case .embeddings: "embeddings"
    }
  }
}

extension FigureData.Classification.Strategy {
  /// The name of the strategy in the chapter's text.
  func title(_ canvas: Canvas) -> String {
    switch name {
    case "head": canvas.text("head only", "só a cabeça")
    case "lastBlock": canvas.text("last block", "último bloco")
    case "lora": "LoRA"
    default: canvas.text("everything", "tudo")
    }
  }
}

/// The numbers of chapter 6's worked example: a text of two tokens becomes two logits.
enum ClassifierExample {
  static let vectors: [[Double]] = [[1, 2], [3, 0]]
  static let mean: [Double] = [2, 1]
  static let weight: [[Double]] = [[-0.5, 0.5], [1, 0]]
  static let bias: [Double] = [0, 0.5]
  /// mean · weight + bias
  static let logits: [Double] = [0, 1.5]
  /// softmax of the logits
  static let probabilities: [Double] = [0.1824, 0.8176]
}
