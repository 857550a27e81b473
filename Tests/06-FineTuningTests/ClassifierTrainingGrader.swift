import CourseKit
import FineTuning
import Grading
import Pretraining
import Tensors
import Testing
import Transformer

let classifierTrainingGrader = Grader<ClassifierTrainingInput>(
  "6.9",
  cases: { data in
    [(false, "lastToken", Float(0.2)), (true, "mean", 0)].map { usesAdapters, pooling, dropout in
      // Five texts in batches of two, two batches a step: epochs end within batches.
      let lengths = [2, 5, 3, 4, 2]
      return .init(
        Text(
          (usesAdapters
            ? "adapters on attention, mean pooling, no dropout"
            : "parts of block 1, the last norm "
              + "and the head learn, dropout \(dropout)")
            + "; 5 texts, 2 batches of 2 for each step",
          (usesAdapters
            ? "adaptadores na atenção, pooling pela média, sem dropout"
            : "partes do bloco 1, a última "
              + "layer norm e a cabeça aprendem, dropout \(dropout)")
            + "; 5 textos, 2 lotes de 2 por passo"),
        ClassifierTrainingInput(
          pooling: pooling, dropoutRate: dropout, usesAdapters: usesAdapters,
          tokens: lengths.map { length in (0..<length).map { _ in data.integer(in: 1...6) } },
          labels: [0, 1, 2, data.integer(in: 0...2), data.integer(in: 0...2)], batchSize: 2,
          accumulation: 2, gradientNormLimit: 0.3,
          seed: UInt64(data.integer(in: 1...1_000_000))))
    }
  },
  expected: { referenceClassifierTraining($0) },
  misconceptions: [
    .init(
      Text("if the whole classifier learns", "quando o classificador inteiro aprende")
    ) { PlainClassifierLoop(learnsEverything: true).evidence($0) },
    .init(
      Text(
        "if texts are drawn anew each time: some come twice in an epoch, others never",
        "quando os textos são sorteados a cada vez: uns vêm duas vezes numa época, outros nenhuma")
    ) { PlainClassifierLoop(order: .independent).evidence($0) },
    .init(
      Text(
        "if the texts always come in the order of the list",
        "quando os textos vêm na ordem da lista")
    ) { PlainClassifierLoop(order: .unshuffled).evidence($0) },
    .init(
      Text(
        "if texts are taken from the start of the shuffled order, not from its end",
        "quando os textos são tirados do começo da ordem embaralhada, e não do fim")
    ) { PlainClassifierLoop(order: .fromTheStart).evidence($0) },
    .init(
      Text(
        "if every epoch has the order of the first", "quando toda época tem a ordem da primeira")
    ) { PlainClassifierLoop(order: .sameEveryEpoch).evidence($0) },
    .init(
      Text(
        "if the texts that are left at the end of an epoch are thrown away",
        "quando os textos que sobram no fim da época são jogados fora")
    ) { PlainClassifierLoop(order: .withoutRemainder).evidence($0) },
    .init(
      Text(
        "if dropout draws from the generator itself and not from a split for each batch",
        "quando o dropout usa o próprio gerador, e não um split para cada lote")
    ) { PlainClassifierLoop(splits: false).evidence($0) },
    .init(
      Text(
        "if the batches' losses and gradients are added up and not averaged",
        "quando as perdas e os gradientes dos lotes são somados, sem tirar a média")
    ) { PlainClassifierLoop(averages: false).evidence($0) },
    .init(
      Text(
        "if only the first batch of each step counts",
        "quando só o primeiro lote de cada passo conta")
    ) { PlainClassifierLoop(usesFirstBatchAlone: true).evidence($0) },
    .init(
      Text(
        "if each batch makes an update of its own", "quando cada lote faz a sua própria atualização"
      )
    ) { PlainClassifierLoop(updatesAfterEachBatch: true).evidence($0) },
    .init(
      Text(
        "if each batch's gradient is clipped, and not their mean",
        "quando se corta o gradiente de cada lote, e não a média deles")
    ) { PlainClassifierLoop(clipsEachBatch: true).evidence($0) },
    .init(Text("if the gradient is not clipped", "quando o gradiente não é cortado")) {
      PlainClassifierLoop(clips: false).evidence($0)
    },
    .init(
      Text(
        "if every step has a new optimizer, which forgets the moments",
        "quando cada passo tem um otimizador novo, que esquece os momentos")
    ) { PlainClassifierLoop(renewsOptimizer: true).evidence($0) },
    .init(
      Text(
        "if the rate is that of the next step", "quando a taxa é a do passo seguinte")
    ) { PlainClassifierLoop(scheduleOffset: 1).evidence($0) },
    .init(
      Text(
        "if step is not counted, so the rate stays where it began",
        "quando step não é contado, e a taxa fica onde começou")
    ) { PlainClassifierLoop(countsSteps: false).evidence($0) },
    .init(
      Text(
        "if the loss is measured after the update", "quando a perda é medida depois da atualização")
    ) { PlainClassifierLoop(reportsLossAfter: true).evidence($0) },
  ],
  variants: [.init("one batch after the other") { PlainClassifierLoop().evidence($0) }])

// MARK: The learner's

private func learnersRun<Tuned: FineTuning::FineTunable>(
  _ tuned: Tuned, _ input: ClassifierTrainingInput
) -> [Evidence] where Tuned.Model == FineTuning::Classifier {
  let plan = Pretraining::TrainingPlan(
    schedule: Pretraining::LearningRateSchedule(
      peak: 0.05, minimum: 0.01, warmUpSteps: 2, totalSteps: ClassifierTrainingInput.stepCount),
    batchSize: input.batchSize, accumulation: input.accumulation,
    gradientNormLimit: input.gradientNormLimit)
  var training = FineTuning::ClassifierTraining(
    tuned,
    on: zip(input.tokens, input.labels).map {
      FineTuning::LabelledSequence(tokens: $0, label: $1)
    }, plan: plan, generator: SeededGenerator(seed: input.seed))
  let losses = (0..<ClassifierTrainingInput.stepCount).map { _ in training.advance() }
  return classifierTrainingEvidence(
    losses: losses, step: training.step, updates: training.optimizer.step,
    next: training.generator.next(), learned: training.tuned.parameters,
    model: training.tuned.model.parameters)
}

@Test func `6.9 fine-tuning loop`() async throws {
  let attempt = Attempt("6.9")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(classifierTrainingGrader) { input in
      var (data, generator) = (TestData(seed: input.seed), SeededGenerator(seed: input.seed))
      let model = Transformer::GPT(input.configuration, using: &generator)
      let classifier = data.filling(
        FineTuning::Classifier(
          model, labels: ClassifierTrainingInput.labelNames,
          pooling: FineTuning::Pooling(rawValue: input.pooling)!, paddingToken: 0,
          using: &generator))
      guard input.usesAdapters else {
        return learnersRun(
          FineTuning::PartlyFrozen(
            classifier,
            learning: FineTuning::ParameterSelection(names: ClassifierTrainingInput.learning)),
          input)
      }
      generator = SeededGenerator(seed: input.seed)
      return learnersRun(
        FineTuning::LoRAModel(
          classifier, adapting: .attentionWeights, rank: 2, alpha: 4, alsoLearning: .head,
          using: &generator), input)
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `6.9 grader`() { #expect(classifierTrainingGrader.flaws() == []) }
