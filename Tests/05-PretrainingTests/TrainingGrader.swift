import CourseKit
import Grading
import Pretraining
import PretrainingSolution
import Tensors
import Testing

/// A model with something like dropout: in training, each pass multiplies its logits by a number that
/// it draws.
struct NoisyTableModel: LanguageModel {
  var table: TableModel

  var configuration: GPTConfiguration { table.configuration }
  func callAsFunction(_ tokens: TokenBatch) -> Tensor { table(tokens) }
  func nextTokenLogits(after tokens: [Int]) -> Tensor { table.nextTokenLogits(after: tokens) }

  func withPullback(
    _ tokens: TokenBatch, using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<NoisyTableModel>) {
    let factor = 0.5 + generator.nextUniform()
    return (
      factor * table(tokens),
      { [table] cotangent in
        var unused = SeededGenerator(seed: 0)
        let (_, pullback) = table.withPullback(tokens, using: &unused)
        return NoisyTableModel(table: pullback(factor * cotangent))
      }
    )
  }

  mutating func visitParameters(under prefix: String, _ body: (String, inout Tensor) -> Void) {
    table.visitParameters(under: prefix, body)
  }
}

struct TrainingInput: Sendable {
  let model: NoisyTableModel
  let accumulation: Int
  let normLimit: Double
  let seed: UInt64
  /// How many steps are made.
  let stepCount: Int

  static let batchSize = 2

  /// A batch of random tokens, of whose six targets one to five are left out.
  func drawBatch(_ generator: inout SeededGenerator) -> TrainingBatch {
    let size = UInt64(model.table.weight.shape[0])
    func rows() -> [[Int]] {
      (0..<TrainingInput.batchSize).map { _ in
        (0..<3).map { _ in Int(generator.next() % size) }
      }
    }
    let inputs = rows()
    var targets = rows()
    for place in 0...Int(generator.next() % 5) {
      targets[place / 3][place % 3] = TokenBatch.ignored
    }
    return TrainingBatch(inputs: TokenBatch(inputs), targets: TokenBatch(targets))
  }

  /// Rates that differ from step to step.
  var schedule: (peak: Float, minimum: Float, warmUpSteps: Int, totalSteps: Int) {
    (0.1, 0.01, 2, 5)
  }
}

/// What a step's report says.
private struct Told {
  var step: Int
  var loss: Double
  var norm: Double
  var rate: Float
}

private func trainingEvidence(
  _ told: [Told], weight: Tensor, step: Int, generator: SeededGenerator
) -> [Evidence] {
  var generator = generator
  func each(_ english: String, _ portuguese: String, _ number: (Told) -> Double) -> Evidence {
    Evidence(
      Text("the report's \(english), step by step", "\(portuguese) do relatório, passo a passo"),
      .numbers(told.map(number)))
  }
  return [
    each("number of the step", "o número do passo") { Double($0.step) },
    each("learning rate", "a taxa de aprendizado") { Double($0.rate) },
    each("loss", "a perda") { $0.loss },
    each("gradientNorm", "gradientNorm") { $0.norm },
    Evidence(
      Text("the parameters after all steps", "os parâmetros depois de todos os passos"), weight),
    Evidence(Text("the training's step", "o step do treino"), [step]),
    Evidence(
      Text(
        "the next number of the training's generator", "o próximo número do gerador do treino"),
      Double(generator.nextUniform())),
  ]
}

/// The loop, one batch after the other, with places where it can be got wrong.
private struct PlainTraining: Sendable {
  var averages = true
  var weighsBatchesAlike = false
  var keepsOnlyLastGradient = false
  var tellsOnlyLastLoss = false
  var clips = true
  var clipsEachBatch = false
  var tellsClippedNorm = false
  var rateAhead = 0
  var counts = true
  var drawsOnce = false
  var drawsInTurn = false
  var splits = true
  var lossAfterUpdate = false
  var tellsNextStep = false
  var forgetsMoments = false

  func evidence(_ input: TrainingInput) -> [Evidence] {
    var model = input.model
    var generator = SeededGenerator(seed: input.seed)
    var optimizer = PretrainingSolution::AdamW()
    let (peak, minimum, warmUp, total) = input.schedule
    let schedule = PretrainingSolution::LearningRateSchedule(
      peak: peak, minimum: minimum, warmUpSteps: warmUp, totalSteps: total)
    var told: [Told] = []
    for index in 0..<input.stepCount {
      let step = counts ? index : 0
      var batches: [TrainingBatch] = []
      var generators: [SeededGenerator] = []
      for _ in 0..<input.accumulation {
        batches.append(drawsOnce && !batches.isEmpty ? batches[0] : input.drawBatch(&generator))
        if splits, drawsInTurn { generators.append(generator.split()) }
      }
      if splits, !drawsInTurn { generators = batches.map { _ in generator.split() } }
      let counts = batches.map { Double($0.targets.countedPlaces.count) }
      let shares = counts.map {
        weighsBatchesAlike ? 1 / Double(counts.count) : $0 / counts.reduce(0, +)
      }
      var losses: [Double] = []
      var gradient: NoisyTableModel?
      for (place, batch) in batches.enumerated() {
        let (loss, one) = lossAndGradient(model, batch) { pass in
          if splits { pass(&generators[place]) } else { pass(&generator) }
        }
        losses.append(loss)
        var part = one
        if averages { part.scale(by: Float(shares[place])) }
        if clipsEachBatch { PretrainingSolution::clip(&part, toNorm: input.normLimit) }
        if gradient == nil || keepsOnlyLastGradient {
          gradient = part
        } else {
          gradient!.add(part)
        }
      }
      var norm = PretrainingSolution::globalNorm(gradient!)
      if clips { PretrainingSolution::clip(&gradient!, toNorm: input.normLimit) }
      if tellsClippedNorm { norm = PretrainingSolution::globalNorm(gradient!) }
      let rate = schedule(step + rateAhead)
      if forgetsMoments { optimizer = PretrainingSolution::AdamW() }
      optimizer.update(&model, gradient: gradient!, learningRate: rate)
      if lossAfterUpdate {
        losses = batches.indices.map { place in
          PretrainingSolution::crossEntropy(
            model(batches[place].inputs), targets: batches[place].targets)
        }
      }
      let mean = zip(losses, shares).reduce(0) { $0 + $1.0 * $1.1 }
      let loss = tellsOnlyLastLoss ? losses.last! : mean
      told.append(Told(step: step + (tellsNextStep ? 1 : 0), loss: loss, norm: norm, rate: rate))
    }
    return trainingEvidence(
      told, weight: model.table.weight, step: counts ? input.stepCount : 0, generator: generator)
  }

  private func lossAndGradient(
    _ model: NoisyTableModel, _ batch: TrainingBatch,
    using borrow: ((inout SeededGenerator) -> Void) -> Void
  ) -> (Double, NoisyTableModel) {
    var result: (Double, NoisyTableModel)?
    borrow { generator in
      let (logits, pullback) = model.withPullback(batch.inputs, using: &generator)
      let (loss, lossPullback) = PretrainingSolution::crossEntropyWithPullback(
        logits, targets: batch.targets)
      result = (loss, pullback(lossPullback(1)))
    }
    return result!
  }
}

let trainingGrader = Grader<TrainingInput>(
  "5.7",
  cases: { data in
    [(3, 3, 0.1), (2, 4, 100.0), (1, 3, 0.2)].map { accumulation, steps, limit in
      .init(
        Text(
          "\(steps) steps of \(accumulation) batches, the gradient at most \(limit) long",
          "\(steps) passos de \(accumulation) lotes, o gradiente com no máximo \(limit) de comprimento"
        ),
        TrainingInput(
          model: NoisyTableModel(table: TableModel(weight: data.tensor([5, 5]))),
          accumulation: accumulation, normLimit: limit, seed: UInt64(data.integer(in: 1...1000)),
          stepCount: steps))
    }
  },
  expected: { input in
    let (peak, minimum, warmUp, total) = input.schedule
    var training = PretrainingSolution::Training(
      input.model,
      plan: PretrainingSolution::TrainingPlan(
        schedule: PretrainingSolution::LearningRateSchedule(
          peak: peak, minimum: minimum, warmUpSteps: warmUp, totalSteps: total),
        batchSize: TrainingInput.batchSize, accumulation: input.accumulation,
        gradientNormLimit: input.normLimit),
      generator: SeededGenerator(seed: input.seed))
    let told = (0..<input.stepCount).map { _ in
      let report = training.advance { input.drawBatch(&$0) }
      return Told(
        step: report.step, loss: report.loss, norm: report.gradientNorm, rate: report.learningRate)
    }
    return trainingEvidence(
      told, weight: training.model.table.weight, step: training.step,
      generator: training.generator)
  },
  misconceptions: [
    .init(
      Text(
        "if the steps are not counted: each has the rate of step 0",
        "quando os passos não são contados: cada um tem a taxa do passo 0")
    ) { PlainTraining(counts: false).evidence($0) },
    .init(
      Text(
        "if the report tells the number of the next step",
        "quando o relatório dá o número do passo seguinte")
    ) { PlainTraining(tellsNextStep: true).evidence($0) },
    .init(
      Text("with the learning rate of the next step", "com a taxa de aprendizado do passo seguinte")
    ) { PlainTraining(rateAhead: 1).evidence($0) },
    .init(
      Text(
        "if the gradients of the batches are added and not averaged",
        "quando os gradientes dos lotes são somados, sem tirar a média")
    ) { PlainTraining(averages: false).evidence($0) },
    .init(
      Text(
        "if each batch counts the same, however many targets it has",
        "quando cada lote conta igual, seja qual for o número de alvos dele")
    ) { PlainTraining(weighsBatchesAlike: true).evidence($0) },
    .init(
      Text(
        "if only the last batch's gradient is left, in the place of the mean of all",
        "quando só resta o gradiente do último lote, no lugar da média de todos")
    ) { PlainTraining(averages: false, keepsOnlyLastGradient: true).evidence($0) },
    .init(
      Text(
        "if the loss is that of the last batch alone", "quando a perda é só a do último lote")
    ) { PlainTraining(tellsOnlyLastLoss: true).evidence($0) },
    .init(
      Text(
        "if the loss is measured after the update, not before",
        "quando a perda é medida depois da atualização, e não antes")
    ) { PlainTraining(lossAfterUpdate: true).evidence($0) },
    .init(
      Text("if the gradient is not clipped", "quando o gradiente não é cortado")
    ) { PlainTraining(clips: false).evidence($0) },
    .init(
      Text(
        "if each batch's gradient is clipped, not their mean",
        "quando se corta o gradiente de cada lote, e não a média deles")
    ) { PlainTraining(clips: false, clipsEachBatch: true).evidence($0) },
    .init(
      Text(
        "if gradientNorm is measured after clipping",
        "quando gradientNorm é medida depois do corte")
    ) { PlainTraining(tellsClippedNorm: true).evidence($0) },
    .init(
      Text(
        "if one batch is drawn and used for the whole step",
        "quando um só lote é sorteado e usado no passo inteiro")
    ) { PlainTraining(drawsOnce: true).evidence($0) },
    .init(
      Text(
        "if each batch and its generator are drawn in turn, and not first all batches",
        "quando se sorteiam um lote e o gerador dele por vez, e não primeiro todos os lotes")
    ) { PlainTraining(drawsInTurn: true).evidence($0) },
    .init(
      Text(
        "if the model draws from the training's own generator, which was not split",
        "quando o modelo sorteia do próprio gerador do treino, sem split")
    ) { PlainTraining(splits: false).evidence($0) },
    .init(
      Text(
        "if every step begins with a new optimizer, which knows no moments",
        "quando cada passo começa com um otimizador novo, que não conhece momentos")
    ) { PlainTraining(forgetsMoments: true).evidence($0) },
  ],
  variants: [
    .init("one batch after the other, scaled after the way back") {
      PlainTraining().evidence($0)
    }
  ])

@Test func `5.7 training loop with accumulation`() async throws {
  let attempt = Attempt("5.7")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(trainingGrader) { input in
      let (peak, minimum, warmUp, total) = input.schedule
      var training = Pretraining::Training(
        input.model,
        plan: Pretraining::TrainingPlan(
          schedule: Pretraining::LearningRateSchedule(
            peak: peak, minimum: minimum, warmUpSteps: warmUp, totalSteps: total),
          batchSize: TrainingInput.batchSize, accumulation: input.accumulation,
          gradientNormLimit: input.normLimit),
        generator: SeededGenerator(seed: input.seed))
      let told = (0..<input.stepCount).map { _ in
        let report = training.advance { input.drawBatch(&$0) }
        return Told(
          step: report.step, loss: report.loss, norm: report.gradientNorm,
          rate: report.learningRate)
      }
      return trainingEvidence(
        told, weight: training.model.table.weight, step: training.step,
        generator: training.generator)
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `5.7 grader`() { #expect(trainingGrader.flaws() == []) }
