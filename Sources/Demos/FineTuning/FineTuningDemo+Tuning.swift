import Console
import CourseKit
import FineTuningSolution
import Foundation
import Narration
import PretrainingSolution
import Tensors
import TransformerSolution

extension FineTuningDemo {
  /// Which parameters are trained, and which stay as pretrained.
  enum Strategy: CaseIterable {
    case head, lastBlock, lora, everything, scratch

    func name(_ n: Narrator) -> String {
      switch self {
      case .head: n.language.text("head only", "só a cabeça")
      case .lastBlock: n.language.text("last block and head", "último bloco e cabeça")
      case .lora: n.language.text("LoRA and head", "LoRA e cabeça")
      case .everything: n.language.text("everything", "tudo")
      case .scratch: n.language.text("everything, not pretrained", "tudo, sem pré-treinamento")
      }
    }

    /// The number of steps is the same for all, so that results are comparable; the rate is chosen
    /// for each.
    var learningRate: Float {
      switch self {
      case .head: 3e-2
      case .lora: 4e-3
      case .lastBlock, .everything, .scratch: 2e-3
      }
    }
  }

  /// The result of a strategy.
  struct Outcome {
    let strategy: Strategy
    let classifier: Classifier
    let parameterCount: Int
    let losses: [Double]
    let validation: ClassifierEvaluation
    let test: ClassifierEvaluation

    /// Judged on validation alone: the test texts must not influence the choice.
    func isBetter(than other: Outcome) -> Bool {
      (-validation.matrix.f1(of: 1), validation.loss)
        < (-other.validation.matrix.f1(of: 1), other.validation.loss)
    }

    /// The mean over the last steps.
    var lastLoss: Double {
      let last = losses.suffix(10)
      return last.reduce(0, +) / Double(max(1, last.count))
    }
  }

  /// The classifier before tuning, with the same new head for every strategy.
  private func untuned(_ model: SmallWorldModel, _ strategy: Strategy, _ n: Narrator) -> Classifier
  {
    var generator = n.generator()
    var backbone = model.model
    var headGenerator = generator.split()
    if strategy == .scratch { backbone = GPT(backbone.configuration, using: &generator) }
    return Classifier(
      backbone, labels: Self.labels, pooling: .mean, paddingToken: model.endOfText,
      using: &headGenerator)
  }

  private func adapted(_ classifier: Classifier, _ n: Narrator) -> LoRAModel<Classifier> {
    var generator = n.generator()
    return LoRAModel(
      classifier, adapting: .blockWeights, rank: 4, alpha: 8, alsoLearning: .head,
      using: &generator)
  }

  private func frozen(_ classifier: Classifier, _ strategy: Strategy) -> PartlyFrozen<Classifier> {
    let configuration = classifier.backbone.configuration
    let selection: ParameterSelection =
      switch strategy {
      case .head: .head
      case .lastBlock: .lastBlocks(of: configuration)
      default: .everything
      }
    return PartlyFrozen(classifier, learning: selection)
  }

  // MARK: Freezing

  func tellFreezing(_ model: SmallWorldModel, _ n: Narrator) throws {
    try n.step("Who learns, who is frozen?", "Quem aprende, quem fica congelado?")
    n.say(
      "A frozen parameter keeps its pretrained value: it needs no gradient, and it cannot forget. What "
        + "each strategy lets learn:",
      "Um parâmetro congelado mantém o valor do pré-treinamento: não precisa de gradiente e não tem como "
        + "esquecer. O que cada estratégia deixa aprender:")
    var table = Table(
      .left(n.language.text("what learns", "o que aprende")),
      .right(n.language.text("parameters", "parâmetros")),
      .right(n.language.text("share", "parte")),
      .right(n.language.text("learning rate", "taxa")))
    let total = untuned(model, .everything, n).parameterCount
    for strategy in Strategy.allCases {
      let classifier = untuned(model, strategy, n)
      let count =
        strategy == .lora
        ? adapted(classifier, n).parameterCount : frozen(classifier, strategy).parameterCount
      table.addRow(
        strategy.name(n), n.number(count), n.percent(Double(count) / Double(total), 1),
        n.number(strategy.learningRate, 3))
    }
    n.show(table)
    n.say(
      "LoRA leaves the weights W as they are and learns a small product A · B beside each: rank 4 where "
        + "W has \(model.model.configuration.width) rows. The last line begins with random weights, to "
        + "see what pretraining is worth.",
      "O LoRA deixa os pesos W como estão e aprende ao lado de cada um um pequeno produto A · B: posto "
        + "4, onde W tem \(model.model.configuration.width) linhas. A última linha começa com pesos "
        + "aleatórios, para ver quanto vale o pré-treinamento.")
  }

  // MARK: Tuning

  func tellTuning(
    _ data: Messages.Encoded, _ model: SmallWorldModel, _ n: Narrator
  ) throws -> [Outcome] {
    try n.step("Five trainings, one comparison", "Cinco treinos, uma comparação")
    let steps = max(2, n.steps(110))
    n.say(
      "Each strategy gets the same \(n.number(data.training.count)) messages in the same order, "
        + "\(steps) steps of 32. The loss is the cross-entropy of the label.",
      "Cada estratégia recebe as mesmas \(n.number(data.training.count)) mensagens na mesma ordem, "
        + "\(steps) passos de 32. A perda é a entropia cruzada do rótulo.")
    let progress = TrainingProgress(
      Text("fine-tuning", "fine-tuning"), total: steps * Strategy.allCases.count, n)
    var outcomes: [Outcome] = []
    for (index, strategy) in Strategy.allCases.enumerated() {
      let classifier = untuned(model, strategy, n)
      let report: (Int, Double) throws -> Bool = { step, loss in
        try progress.update(
          step: index * steps + step, note: "\(strategy.name(n)): \(n.number(loss, 2))")
      }
      outcomes.append(
        strategy == .lora
          ? try tune(adapted(classifier, n), strategy, data, steps, n, report)
          : try tune(frozen(classifier, strategy), strategy, data, steps, n, report))
    }
    progress.finish()

    var table = Table(
      .left(n.language.text("what learns", "o que aprende")),
      .right(n.language.text("loss in training", "perda no treino")),
      .right(n.language.text("F1, validation", "F1, validação")),
      .right(n.language.text("F1, test", "F1, teste")))
    for outcome in outcomes {
      table.addRow(
        outcome.strategy.name(n), n.number(outcome.lastLoss),
        n.number(outcome.validation.matrix.f1(of: 1)), n.number(outcome.test.matrix.f1(of: 1)))
    }
    n.show(table)
    tellComparison(outcomes, n)
    return outcomes
  }

  private func tune<Tuned: FineTunable>(
    _ tuned: Tuned, _ strategy: Strategy, _ data: Messages.Encoded, _ steps: Int, _ n: Narrator,
    _ goesOn: (Int, Double) throws -> Bool
  ) throws -> Outcome where Tuned.Model == Classifier {
    let peak = strategy.learningRate
    var training = ClassifierTraining(
      tuned, on: data.training,
      plan: TrainingPlan(
        schedule: LearningRateSchedule(
          peak: peak, minimum: peak / 30, warmUpSteps: steps / 20, totalSteps: steps),
        batchSize: 16, accumulation: 2),
      generator: n.generator())
    var losses: [Double] = []
    for step in 1...steps {
      losses.append(training.advance())
      guard try goesOn(step, losses[step - 1]) else { break }
    }
    let classifier = training.tuned.model
    return Outcome(
      strategy: strategy, classifier: classifier, parameterCount: training.tuned.parameterCount,
      losses: losses, validation: evaluate(classifier, on: data.validation),
      test: evaluate(classifier, on: data.test))
  }

  /// Says what the numbers show, and no more.
  private func tellComparison(_ outcomes: [Outcome], _ n: Narrator) {
    let best = outcomes.min { $0.isBetter(than: $1) }!
    func f1(_ strategy: Strategy) -> Double {
      outcomes.first { $0.strategy == strategy }!.test.matrix.f1(of: 1)
    }
    n.say(
      "Kept: “\(best.strategy.name(n))”, the best on the validation messages, with "
        + "\(n.number(best.parameterCount)) parameters that learned. The test messages decide nothing, "
        + "they only measure.",
      "Fica: “\(best.strategy.name(n))”, a melhor nas mensagens de validação, com "
        + "\(n.number(best.parameterCount)) parâmetros aprendendo. As mensagens de teste não decidem "
        + "nada, só medem.")
    let (pretrained, scratch) = (f1(.everything), f1(.scratch))
    let gain = n.number(abs(pretrained - scratch), 3)
    n.say(
      pretrained > scratch
        ? "To learn everything on the pretrained body brings \(gain) more F1 on the test than on random "
          + "weights."
        : "Here the pretrained body brings nothing: on random weights the test F1 is \(gain) higher.",
      pretrained > scratch
        ? "Aprender tudo sobre o corpo pré-treinado rende \(gain) de F1 a mais no teste do que sobre "
          + "pesos aleatórios."
        : "Aqui o corpo pré-treinado não rende nada: com pesos aleatórios o F1 no teste é \(gain) maior."
    )
    let drops = outcomes.map {
      ($0.strategy, $0.validation.matrix.f1(of: 1) - $0.test.matrix.f1(of: 1))
    }
    let widest = drops.max { $0.1 < $1.1 }!
    if widest.1 > 0 {
      n.say(
        "The way from validation to test, that is to sentences never seen, costs most with "
          + "“\(widest.0.name(n))”: \(n.number(widest.1)).",
        "Da validação ao teste, isto é, para frases nunca vistas, quem mais perde é "
          + "“\(widest.0.name(n))”: \(n.number(widest.1)).")
    }
  }
}
