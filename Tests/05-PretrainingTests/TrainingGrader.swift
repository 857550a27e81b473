import CourseKit
import Grading
import Pretraining
import PretrainingSolution
import Tensors
import Testing

/// A model with something like dropout: in training, each pass multiplies its logits by a random
/// number.
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
      { [table] upstream in
        var unused = SeededGenerator(seed: 0)
        let (_, pullback) = table.withPullback(tokens, using: &unused)
        return NoisyTableModel(table: pullback(factor * upstream))
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
  /// The number of steps to make.
  let stepCount: Int
  var targets = Targets.someLeftOut
  /// The number of steps that were made before, with another optimizer.
  var earlierSteps = 0

  /// How many of a batch's six targets are ignored: one to five, all in some batches, or all in
  /// every batch.
  enum Targets: Sendable { case someLeftOut, batchesWithout, none }

  static let batchSize = 2

  /// A batch of random tokens, with one to five of its six targets ignored.
  func drawBatch(_ generator: inout SeededGenerator) -> TrainingBatch {
    let size = UInt64(model.table.weight.shape[0])
    func rows() -> [[Int]] {
      (0..<TrainingInput.batchSize).map { _ in
        (0..<3).map { _ in Int(generator.next() % size) }
      }
    }
    let inputs = rows()
    var targets = rows()
    var leftOut = Int(generator.next() % 5) + 1
    switch self.targets {
    case .someLeftOut: break
    case .batchesWithout: if generator.next() % 2 == 0 { leftOut = 6 }
    case .none: leftOut = 6
    }
    for place in 0..<leftOut { targets[place / 3][place % 3] = TokenBatch.ignored }
    return TrainingBatch(inputs: TokenBatch(inputs), targets: TokenBatch(targets))
  }

  /// Learning rates that differ from step to step.
  var schedule: CourseKit::LearningRateSchedule {
    CourseKit::LearningRateSchedule(
      peak: 0.1, minimum: 0.01, warmUpSteps: 2, totalSteps: max(5, stepCount + 3) + earlierSteps)
  }
}

private func trainingEvidence(
  _ reports: [CourseKit::StepReport], weight: Tensor, step: Int, generator: SeededGenerator
) -> [Evidence] {
  var generator = generator
  func each(_ english: String, _ portuguese: String, _ number: (CourseKit::StepReport) -> Double)
    -> Evidence
  {
    Evidence(
      Text("the report's \(english), step by step", "\(portuguese) do relatório, passo a passo"),
      .numbers(reports.map(number)))
  }
  return [
    each("number of the step", "o número do passo") { Double($0.step) },
    each("learning rate", "a taxa de aprendizado") { Double($0.learningRate) },
    each("loss", "a perda") { $0.loss },
    each("gradientNorm", "gradientNorm") { $0.gradientNorm },
    Evidence(
      Text("the parameters after all steps", "os parâmetros depois de todos os passos"), weight),
    Evidence(Text("the training's step", "o step do treino"), [step]),
    Evidence(
      Text(
        "the next number of the training's generator", "o próximo número do gerador do treino"),
      Double(generator.nextUniform())),
  ]
}

private func evidence<Training: GradedTraining<NoisyTableModel>>(
  _ input: TrainingInput, of _: Training.Type
) -> [Evidence] {
  var training = Training(
    input.model,
    plan: CourseKit::TrainingPlan(
      schedule: input.schedule, batchSize: TrainingInput.batchSize,
      accumulation: input.accumulation, gradientNormLimit: input.normLimit),
    generator: SeededGenerator(seed: input.seed))
  training.step = input.earlierSteps
  let reports = (0..<input.stepCount).map { _ in training.advance { input.drawBatch(&$0) } }
  return trainingEvidence(
    reports, weight: training.model.table.weight, step: training.step,
    generator: training.generator)
}

/// The loop, one batch after another, with hooks for mistakes.
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
  /// Whether the report's loss is the sum of the batches' losses.
  var sumsLosses = false
  /// Whether the loss and the gradient are sums over all targets.
  var sumsTargets = false
  var sharesTwice = false
  /// Whether a single split serves all batches, one after another.
  var splitsOnce = false
  var splitsTooMany = 0
  /// Whether the logits come from inference, which drops nothing.
  var infers = false
  var dividesByZero = false
  var ratesByOptimizer = false

  func evidence(_ input: TrainingInput) -> [Evidence] {
    var model = input.model
    var generator = SeededGenerator(seed: input.seed)
    var optimizer = PretrainingSolution::AdamW()
    var told: [CourseKit::StepReport] = []
    for index in 0..<input.stepCount {
      let step = input.earlierSteps + (counts ? index : 0)
      var batches: [TrainingBatch] = []
      var generators: [SeededGenerator] = []
      for _ in 0..<input.accumulation {
        batches.append(drawsOnce && !batches.isEmpty ? batches[0] : input.drawBatch(&generator))
        if splits, drawsInTurn { generators.append(generator.split()) }
      }
      if splits, !drawsInTurn {
        generators = (splitsOnce ? [batches[0]] : batches).map { _ in generator.split() }
      }
      if splitsOnce {
        generators = [SeededGenerator](repeating: generators[0], count: batches.count)
      }
      for _ in 0..<splitsTooMany { _ = generator.split() }
      let counts = batches.map { Double($0.targets.countedPositions.count) }
      let targetCount = counts.reduce(0, +)
      let shares = counts.map { count in
        if sumsTargets { return count }
        if weighsBatchesAlike { return 1 / Double(counts.count) }
        return count / (dividesByZero ? targetCount : max(1, targetCount))
      }
      var losses: [Double] = []
      var gradient: NoisyTableModel?
      for (place, batch) in batches.enumerated() {
        let (loss, one) = lossAndGradient(model, batch) { pass in
          if splits { pass(&generators[place]) } else { pass(&generator) }
          if splitsOnce, place + 1 < batches.count { generators[place + 1] = generators[place] }
        }
        losses.append(loss)
        var part = one
        if averages { part.scale(by: Float(shares[place])) }
        if sharesTwice { part.scale(by: Float(shares[place])) }
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
      let rate = input.schedule.PretrainingSolution::callAsFunction(
        (ratesByOptimizer ? index : step) + rateAhead)
      if forgetsMoments { optimizer = PretrainingSolution::AdamW() }
      optimizer.update(&model, gradient: gradient!, learningRate: rate)
      if lossAfterUpdate {
        losses = batches.indices.map { place in
          PretrainingSolution::crossEntropy(
            model(batches[place].inputs), targets: batches[place].targets)
        }
      }
      let mean = zip(losses, shares).reduce(0) { $0 + $1.0 * $1.1 }
      let loss =
        tellsOnlyLastLoss ? losses.last! : sumsLosses ? losses.reduce(0, +) : mean
      told.append(
        CourseKit::StepReport(
          step: step + (tellsNextStep ? 1 : 0), loss: loss, gradientNorm: norm,
          learningRate: rate))
    }
    return trainingEvidence(
      told, weight: model.table.weight, step: input.earlierSteps + (counts ? input.stepCount : 0),
      generator: generator)
  }

  private func lossAndGradient(
    _ model: NoisyTableModel, _ batch: TrainingBatch,
    using borrow: ((inout SeededGenerator) -> Void) -> Void
  ) -> (Double, NoisyTableModel) {
    var result: (Double, NoisyTableModel)?
    borrow { generator in
      let (noisy, noisyPullback) = model.withPullback(batch.inputs, using: &generator)
      let logits = infers ? model(batch.inputs) : noisy
      let pullback = infers ? pullbackWithoutNoise(over: batch.inputs, of: model) : noisyPullback
      let (loss, lossPullback) = PretrainingSolution::crossEntropyWithPullback(
        logits, targets: batch.targets)
      result = (loss, pullback(lossPullback(1)))
    }
    return result!
  }

  /// The pullback of the pass that drops nothing.
  private func pullbackWithoutNoise(
    over tokens: TokenBatch, of model: NoisyTableModel
  ) -> Pullback<NoisyTableModel> {
    var unused = SeededGenerator(seed: 0)
    let pullback = model.table.withPullback(tokens, using: &unused).pullback
    return { NoisyTableModel(table: pullback($0)) }
  }
}

let trainingGrader = Grader<TrainingInput>(
  "5.7",
  cases: { data in
    func makeCase(
      _ accumulation: Int, steps: Int, limit: Double, words: Int = 5,
      _ targets: TrainingInput.Targets = .someLeftOut, after earlier: Int = 0
    ) -> Grader<TrainingInput>.Case {
      let left =
        switch targets {
        case .someLeftOut where earlier > 0:
          Text(
            ", with a new optimizer from step \(earlier) on",
            ", com um otimizador novo a partir do passo \(earlier)")
        case .someLeftOut: Text("", "")
        case .batchesWithout: Text(", some batches without targets", ", alguns lotes sem alvos")
        case .none: Text(", no batch with a target", ", nenhum lote com alvo")
        }
      let portuguese = left.in(.portuguese)
      return .init(
        Text(
          "\(steps) steps of \(accumulation) batches, the gradient at most \(limit) long"
            + left.in(.english),
          "\(steps) passos de \(accumulation) lotes, o gradiente com no máximo \(limit) de comprimento"
            + portuguese),
        TrainingInput(
          model: NoisyTableModel(table: TableModel(weight: data.tensor([words, words]))),
          accumulation: accumulation, normLimit: limit, seed: UInt64(data.integer(in: 1...1000)),
          stepCount: steps, targets: targets, earlierSteps: earlier))
    }
    return [
      makeCase(3, steps: 3, limit: 0.1), makeCase(2, steps: 4, limit: 100),
      makeCase(1, steps: 3, limit: 0.2), makeCase(1, steps: 12, limit: 0.2, words: 19),
      makeCase(19, steps: 2, limit: 0.05), makeCase(4, steps: 3, limit: 100, .batchesWithout),
      makeCase(2, steps: 2, limit: 1, .none), makeCase(2, steps: 3, limit: 0.3, after: 4),
    ]
  },
  expected: { evidence($0, of: PretrainingSolution::Training.self) },
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
    .init(
      Text(
        "if the losses and the gradients of the batches are added, where means are asked for",
        "quando as perdas e os gradientes dos lotes são somados, e o que se pede são médias")
    ) { PlainTraining(averages: false, sumsLosses: true).evidence($0) },
    .init(
      Text(
        "if the losses of the batches are added, where the mean is asked for",
        "quando as perdas dos lotes são somadas, e o que se pede é a média")
    ) { PlainTraining(sumsLosses: true).evidence($0) },
    .init(
      Text(
        "if the losses and the gradients of all targets are added and no mean is taken",
        "quando as perdas e os gradientes de todos os alvos são somados, sem média nenhuma")
    ) { PlainTraining(sumsTargets: true).evidence($0) },
    .init(
      Text(
        "if a batch's share is taken twice in its gradient",
        "quando a parte de um lote entra duas vezes no gradiente dele")
    ) { PlainTraining(sharesTwice: true).evidence($0) },
    .init(
      Text(
        "if one split generator serves for all batches of a step",
        "quando um só gerador, de um só split, serve a todos os lotes do passo")
    ) { PlainTraining(splitsOnce: true).evidence($0) },
    .init(
      Text(
        "if the generator is split once more than there are batches",
        "quando o gerador faz um split a mais do que há lotes")
    ) { PlainTraining(splitsTooMany: 1).evidence($0) },
    .init(
      Text(
        "if the model runs as in inference, without dropout",
        "quando o modelo roda como na inferência, sem dropout")
    ) { PlainTraining(infers: true).evidence($0) },
    .init(
      Text(
        "with the rate of the optimizer's step, which is not the training's",
        "com a taxa do passo do otimizador, que não é o do treino")
    ) { PlainTraining(ratesByOptimizer: true).evidence($0) },
    .init(
      Text(
        "of 0 / 0, if no batch has a target and nobody looks",
        "de 0 / 0, quando nenhum lote tem alvo e ninguém confere")
    ) { PlainTraining(dividesByZero: true).evidence($0) },
  ],
  variants: [
    .init("one batch after the other, scaled after the backward pass") {
      PlainTraining().evidence($0)
    }
  ],
  contract: [
    .init("One step on batches"),
    .init("1.", untested: "a number of the list"),
    .init("2.", untested: "a number of the list"),
    .init("3.", untested: "a number of the list"),
    .init("4.", untested: "a number of the list"),
    .init("5.", untested: "a number of the list"),
    .init("what dropout drops in one batch"),
    .init("the pullbacks down to the parameters"),
    .init("the means over all targets"),
    .init("(1 · 0.2 + 3 · 0.6) / 4"),
    .init(
      "Without any target", triedBy: "2 steps of 2 batches, the gradient at most 1.0 long, no batch"
    ),
    .init("Clip the gradient to", triedBy: "3 steps of 3 batches"),
    .init("Count the step"),
    .init("The report tells the number"),
  ])

@Test func `5.7 training loop with accumulation`() async throws {
  let attempt = Attempt("5.7")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(trainingGrader) { evidence($0, of: Pretraining::Training.self) }
  }
  try attempt.conclude()
}

@Test(.graders) func `5.7 grader`() { #expect(trainingGrader.flaws() == []) }
