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
    func makeCase(
      adapters: Bool = false, _ pooling: String, dropout: Float, lengths: [Int], batchSize: Int,
      accumulation: Int, steps: Int = 4
    ) -> Grader<ClassifierTrainingInput>.Case {
      let what = adapters ? "adapters on attention" : "parts of block 1, the last norm and the head"
      let oQue =
        adapters ? "adaptadores na atenção" : "partes do bloco 1, a última layer norm e a cabeça"
      return .init(
        Text(
          "\(what) learn, pooling .\(pooling), dropout \(dropout); \(steps) steps of \(accumulation) "
            + "batches of \(batchSize), texts of \(lengths) tokens",
          "\(oQue) aprendem, pooling .\(pooling), dropout \(dropout); \(steps) passos de "
            + "\(accumulation) lotes de \(batchSize), textos de \(lengths) tokens"),
        ClassifierTrainingInput(
          stepCount: steps, pooling: pooling, dropoutRate: dropout, usesAdapters: adapters,
          tokens: lengths.map { length in (0..<length).map { _ in data.integer(in: 0...6) } },
          labels: lengths.indices.map { $0 < 3 ? $0 : data.integer(in: 0...2) },
          batchSize: batchSize, accumulation: accumulation, gradientNormLimit: 0.3,
          seed: UInt64(data.integer(in: 1...1_000_000))))
    }
    // Five texts in batches of two, with two batches per step: epochs end within batches.
    return [
      makeCase("lastToken", dropout: 0.2, lengths: [2, 5, 3, 4, 2], batchSize: 2, accumulation: 2),
      makeCase(
        adapters: true, "mean", dropout: 0, lengths: [2, 5, 3, 4, 2], batchSize: 2,
        accumulation: 2),
      // As in the exercise's comment, three texts in batches of two; one is empty and one too long.
      makeCase("mean", dropout: 0.1, lengths: [3, 0, 9], batchSize: 2, accumulation: 1, steps: 3),
      // One batch spans several epochs.
      makeCase(
        "lastToken", dropout: 0.1, lengths: [2, 3], batchSize: 5, accumulation: 3, steps: 2),
      makeCase(
        adapters: true, "lastToken", dropout: 0.1, lengths: [1, 2, 3, 4, 5, 4, 3, 2, 1],
        batchSize: 4, accumulation: 1, steps: 12),
      makeCase(
        "mean", dropout: 0.1, lengths: [2, 3, 4, 1], batchSize: 1, accumulation: 5, steps: 2),
    ]
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
        "if the batches' losses, or their gradients too, are added up and not averaged",
        "quando as perdas dos lotes, ou também os gradientes, são somadas, sem tirar a média")
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
    .init(
      Text(
        "if one split generator serves for all batches of a step",
        "quando um só gerador, de um só split, serve a todos os lotes do passo")
    ) { PlainClassifierLoop(splitsOnce: true).evidence($0) },
    .init(
      Text(
        "if the generator is split once more than there are batches",
        "quando o gerador faz um split a mais do que há lotes")
    ) { PlainClassifierLoop(splitsTooMany: 1).evidence($0) },
    .init(
      Text(
        "if every step begins a new epoch", "quando todo passo começa uma época nova")
    ) { PlainClassifierLoop(forgetsRest: true).evidence($0) },
    .init(
      Text(
        "if the loss is that of the last batch alone", "quando a perda é só a do último lote")
    ) { PlainClassifierLoop(tellsLastLoss: true).evidence($0) },
    .init(
      Text("if nothing decays", "quando nada decai")
    ) { PlainClassifierLoop(decays: false).evidence($0) },
  ],
  variants: [
    .init("one batch after the other") { PlainClassifierLoop().evidence($0) }
  ],
  contract: [
    .init("One step: batches"),
    .init("Returns the loss before"),
    .init("In this order"),
    .init("1.", untested: "a number of the list"),
    .init("2.", untested: "a number of the list"),
    .init("3.", untested: "a number of the list"),
    .init("4.", untested: "a number of the list"),
    .init("batches of `plan.batchSize` texts"),
    .init("A text comes once in an epoch"),
    .init(
      "in the middle of a batch too",
      triedBy:
        "parts of block 1, the last norm and the head learn, pooling .lastToken, dropout 0.1; 2 steps"
    ),
    .init("dropout draws from that", triedBy: "parts of block 1"),
    .init("and the pullback to all of the classifier"),
    .init("gives the part that learns", triedBy: "adapters on attention", "parts of block 1"),
    .init("averaged over the batches", triedBy: "parts of block 1"),
    .init("needs no backward pass", untested: "says what it costs"),
    .init("The gradient is clipped"),
    .init(
      "With 3 texts in batches of 2",
      triedBy: "parts of block 1, the last norm and the head learn, pooling .mean"),
  ])

// MARK: The learner's

private func learnersRun<Tuned: FineTuning::FineTunable>(
  _ tuned: Tuned, _ input: ClassifierTrainingInput
) -> [Evidence] where Tuned.Model == FineTuning::Classifier {
  var training = FineTuning::ClassifierTraining(
    tuned,
    on: zip(input.tokens, input.labels).map {
      FineTuning::LabelledSequence(tokens: $0, label: $1)
    }, plan: input.plan, generator: SeededGenerator(seed: input.seed))
  let losses = (0..<input.stepCount).map { _ in training.advance() }
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
