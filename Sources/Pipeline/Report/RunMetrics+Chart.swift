import Charts
import CourseKit
import Runs

extension RunMetrics {
  /// The curve of training and validation loss, with the bigram model as a line to get below.
  public func lossChart(_ language: Language) -> LineChart {
    LineChart(
      title: language.text("Loss in training", "Perda durante o treino"),
      xLabel: language.text("step", "passo"),
      yLabel: language.text("nats per token", "nats por token"),
      series: [
        .init(
          language.text("training", "treino"),
          smoothed().map { ChartPoint(Double($0.step), $0.loss) }, isFaint: true),
        .init(
          language.text("validation", "validação"),
          evaluations.map { ChartPoint(Double($0.step), $0.validationLoss) }),
      ],
      references: [.init(language.text("bigram model", "modelo de bigramas"), y: bigramLoss)])
  }

  /// The means of some 300 pieces of the training losses.
  private func smoothed() -> [(step: Int, loss: Double)] {
    let length = max(1, steps.count / 300)
    return stride(from: 0, to: steps.count, by: length).map { first in
      let piece = steps[first..<min(first + length, steps.count)]
      let middle = piece[piece.startIndex + piece.count / 2].step
      return (middle, piece.reduce(0) { $0 + $1.loss } / Double(piece.count))
    }
  }
}
