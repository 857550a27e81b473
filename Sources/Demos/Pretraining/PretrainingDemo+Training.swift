import Charts
import Console
import CourseKit
import Foundation
import Narration
import PretrainingSolution
import Tensors
import TransformerSolution

extension PretrainingDemo {
  // MARK: One step

  /// Walks through one step: what `Training.advance` does, part by part.
  func tellStep(_ run: SmallPretraining, _ n: Narrator) throws {
    try n.step("One step of the loop, by hand", "Um passo do laço, à mão")
    var model = run.training.model
    var generator = n.generator()
    let batch = run.text.randomBatch(of: 8, using: &generator)
    let (logits, modelPullback) = model.withPullback(batch.inputs, using: &generator)
    let (loss, lossPullback) = crossEntropyWithPullback(logits, targets: batch.targets)
    var gradient = modelPullback(lossPullback(1))
    let norm = clip(&gradient, toNorm: run.training.plan.gradientNormLimit)
    let clipped = globalNorm(gradient)
    let rate = run.training.plan.schedule.peak
    // An element in the row of a token that is in the batch, so that it has a gradient.
    let token = batch.inputs.ids[1]
    let weight = model.tokenEmbedding.weight[token, 0]
    let slope = gradient.tokenEmbedding.weight[token, 0]
    var optimizer = AdamW()
    optimizer.update(&model, gradient: gradient, learningRate: rate)
    let newWeight = model.tokenEmbedding.weight[token, 0]
    let newLoss = crossEntropy(model(batch.inputs), targets: batch.targets)

    var table = Table(.left(""), .left(""))
    table.addRow(n.language.text("1 batch", "1 lote"), "[8, \(batch.inputs.length)]")
    table.addRow(n.language.text("2 forward", "2 forward"), "logits \(logits.shape)")
    table.addRow(n.language.text("3 loss", "3 perda"), n.number(loss))
    table.addRow(
      n.language.text("4 backward", "4 backward"),
      n.language.text(
        "a derivative for each of \(n.number(model.parameterCount)) parameters",
        "uma derivada para cada um dos \(n.number(model.parameterCount)) parâmetros"))
    table.addRow(
      n.language.text("5 clip", "5 corte"),
      n.language.text(
        "length of the gradient \(n.number(norm)) → \(n.number(clipped))",
        "tamanho do gradiente \(n.number(norm)) → \(n.number(clipped))"))
    table.addRow(
      n.language.text("6 update", "6 atualização"),
      n.language.text("AdamW, learning rate ", "AdamW, taxa de aprendizado ") + n.number(rate, 4))
    n.show(table)
    let name = run.tokenizer.label(token, n.language)
    n.say(
      "One parameter of the model, the first of the vector of \(name): \(n.number(weight, 5)), gradient "
        + "\(n.number(slope, 5)), after the update \(n.number(newWeight, 5)). It moved against its "
        + "gradient, by \(n.number(abs(newWeight - weight), 5)): in its first step AdamW moves "
        + "every parameter by about the learning rate, however small the gradient is.",
      "Um parâmetro do modelo, o primeiro do vetor de \(name): \(n.number(weight, 5)), gradiente "
        + "\(n.number(slope, 5)), depois da atualização \(n.number(newWeight, 5)). Ele andou contra o "
        + "gradiente, \(n.number(abs(newWeight - weight), 5)): no primeiro passo o AdamW move cada "
        + "parâmetro mais ou menos pela taxa de aprendizado, por menor que seja o gradiente.")
    n.say(
      "The loss on the same batch: \(n.number(loss)) → \(n.number(newLoss)). A training is this, again "
        + "and again, with other batches.",
      "A perda no mesmo lote: \(n.number(loss)) → \(n.number(newLoss)). Um treino é isto, de novo e de "
        + "novo, com outros lotes.")
  }

  // MARK: The run

  /// The state in which the run was saved, before its last steps.
  struct SavedRun {
    let path: String
    let step: Int
    /// The model at that time, without the optimizer's state.
    let model: GPT
  }

  /// The number of steps after the checkpoint.
  private static let stepsAfterCheckpoint = 12

  func tellTraining(
    _ run: inout SmallPretraining, _ baseline: Double, _ n: Narrator
  ) throws -> (curve: SmallPretraining.Curve, saved: SavedRun, lastLosses: [Double]) {
    try n.step("The training", "O treino")
    let schedule = run.training.plan.schedule
    let steps = run.stepCount
    n.say(
      "\(n.number(steps)) steps. The learning rate rises for \(schedule.warmUpSteps), to "
        + "\(n.number(schedule.peak, 4)), and then falls along half a cosine:",
      "\(n.number(steps)) passos. A taxa de aprendizado sobe durante \(schedule.warmUpSteps), até "
        + "\(n.number(schedule.peak, 4)), e depois desce por meio cosseno:")
    let rates = (0...60).map { index in
      let step = index * steps / 60
      return ChartPoint(Double(step), Double(schedule(step)))
    }
    n.draw(TerminalChart(rates, width: 60, height: 7))

    var curve = SmallPretraining.Curve()
    let progress = TrainingProgress(
      Text("pretraining", "pré-treinamento"), total: steps, n)
    try run.train(
      to: max(1, steps - Self.stepsAfterCheckpoint), curve: &curve, progress, n)
    let stop = run.training.step
    let path = try n.file("checkpoint.safetensors")
    try run.training.save(to: path)
    let saved = SavedRun(path: path, step: stop, model: run.training.model)
    try run.train(
      to: min(stop + Self.stepsAfterCheckpoint, steps), curve: &curve, progress, n)
    progress.finish()

    var table = Table(
      .left(n.language.text("on validation text", "no texto de validação")),
      .right(n.language.text("loss", "perda")),
      .right(n.language.text("perplexity", "perplexidade")))
    let uniform = log(Double(run.tokenizer.vocabularySize))
    let last = curve.validation.last?.loss ?? uniform
    for (name, loss) in [
      (n.language.text("who knows nothing", "quem não sabe nada"), uniform),
      (
        n.language.text("bigram counts (chapter 1)", "contagens de bigramas (capítulo 1)"), baseline
      ),
      (n.language.text("this model", "este modelo"), last),
    ] {
      table.addRow(name, n.number(loss), n.number(exp(loss), 2))
    }
    n.show(table)
    n.say(
      last < baseline
        ? "To see more than one token back is worth \(n.number(baseline - last, 2)) nats per token."
        : "It has not beaten the bigram counts yet: the training was too short.",
      last < baseline
        ? "Enxergar mais de um token para trás vale \(n.number(baseline - last, 2)) nats por token."
        : "Ele ainda não venceu as contagens de bigramas: o treino foi curto demais.")
    return (curve, saved, Array(curve.losses[stop...]))
  }

  // MARK: Overfitting

  /// The same model on a text that it can memorize.
  func tellOverfitting(_ run: SmallPretraining, _ n: Narrator) throws {
    try n.step("Too little text: overfitting", "Texto de menos: sobreajuste")
    let documentCount = 30
    var small = run
    let steps = n.steps(300)
    var generator = n.generator()
    let model = GPT(run.training.model.configuration, using: &generator)
    let text = TrainingText(
      documents: run.tokenizer.encode(documents: run.documents.prefix(documentCount)),
      endOfText: run.tokenizer.endOfText ?? 0, windowLength: SmallPretraining.contextLength)
    small.training = Training(
      model,
      plan: TrainingPlan(
        schedule: LearningRateSchedule(
          peak: 3e-3, minimum: 3e-3, warmUpSteps: steps / 20, totalSteps: steps),
        batchSize: 2, accumulation: 4),
      generator: generator)
    n.say(
      "The same model with the same first weights, but it gets only \(documentCount) documents, "
        + "again and again. Its training loss keeps falling:",
      "O mesmo modelo com os mesmos pesos iniciais, mas recebe só \(documentCount) documentos, "
        + "repetidos muitas vezes. A perda de treino não para de cair:")
    let batches = Array(run.validation.prefix(8))
    var points: [(step: Int, training: Double, validation: Double)] = []
    var losses: [Double] = []
    let progress = TrainingProgress(Text("overfitting", "sobreajuste"), total: steps, n)
    func measure() {
      let recent = losses.suffix(max(1, steps / 20))
      points.append(
        (
          small.training.step, recent.reduce(0, +) / Double(recent.count),
          evaluate(small.training.model, on: batches)
        ))
    }
    var goesOn = true
    while goesOn {
      losses.append(small.training.advance(on: text).loss)
      let step = small.training.step
      if step * 20 / steps > (step - 1) * 20 / steps { measure() }
      goesOn = try progress.update(step: step, note: points.last.map { note($0, n) } ?? "")
    }
    if points.last?.step != small.training.step { measure() }
    progress.finish()
    let training = points.map { ChartPoint(Double($0.step), $0.training) }
    let validation = points.map { ChartPoint(Double($0.step), $0.validation) }
    n.draw(TerminalChart(training + [ChartPoint(.nan, .nan)] + validation, height: 12))
    let last = points[points.count - 1]
    let best = points.min { $0.validation < $1.validation } ?? last
    let (low, end, own) = (
      n.number(best.validation, 2), n.number(last.validation, 2), n.number(last.training, 2)
    )
    n.say(
      last.validation > best.validation * 1.02
        ? "On new text it was best after \(best.step) steps, with \(low). At the end it has \(own) on "
          + "its own \(documentCount) documents (the lower curve) and \(end) on new ones: it learns "
          + "the stories, not the language. Only the validation curve tells."
        : "On its own documents it has \(own) at the end, on new ones \(end). So far the second has not "
          + "risen: give it more steps.",
      last.validation > best.validation * 1.02
        ? "Em texto novo, o melhor foi depois de \(best.step) passos, com \(low). No fim tem \(own) nos "
          + "próprios \(documentCount) documentos (a curva de baixo) e \(end) em novos: aprende as "
          + "histórias, não a língua. Só a curva de validação mostra isso."
        : "Nos próprios documentos tem \(own) no fim, em novos \(end). Até aqui a segunda não subiu: dê "
          + "mais passos a ele.")
  }

  private func note(
    _ point: (step: Int, training: Double, validation: Double), _ n: Narrator
  ) -> String {
    let (training, validation) = (n.number(point.training, 2), n.number(point.validation, 2))
    return n.language.text(
      "training \(training), validation \(validation)",
      "treino \(training), validação \(validation)")
  }

  // MARK: The curve

  func tellCurve(_ curve: SmallPretraining.Curve, _ baseline: Double, _ n: Narrator) throws {
    try n.step("The whole run in one picture", "Tudo em uma figura")
    let steps = curve.losses.enumerated().map { ChartPoint(Double($0.offset + 1), $0.element) }
    let window = max(1, curve.losses.count / 40)
    let smooth = stride(from: window, through: curve.losses.count, by: max(1, window / 2)).map {
      end in
      ChartPoint(
        Double(end), curve.losses[end - window..<end].reduce(0, +) / Double(window))
    }
    let validation = curve.validation.map { ChartPoint(Double($0.step), $0.loss) }
    n.draw(TerminalChart(smooth, reference: baseline, height: 13))
    let first = curve.validation.first?.loss ?? 0
    let last = curve.validation.last?.loss ?? 0
    let gap = last - curve.recentLoss
    n.say(
      "The training loss, and dashed what bigram counts reach. Validation fell from "
        + "\(n.number(first, 2)) (after a tenth of the steps) to \(n.number(last, 2)). At the end it "
        + "lies \(n.number(abs(gap), 2)) \(gap < 0 ? "below" : "above") the training loss"
        + (gap > 0.3
          ? ": the model begins to know its text by heart." : ": little is learned by heart."),
      "A perda de treino e, tracejado, o que as contagens de bigramas alcançam. A validação caiu de "
        + "\(n.number(first, 2)) (depois de um décimo dos passos) para \(n.number(last, 2)). No fim "
        + "ela fica \(n.number(abs(gap), 2)) \(gap < 0 ? "abaixo" : "acima") da perda de treino"
        + (gap > 0.3 ? ": o modelo começa a saber o texto de cor." : ": pouco foi decorado."))
    var chart = LineChart(
      title: n.language.text("A small pretraining", "Um pequeno pré-treinamento"),
      xLabel: n.language.text("step", "passo"),
      yLabel: n.language.text("loss (nats per token)", "perda (nats por token)"),
      series: [
        .init(n.language.text("each batch", "cada lote"), steps, isFaint: true),
        .init(n.language.text("training, smoothed", "treino, suavizado"), smooth),
        .init(n.language.text("validation", "validação"), validation),
      ],
      references: [.init(n.language.text("bigram counts", "contagens de bigramas"), y: baseline)])
    chart.language = n.language
    try n.picture(chart)
  }
}
