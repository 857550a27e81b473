import Charts
import Console
import Corpora
import CourseKit
import Foundation
import Narration
import NextTokenSolution
import PretrainingSolution
import Tensors
import TokenizationSolution
import TransformerSolution

extension GPTDemo {
  /// The losses of a training run, and baselines to compare them with.
  struct Losses {
    var training: [Double] = []
    /// The losses on held-out stories, by step.
    var heldOut: [(step: Int, loss: Double)] = []
    var bigram = 0.0
  }

  func tellTraining(
    _ setting: Setting, _ start: GPT, _ n: Narrator
  ) throws -> (model: GPT, losses: Losses) {
    let length = setting.configuration.contextLength
    let text = TrainingText(
      documents: setting.training, endOfText: setting.endOfText, windowLength: length)
    let heldOut = TrainingText(
      documents: setting.heldOut, endOfText: setting.endOfText, windowLength: length)
    let batches = heldOut.consecutiveBatches(of: 16)
    let steps = n.steps(300)
    let plan = TrainingPlan(
      schedule: LearningRateSchedule(
        peak: 4e-3, minimum: 4e-4, warmUpSteps: steps / 15, totalSteps: steps),
      batchSize: 16)
    var losses = Losses()
    losses.bigram = BigramModel(
      tokens: text.tokens, vocabularySize: setting.configuration.vocabularySize, smoothing: 0.01
    ).negativeLogLikelihood(of: heldOut.tokens)

    try n.step("Three hundred steps of training", "Trezentos passos de treino")
    n.say(
      "A step takes \(plan.batchSize) windows of \(length) tokens, asks for every next token, and moves "
        + "all weights a little against the loss. How this works in detail is chapter 5. Before it, the "
        + "model goes on from a prompt like this:",
      "Um passo pega \(plan.batchSize) janelas de \(length) tokens, pergunta cada próximo token e move "
        + "todos os pesos um pouco contra a perda. Os detalhes são o capítulo 5. Antes disso, o modelo "
        + "continua um texto assim:")
    quote(setting, start, n)
    var training = Training(start, plan: plan, generator: n.generator())
    losses.heldOut.append((0, evaluate(training.model, on: batches)))
    let progress = TrainingProgress(Text("training", "treino"), total: steps, n)
    for step in 1...steps {
      let report = training.advance(on: text)
      losses.training.append(report.loss)
      let goesOn = try progress.update(
        step: step, note: n.language.text("loss ", "perda ") + n.number(report.loss, 2))
      if step % max(1, steps / 12) == 0 || !goesOn {
        losses.heldOut.append((step, evaluate(training.model, on: batches)))
      }
      guard goesOn else { break }
    }
    progress.finish()
    n.say("After it, from the same prompt:", "Depois, com o mesmo início:")
    quote(setting, training.model, n)
    return (training.model, losses)
  }

  /// Shows the most likely continuation of the sentence's first words.
  private func quote(_ setting: Setting, _ model: GPT, _ n: Narrator) {
    let prompt = Array(setting.sentence.prefix(3))
    var generator = n.generator()
    let tokens = generate(
      with: model, from: prompt, maxTokens: 30, decoding: Decoding(temperature: 0.7),
      stop: setting.endOfText, using: &generator)
    let decode = setting.tokenizer.decode
    n.emptyLine()
    let line = "“\(decode(prompt))” →\(decode(tokens))"
    n.say(line, line)
    n.emptyLine()
  }

  func tellGeneration(_ setting: Setting, _ model: GPT, _ n: Narrator) throws {
    try n.step("Writing, in five steps", "Escrever, em cinco passos")
    n.block(
      n.language.text(
        """
        a. keep the last \(setting.configuration.contextLength) tokens
        b. run them through the model
        c. take the logits of the last position
        d. choose a token, here the likeliest
        e. append it, and begin again
        """,
        """
        a. ficar com os últimos \(setting.configuration.contextLength) tokens
        b. passá-los pelo modelo
        c. pegar os logits da última posição
        d. escolher um token, aqui o mais provável
        e. acrescentá-lo e recomeçar
        """))
    var tokens = Array(setting.sentence.prefix(2))
    n.emptyLine()
    n.block("“\(setting.tokenizer.decode(tokens))”")
    var table = Table(
      .left(n.language.text("the three likeliest", "os três mais prováveis")),
      .left(n.language.text("chosen", "escolhido")))
    for _ in 0..<7 {
      let chances = softmax(model.nextTokenLogits(after: tokens), temperature: 1)
      let best = chances.indices.sorted { chances[$0] > chances[$1] }.prefix(3)
      let next = best[0]
      table.addRow(
        best.map { "\(setting.word($0)) \(n.number(chances[$0], 2))" }
          .joined(separator: "   "), setting.word(next))
      tokens.append(next)
    }
    n.show(table)
    n.block("“\(setting.tokenizer.decode(tokens))”")
    let same = model.generateGreedily(from: Array(setting.sentence.prefix(2)), count: 7)
    n.block(
      same == tokens
        ? n.language.text(
          "generateGreedily, exercise 4.9, writes the same.",
          "generateGreedily, do exercício 4.9, escreve o mesmo.")
        : n.language.text(
          "generateGreedily writes something else: that is a bug.",
          "generateGreedily escreve outra coisa: isso é um bug."))
  }

  func tellPicture(_ setting: Setting, _ losses: Losses, _ n: Narrator) throws {
    let guess = log(Double(setting.configuration.vocabularySize))
    let last = losses.heldOut.last!
    try n.step("How the loss fell", "Como a perda caiu")
    n.say(
      "The loss is the mean surprise per token, on stories that the model has not learned from:",
      "A perda é a surpresa média por token, em histórias com que o modelo não aprendeu:")
    var table = Table(
      .left(""), .right(n.language.text("loss", "perda")),
      .right(n.language.text("perplexity", "perplexidade")))
    let rows: [(Text, Double)] = [
      (Text("a guess, ln V", "um chute, ln V"), guess),
      (Text("untrained GPT", "GPT sem treino"), losses.heldOut[0].loss),
      (Text("bigram table of chapter 1", "tabela de bigramas do capítulo 1"), losses.bigram),
      (
        Text(
          "GPT after \(last.step) steps", "GPT depois de \(last.step) passos"), last.loss
      ),
    ]
    for (name, loss) in rows {
      table.addRow(name.in(n.language), n.number(loss), n.number(exp(loss), 1))
    }
    n.show(table)
    if last.loss < losses.bigram {
      n.say(
        "It is less surprised than the bigram table, by \(n.number(losses.bigram - last.loss)) per token: "
          + "looking at more than one token pays.",
        "Ele se surpreende menos que a tabela de bigramas, \(n.number(losses.bigram - last.loss)) por "
          + "token: olhar mais de um token compensa.")
    } else {
      n.say(
        "It does not beat the bigram table yet: it needs more steps.",
        "Ainda não supera a tabela de bigramas: precisa de mais passos.")
    }
    let curve = losses.training.enumerated().map { ChartPoint(Double($0.offset), $0.element) }
    n.draw(TerminalChart(curve, reference: losses.bigram, height: 13))
    n.block(
      n.language.text("dashed: the bigram table", "tracejado: a tabela de bigramas"))
    var chart = LineChart(
      title: n.language.text("A small GPT learns", "Um GPT pequeno aprende"),
      xLabel: n.language.text("step", "passo"),
      yLabel: n.language.text("loss per token", "perda por token"),
      series: [
        LineChart.Series(n.language.text("training", "treino"), curve, isFaint: true),
        LineChart.Series(
          n.language.text("new stories", "histórias novas"),
          losses.heldOut.map { ChartPoint(Double($0.step), $0.loss) }),
      ],
      references: [
        LineChart.Reference(n.language.text("bigram table", "tabela de bigramas"), y: losses.bigram)
      ])
    chart.language = n.language
    try n.picture(chart)
  }
}
