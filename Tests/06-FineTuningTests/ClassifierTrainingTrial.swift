import CourseKit
import FineTuningSolution
import Grading
import PretrainingSolution
import Tensors
import TransformerSolution

/// A tiny classifier from a seed, texts to learn from, and the settings of the training.
struct ClassifierTrainingInput: Sendable {
  let stepCount: Int
  let pooling: String
  let dropoutRate: Float
  /// Whether adapters of the attention weights are trained, or some of its own parameters.
  let usesAdapters: Bool
  let tokens: [[Int]]
  let labels: [Int]
  let batchSize: Int
  let accumulation: Int
  let gradientNormLimit: Double
  let seed: UInt64

  static let labelNames = ["a", "b", "c"]
  /// The parameters that are trained in full. The bias of the keys is not among them: it has no
  /// effect, so its gradient is mere rounding error, which AdamW would amplify.
  static let learning: Set<String> = [
    "h.1.mlp.c_fc.weight", "h.1.mlp.c_proj.bias", "ln_f.weight", "score.weight", "score.bias",
  ]

  var configuration: GPTConfiguration {
    GPTConfiguration(
      vocabularySize: 7, contextLength: 4, layerCount: 2, headCount: 2, width: 4,
      dropoutRate: dropoutRate)
  }

  var plan: CourseKit::TrainingPlan {
    CourseKit::TrainingPlan(
      schedule: CourseKit::LearningRateSchedule(
        peak: 0.05, minimum: 0.01, warmUpSteps: 2, totalSteps: stepCount),
      batchSize: batchSize, accumulation: accumulation, gradientNormLimit: gradientNormLimit)
  }
}

/// The results of a run.
func classifierTrainingEvidence(
  losses: [Double], step: Int, updates: Int, next: UInt64,
  learned: [(name: String, tensor: Tensor)], model: [(name: String, tensor: Tensor)]
) -> [Evidence] {
  [
    Evidence(Text("the loss of each step", "a perda de cada passo"), .numbers(losses)),
    Evidence(Text("step afterwards", "step depois disso"), [step]),
    Evidence(
      Text("how many updates the optimizer made", "quantas atualizações o otimizador fez"),
      [updates]),
    Evidence(
      Text("the generator's next number afterwards", "o próximo número do gerador depois disso"),
      "\(next)"),
  ]
    + model.map { name, tensor in
      Evidence(
        Text("\(name) after the last step", "\(name) depois do último passo"), tensor,
        tolerance: 2e-3)
    }
    + learned.filter { $0.name.contains("lora") }.map { name, tensor in
      Evidence(
        Text("\(name) after the last step", "\(name) depois do último passo"), tensor,
        tolerance: 2e-3)
    }
}

// MARK: The reference

private func referenceClassifier(
  _ input: ClassifierTrainingInput
) -> FineTuningSolution::Classifier {
  var (data, generator) = (TestData(seed: input.seed), SeededGenerator(seed: input.seed))
  let model = TransformerSolution::GPT(input.configuration, using: &generator)
  return data.filling(
    FineTuningSolution::Classifier(
      model, labels: ClassifierTrainingInput.labelNames,
      pooling: FineTuningSolution::Pooling(rawValue: input.pooling)!, paddingToken: 0,
      using: &generator))
}

private func referenceExamples(
  _ input: ClassifierTrainingInput
) -> [FineTuningSolution::LabelledSequence] {
  zip(input.tokens, input.labels).map {
    FineTuningSolution::LabelledSequence(tokens: $0, label: $1)
  }
}

private func referenceRun<Tuned: FineTuningSolution::FineTunable>(
  _ tuned: Tuned, _ input: ClassifierTrainingInput
) -> [Evidence] where Tuned.Model == FineTuningSolution::Classifier {
  var training = FineTuningSolution::ClassifierTraining(
    tuned, on: referenceExamples(input), plan: input.plan,
    generator: SeededGenerator(seed: input.seed))
  let losses = (0..<input.stepCount).map { _ in training.advance() }
  return classifierTrainingEvidence(
    losses: losses, step: training.step, updates: training.optimizer.step,
    next: training.generator.next(), learned: training.tuned.parameters,
    model: training.tuned.model.parameters)
}

private func referenceAdapted(
  _ input: ClassifierTrainingInput
) -> FineTuningSolution::LoRAModel<FineTuningSolution::Classifier> {
  var generator = SeededGenerator(seed: input.seed)
  return FineTuningSolution::LoRAModel(
    referenceClassifier(input), adapting: .attentionWeights, rank: 2, alpha: 4,
    alsoLearning: .head, using: &generator)
}

private func referenceFrozen(
  _ input: ClassifierTrainingInput, learning names: Set<String> = ClassifierTrainingInput.learning
) -> FineTuningSolution::PartlyFrozen<FineTuningSolution::Classifier> {
  FineTuningSolution::PartlyFrozen(
    referenceClassifier(input), learning: FineTuningSolution::ParameterSelection(names: names))
}

func referenceClassifierTraining(_ input: ClassifierTrainingInput) -> [Evidence] {
  input.usesAdapters
    ? referenceRun(referenceAdapted(input), input) : referenceRun(referenceFrozen(input), input)
}

// MARK: The loop with mistakes

/// A sequential loop, with hooks for mistakes.
struct PlainClassifierLoop: Sendable {
  enum Order: Sendable {
    case epochs, fromTheStart, independent, unshuffled, sameEveryEpoch, withoutRemainder
  }

  var order = Order.epochs
  var splits = true
  var averages = true
  /// Whether each batch's gradient is clipped instead of their mean.
  var clipsEachBatch = false
  var clips = true
  var usesFirstBatchAlone = false
  var updatesAfterEachBatch = false
  var renewsOptimizer = false
  var scheduleOffset = 0
  var decays = true
  var reportsLossAfter = false
  var countsSteps = true
  var learnsEverything = false
  /// Whether a single split serves all batches, one after another, and the number of superfluous
  /// splits.
  var splitsOnce = false
  var splitsTooMany = 0
  /// Whether the rest of an epoch is dropped when a step begins.
  var forgetsRest = false
  var tellsLastLoss = false

  func evidence(_ input: ClassifierTrainingInput) -> [Evidence] {
    if input.usesAdapters { return run(referenceAdapted(input), input) }
    guard learnsEverything else { return run(referenceFrozen(input), input) }
    let names = Set(referenceClassifier(input).parameters.map(\.name))
    return run(referenceFrozen(input, learning: names), input)
  }

  private func run<Tuned: FineTuningSolution::FineTunable>(
    _ start: Tuned, _ input: ClassifierTrainingInput
  ) -> [Evidence] where Tuned.Model == FineTuningSolution::Classifier {
    var tuned = start
    let plan = input.plan
    let examples = referenceExamples(input)
    var generator = SeededGenerator(seed: input.seed)
    func newOptimizer() -> PretrainingSolution::AdamW {
      PretrainingSolution::AdamW(weightDecay: decays ? plan.weightDecay : 0)
    }
    var optimizer = newOptimizer()
    var (step, updates, rest, losses) = (0, 0, [Int](), [Double]())
    let firstOrder: [Int] = {
      var copy = SeededGenerator(seed: input.seed)
      return examples.indices.shuffled(using: &copy)
    }()

    func nextBatch() -> [FineTuningSolution::LabelledSequence] {
      if order == .withoutRemainder, rest.count < plan.batchSize { rest = [] }
      return (0..<plan.batchSize).map { _ in
        if order == .independent {
          return examples[Int.random(in: examples.indices, using: &generator)]
        }
        if rest.isEmpty {
          switch order {
          case .fromTheStart:
            rest = examples.indices.shuffled(using: &generator).reversed()
          case .unshuffled: rest = examples.indices.reversed()
          case .sameEveryEpoch:
            rest = firstOrder
            if losses.isEmpty, step == 0 { _ = examples.indices.shuffled(using: &generator) }
          default: rest = examples.indices.shuffled(using: &generator)
          }
        }
        return examples[rest.removeLast()]
      }
    }

    func lossAndGradient(
      _ texts: [FineTuningSolution::LabelledSequence], _ generator: inout SeededGenerator,
      share: Float
    ) -> (loss: Double, gradient: Tuned) {
      let classifier = tuned.model
      let batch = FineTuningSolution::pad(
        texts.map(\.tokens), contextLength: input.configuration.contextLength, padding: 0)
      let (logits, way) = classifier.withPullback(
        batch, frozenBlocks: classifier.frozenBlockCount { tuned.learns($0) }, using: &generator)
      let (loss, lossWay) = PretrainingSolution::crossEntropyWithPullback(
        logits, targets: TokenBatch(texts.map { [$0.label] }))
      return (loss * Double(share), tuned.gradient(from: way(lossWay(share))))
    }

    for _ in 0..<input.stepCount {
      if forgetsRest { rest = [] }
      let batches = (0..<plan.accumulation).map { _ in nextBatch() }
      var generators = (splitsOnce ? [batches[0]] : batches).map { _ in
        splits ? generator.split() : generator
      }
      for _ in 0..<splitsTooMany { _ = generator.split() }
      let rate = plan.schedule.PretrainingSolution::callAsFunction(step + scheduleOffset)
      if renewsOptimizer { optimizer = newOptimizer() }
      let share = averages && !updatesAfterEachBatch ? 1 / Float(batches.count) : 1
      var (loss, sum) = (0.0, Tuned?.none)
      for index in batches.indices {
        var part: (loss: Double, gradient: Tuned)
        if splits {
          part = lossAndGradient(
            batches[index], &generators[splitsOnce ? 0 : index], share: share)
        } else {
          part = lossAndGradient(batches[index], &generator, share: share)
        }
        if usesFirstBatchAlone {
          if index > 0 { continue }
          part.loss *= Double(batches.count)
          part.gradient.scale(by: Float(batches.count))
        }
        if clipsEachBatch || updatesAfterEachBatch {
          PretrainingSolution::clip(&part.gradient, toNorm: plan.gradientNormLimit)
        }
        if tellsLastLoss { loss = 0 }
        loss += updatesAfterEachBatch ? part.loss / Double(batches.count) : part.loss
        if tellsLastLoss { loss *= Double(batches.count) }
        if updatesAfterEachBatch {
          optimizer.update(&tuned, gradient: part.gradient, learningRate: rate)
        } else if sum == nil {
          sum = part.gradient
        } else {
          sum!.add(part.gradient)
        }
      }
      if var gradient = sum {
        if clips, !clipsEachBatch {
          PretrainingSolution::clip(&gradient, toNorm: plan.gradientNormLimit)
        }
        optimizer.update(&tuned, gradient: gradient, learningRate: rate)
      }
      if reportsLossAfter {
        loss = 0
        for index in batches.indices {
          var again = generators[index]
          loss += lossAndGradient(batches[index], &again, share: share).loss
        }
      }
      losses.append(loss)
      if countsSteps { step += 1 }
      updates += 1
    }
    return classifierTrainingEvidence(
      losses: losses, step: step, updates: optimizer.step, next: generator.next(),
      learned: tuned.parameters, model: tuned.model.parameters)
  }
}
