import Charts
import Console
import CourseKit
import Foundation
import Foundations
import Narration
import Tensors
import Transformer

/// Chapter 4: activations before and after layer norm, and a pass through a whole GPT.
struct TransformerShowpiece: Showpiece {
  let chapter = 4

  func show(_ n: Narrator, wish: String?) throws {
    try showNorm(n)
    try showPass(n)
  }

  private func showNorm(_ n: Narrator) throws {
    var generator = n.generator()
    // Each row has a mean and a scale of its own, as vectors get on their way through many blocks.
    let x = Tensor(
      rows: (0..<64).map { row in
        let values = normal([32], using: &generator).scalars
        let (mean, scale) = (Float(row % 8) - 2, 0.3 + Float(row % 5))
        return values.map { mean + scale * $0 }
      })
    let y = LayerNorm(width: 32)(x)
    let bounds = Array(stride(from: -6.0, through: 6, by: 1))
    func histogram(_ tensor: Tensor) -> [Double] {
      var counts = [Double](repeating: 0, count: bounds.count)
      for value in tensor.scalars where value.isFinite {
        counts[min(max(Int(Double(value).rounded()) + 6, 0), bounds.count - 1)] += 1
      }
      return counts
    }
    let (before, after) = (histogram(x), histogram(y))
    let labels = bounds.enumerated().map { index, bound in
      let name = n.number(bound, 0)
      return index == 0 ? "≤ \(name)" : index == bounds.count - 1 ? "≥ \(name)" : name
    }
    func bars(_ counts: [Double]) {
      n.bars(
        zip(labels, counts).map { (label: $0, value: $1) }, greatest: (before + after).max(),
        decimals: 0)
    }
    try n.step("Layer norm keeps values in measure", "A layer norm mantém os valores na medida")
    n.say(
      "The \(n.number(x.count)) numbers of 64 vectors, each with a mean and a scale of its own. Before:",
      "Os \(n.number(x.count)) números de 64 vetores, cada um com média e escala próprias. Antes:")
    bars(before)
    n.say("After the layer norm:", "Depois da layer norm:")
    bars(after)
    var chart = BarChart(
      title: n.language.text(
        "Activations before and after layer norm", "Ativações antes e depois da layer norm"),
      labels: labels,
      series: [
        BarChart.Series(n.language.text("before", "antes"), before),
        BarChart.Series(n.language.text("after", "depois"), after),
      ])
    chart.format = { String(Int($0)) }
    chart.language = n.language
    try n.picture(chart, part: "layer-norm")
  }

  private func showPass(_ n: Narrator) throws {
    let configuration = GPTConfiguration(
      vocabularySize: 500, contextLength: 32, layerCount: 2, headCount: 4, width: 64)
    var generator = n.generator()
    let model = GPT(configuration, using: &generator)
    var tokens = (0..<16).map { _ in Int.random(in: 0..<500, using: &generator) }
    let start = Date()
    let logits = model(TokenBatch(tokens))
    let milliseconds = Date().timeIntervalSince(start) * 1000
    // Another last token must change nothing before it.
    tokens[15] = (tokens[15] + 1) % 500
    let changed = model(TokenBatch(tokens))
    let isCausal = (0..<15).allSatisfy { row in
      (0..<500).allSatisfy { abs(logits[0, row, $0] - changed[0, row, $0]) < 1e-4 }
    }

    try n.step("A pass through the GPT", "Uma passada pelo GPT")
    var table = Table(.left(""), .right(""))
    table.addRow(n.language.text("parameters", "parâmetros"), n.number(model.parameterCount))
    table.addRow(n.language.text("tokens in", "tokens de entrada"), "[1, 16]")
    table.addRow(n.language.text("logits out", "logits de saída"), "\(logits.shape)")
    if n.isTimed {
      table.addRow(n.language.text("time", "tempo"), "\(n.number(milliseconds, 1)) ms")
    }
    n.show(table)
    let last = logits.lastRows.reshaped(to: [1, 500]).scalars.map(Double.init)
    let greatest = last.max() ?? 0
    let sum = last.reduce(0) { $0 + exp($1 - greatest) }
    n.say(
      "It has learned nothing yet, and prefers nothing much: 1/V is \(n.number(1.0 / 500, 4)), and its "
        + "likeliest token has \(n.number(1 / sum, 4)).",
      "Ele ainda não aprendeu nada e não prefere quase nada: 1/V é \(n.number(1.0 / 500, 4)), e o token "
        + "mais provável tem \(n.number(1 / sum, 4)).")
    n.say(
      isCausal
        ? "With another last token, no logit before it changes: it does not look into the future."
        : "With another last token, logits before it change: it looks into the future.",
      isCausal
        ? "Com outro último token, nenhum logit anterior muda: ele não olha o futuro."
        : "Com outro último token, logits anteriores mudam: ele olha o futuro.")
  }
}
