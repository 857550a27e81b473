import Charts
import CourseKit
import Foundation
import Pretraining
import Tensors

/// The next token at one position of a text, as the model sees it and as each way of decoding
/// leaves it.
struct ReportDistributions {
  /// One way of decoding.
  struct Strategy {
    let name: String
    let explanation: String
    let decoding: Decoding
  }

  /// The tokens up to the position.
  let prompt: [Int]
  let logits: Tensor
  /// The likeliest tokens, the likeliest first.
  let tokens: [Int]

  static let shownCount = 15

  /// Chooses the position of a text where there is something to filter: among those where a word
  /// begins and top-p 0.9 leaves 3 to 12 tokens, the one where the model is the least sure. If
  /// there is none, the first.
  init(in text: ReadText, beginsWord: (_ token: Int) -> Bool) {
    var best = (position: 0, entropy: -1.0)
    for (position, logits) in text.logits.enumerated() where beginsWord(text.made[position]) {
      let kept = Decoding(topP: 0.9).probabilities(logits).count { $0 > 0 }
      let entropy = Self.entropy(softmax(logits, temperature: 1))
      if (3...12).contains(kept), entropy > best.entropy { best = (position, entropy) }
    }
    prompt = text.prompt + text.made[..<best.position]
    logits = text.logits[best.position]
    tokens = likeliest(Self.shownCount, of: softmax(logits, temperature: 1))
  }

  /// −Σ p · ln p, in nats.
  static func entropy(_ probabilities: [Float]) -> Double {
    -probabilities.reduce(0.0) { $1 > 0 ? $0 + Double($1) * log(Double($1)) : $0 }
  }

  /// What the model itself says, and three ways to change it.
  static func strategies(_ language: Language) -> [Strategy] {
    [
      Strategy(
        name: language.text("Temperature 0.7", "Temperatura 0,7"),
        explanation: language.text(
          "Divides the logits by 0.7: likely tokens gain, unlikely ones lose, none disappears.",
          "Divide os logits por 0,7: os tokens prováveis ganham, os improváveis perdem, mas nenhum "
            + "desaparece."), decoding: Decoding(temperature: 0.7)),
      Strategy(
        name: "Top-k 5",
        explanation: language.text(
          "Keeps the five likeliest tokens, however likely they are, and shares out the rest.",
          "Fica com os cinco tokens mais prováveis, seja qual for a probabilidade deles, e "
            + "redistribui o resto."), decoding: Decoding(topK: 5)),
      Strategy(
        name: language.text("Top-p 0.9", "Top-p 0,9"),
        explanation: language.text(
          "Keeps as few tokens as together reach 90%: many where the model wavers, one where it is "
            + "sure.",
          "Fica com o mínimo de tokens que juntos chegam a 90%: muitos quando o modelo hesita, um só "
            + "quando ele tem certeza."), decoding: Decoding(topP: 0.9)),
    ]
  }

  /// The bars of the likeliest tokens: before alone, or before and after.
  func chart(_ strategy: Strategy?, labels: [String], _ language: Language) -> BarChart {
    func shown(_ decoding: Decoding) -> [Double] {
      let probabilities = decoding.probabilities(logits)
      return tokens.map { 100 * Double(probabilities[$0]) }
    }
    let before = BarChart.Series(
      strategy == nil
        ? language.text("probability", "probabilidade") : language.text("before", "antes"),
      shown(Decoding()))
    let title = strategy?.name ?? language.text("The model itself", "O próprio modelo")
    var chart = BarChart(title: title, labels: labels, series: [before])
    if let strategy {
      chart.series.append(.init(language.text("after", "depois"), shown(strategy.decoding)))
    }
    chart.format = { percentage($0 / 100, .english) }
    chart.language = language
    chart.width = 344
    chart.rowHeight = 24
    return chart
  }
}
