import Charts
import CourseKit
import Foundation
import Narration
import NextToken
import Pretraining
import Tokenization
import Transformer

/// Chapter 5: a short training, its curve, and a text before and after it.
struct TrainingShowpiece: Showpiece {
  let chapter = 5

  func show(_ n: Narrator, wish: String?) throws {
    var small = SmallModel(steps: n.steps(500), n)
    let bigram = BigramModel(
      tokens: small.text.tokens, vocabularySize: small.tokenizer.vocabularySize, smoothing: 0.01
    ).negativeLogLikelihood(
      of: small.validation.flatMap { batch in
        (0..<batch.inputs.count).map { Array(batch.inputs[$0]) }
      })

    try n.step("The training loop", "O laço de treino")
    n.say(
      "A GPT of \(n.number(small.model.parameterCount)) parameters reads little stories. Before:",
      "Um GPT de \(n.number(small.model.parameterCount)) parâmetros lê historinhas. Antes:")
    n.quote(sample(small, n))
    let (losses, measured) = try small.train(Text("training", "treino"), n)
    n.say("After \(losses.count) steps:", "Depois de \(losses.count) passos:")
    n.quote(sample(small, n))

    try n.step("How its loss fell", "Como a perda caiu")
    let curve = losses.enumerated().map { ChartPoint(Double($0.offset), $0.element) }
    n.draw(TerminalChart(curve, reference: bigram, height: 12))
    n.block(
      n.language.text(
        "dashed: the bigram model of chapter 1", "tracejado: o modelo de bigramas do capítulo 1"))
    n.emptyLine()
    let (first, last) = (measured[0].loss, measured[measured.count - 1].loss)
    n.say(
      "On stories that it has not read, the loss went from \(n.number(first, 2)) to "
        + "\(n.number(last, 2)), the perplexity from \(n.number(exp(first), 0)) to "
        + "\(n.number(exp(last), 1)); the bigram model's loss is \(n.number(bigram, 2)).",
      "Em histórias que ele não leu, a perda foi de \(n.number(first, 2)) a \(n.number(last, 2)), e a "
        + "perplexidade, de \(n.number(exp(first), 0)) a \(n.number(exp(last), 1)); a perda do modelo de "
        + "bigramas é \(n.number(bigram, 2)).")
    var chart = LineChart(
      title: n.language.text("The GPT learns", "O GPT aprende"),
      xLabel: n.language.text("step", "passo"),
      yLabel: n.language.text("loss per token", "perda por token"),
      series: [
        LineChart.Series(n.language.text("training", "treino"), curve, isFaint: true),
        LineChart.Series(
          n.language.text("new stories", "histórias novas"),
          measured.map { ChartPoint(Double($0.step), $0.loss) }),
      ],
      references: [
        LineChart.Reference(
          n.language.text("bigram model", "modelo de bigramas"), y: bigram)
      ])
    chart.language = n.language
    try n.picture(chart, part: n.language.text("loss", "perda"))
  }

  private func sample(_ small: SmallModel, _ n: Narrator) -> String {
    let prompt = Array(small.text.tokens.prefix(3))
    var generator = n.generator()
    let tokens = generate(
      with: small.model, from: prompt, maxTokens: 36,
      decoding: Decoding(temperature: 0.7, topK: 20), using: &generator)
    return small.text(of: prompt + tokens)
  }
}
