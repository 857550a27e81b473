import CourseKit
import Grading
import InstructionTuning
import InstructionTuningSolution
import Pretraining
import PretrainingSolution
import Synchronization
import Tensors
import Testing

/// The starting point of a fine-tuning, and how far it goes.
struct FineTuningInput: Sendable {
  let weight: Tensor
  let examples: [(tokens: [Int], responseStart: Int)]
  let batchSize: Int
  let accumulation: Int
  let masksPrompt: Bool
  let steps: Int
  /// The number of reports after which `onStep` returns false.
  let stopsAfter: Int
  let seed: UInt64

  /// The steps whose example indices are compared: the first ones, and one far on.
  static let askedSteps = [0, 1, 2, 3, 4, 5, 41]

  var plan: CourseKit::TrainingPlan {
    .init(
      schedule: .init(peak: 0.05, minimum: 0.01, warmUpSteps: 2, totalSteps: 8),
      batchSize: batchSize, accumulation: accumulation)
  }
}

/// A table that records the lengths of the batches it learns from, and in training multiplies each
/// position's logits by a random number. Without that, a loss in which every token counts the same
/// would not depend on which examples share a batch, nor on their order.
struct WatchedTableModel: LanguageModel {
  final class Lengths: Sendable {
    private let noted = Mutex<[Int]>([])

    func note(_ length: Int) { noted.withLock { $0.append(length) } }

    /// The lengths recorded since the last call, in ascending order: batches may be processed in
    /// any order.
    func takeAll() -> [Int] {
      noted.withLock { noted in
        defer { noted = [] }
        return noted.sorted()
      }
    }
  }

  var table: TableModel
  let lengths = Lengths()

  var configuration: GPTConfiguration {
    var configuration = table.configuration
    configuration.contextLength = 16
    return configuration
  }
  func callAsFunction(_ tokens: TokenBatch) -> Tensor { table(tokens) }
  func nextTokenLogits(after tokens: [Int]) -> Tensor { table.nextTokenLogits(after: tokens) }

  func withPullback(
    _ tokens: TokenBatch, using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<WatchedTableModel>) {
    lengths.note(tokens.length)
    let (output, pullback) = table.withPullback(tokens, using: &generator)
    let factors = tokens.ids.map { _ in 0.5 + generator.nextUniform() }
    @Sendable func noisy(_ rows: Tensor) -> Tensor {
      var rows = rows
      for (row, factor) in factors.enumerated() { rows.updateRow(row) { $0.scale(by: factor) } }
      return rows
    }
    return (noisy(output), { WatchedTableModel(table: pullback(noisy($0))) })
  }

  mutating func visitParameters(under prefix: String, _ body: (String, inout Tensor) -> Void) {
    table.visitParameters(under: prefix, body)
  }
}

private let vocabularySize = 7

private func namedEvidence(
  _ numbers: [[Int]], _ lengths: [[Int]], _ losses: [Double], _ model: WatchedTableModel,
  _ step: Int, _ heard: Int
) -> [Evidence] {
  [
    Evidence(
      Text("the examples' numbers, step after step", "os números dos exemplos, passo a passo"),
      numbers.flatMap { $0 }),
    Evidence(
      Text(
        "how long the batches are, in rising order for each step",
        "o tamanho dos lotes, em ordem crescente em cada passo"),
      lengths.flatMap { $0 }),
    Evidence(Text("the losses, step after step", "as perdas, passo a passo"), .numbers(losses)),
    Evidence(
      Text("the model's weight after that", "o peso do modelo depois disso"),
      model.table.weight),
    Evidence(
      Text("the number of steps made", "o número de passos dados"), [step]),
    Evidence(
      Text("the number of reports that onStep got", "o número de relatórios que onStep recebeu"),
      [heard]),
  ]
}

private func evidence<Tuning: GradedTuning<WatchedTableModel>>(
  _ input: FineTuningInput, of new: Tuning, step: KeyPath<Tuning, Int>
) -> [Evidence] {
  var tuning = new
  let numbers = FineTuningInput.askedSteps.map { tuning.exampleNumbers(ofStep: $0) }
  var losses = [tuning.advance().loss]
  let noted = tuning.model.lengths
  var lengths = [noted.takeAll()]
  var heard = 0
  tuning.run(toStep: input.steps) { report in
    losses.append(report.loss)
    lengths.append(noted.takeAll())
    heard += 1
    return heard < input.stopsAfter
  }
  return namedEvidence(numbers, lengths, losses, tuning.model, tuning[keyPath: step], heard)
}

/// The loop with hooks for mistakes, made of the reference's parts.
private struct PlainLoop: Sendable {
  enum Order { case right, sameEveryEpoch, unshuffled, withReplacement, dropsRest, restarts }

  var order = Order.right
  enum Sorting { case longestFirst, none, shortestFirst, equalReversed, withinBatches }

  var sorting = Sorting.longestFirst
  var masks: Bool?
  var countsFromHere = false
  var hearsFalse = true
  var repeatsFirstBatch = false
  /// A mistake of exercise 5.7's loop that applies here too.
  var weighsBatchesAlike = false

  func evidence(_ input: FineTuningInput) -> [Evidence] {
    var generator = SeededGenerator(seed: input.seed)
    let orders = generator.split()
    var training = PretrainingSolution::Training(
      WatchedTableModel(table: TableModel(weight: input.weight)), plan: input.plan,
      generator: generator.split())
    let numbers = FineTuningInput.askedSteps.map { self.numbers(input, step: $0, orders) }
    var losses: [Double] = []
    var lengths: [[Int]] = []
    func advance() -> Double {
      defer { lengths.append(training.model.lengths.takeAll()) }
      var chosen = self.numbers(input, step: training.step, orders).map { input.examples[$0] }
      switch sorting {
      case .longestFirst: chosen.sort { $0.tokens.count > $1.tokens.count }
      case .none: break
      case .shortestFirst: chosen.sort { $0.tokens.count < $1.tokens.count }
      case .equalReversed:
        chosen.reverse()
        chosen.sort { $0.tokens.count > $1.tokens.count }
      case .withinBatches:
        chosen = stride(from: 0, to: chosen.count, by: input.batchSize).flatMap { first in
          chosen[first..<first + input.batchSize].sorted { $0.tokens.count > $1.tokens.count }
        }
      }
      let batches = (0..<input.accumulation).map { part in
        let first = repeatsFirstBatch ? 0 : part * input.batchSize
        return InstructionTuningSolution::collate(
          chosen[first..<first + input.batchSize].map {
            .init(tokens: $0.tokens, responseStart: $0.responseStart)
          }, padToken: 0, masksPrompt: masks ?? input.masksPrompt)
      }
      if weighsBatchesAlike { return meanOfMeans(&training, batches) }
      var next = batches.makeIterator()
      return training.advance { _ in next.next()! }.loss
    }
    losses.append(advance())
    var heard = 0
    let last = countsFromHere ? training.step + input.steps : input.steps
    while training.step < last {
      losses.append(advance())
      heard += 1
      if hearsFalse, heard == input.stopsAfter { break }
    }
    return namedEvidence(numbers, lengths, losses, training.model, training.step, heard)
  }

  /// A step in which all batches count the same, whatever their number of targets.
  private func meanOfMeans(
    _ training: inout PretrainingSolution::Training<WatchedTableModel>, _ batches: [TrainingBatch]
  ) -> Double {
    var gradient = training.model
    gradient.scale(by: 0)
    var loss = 0.0
    var generators = batches.map { _ in training.generator.split() }
    for (position, batch) in batches.enumerated() {
      let (logits, pullback) = training.model.withPullback(
        batch.inputs, using: &generators[position])
      let (one, lossPullback) = PretrainingSolution::crossEntropyWithPullback(
        logits, targets: batch.targets)
      gradient.add(pullback(lossPullback(1 / Float(batches.count))))
      loss += one / Double(batches.count)
    }
    PretrainingSolution::clip(&gradient, toNorm: training.plan.gradientNormLimit)
    training.optimizer.update(
      &training.model, gradient: gradient,
      learningRate: training.plan.schedule.PretrainingSolution::callAsFunction(training.step))
    training.step += 1
    return loss
  }

  private func numbers(
    _ input: FineTuningInput, step: Int, _ orders: SeededGenerator
  ) -> [Int] {
    let count = input.examples.count
    let perStep = input.batchSize * input.accumulation
    func permutation(ofEpoch epoch: Int) -> [Int] {
      if order == .unshuffled { return Array(0..<count) }
      var generator = orders
      generator.skip(order == .sameEveryEpoch ? 0 : epoch)
      var drawing = generator.split()
      return (0..<count).shuffled(using: &drawing)
    }
    return (0..<perStep).map { position in
      switch order {
      case .withReplacement:
        var generator = orders
        generator.skip(step * perStep + position)
        return Int(generator.next() % UInt64(count))
      case .dropsRest:
        let stepsPerEpoch = max(1, count / perStep)
        return permutation(ofEpoch: step / stepsPerEpoch)[
          (step % stepsPerEpoch * perStep + position) % count]
      case .restarts: return permutation(ofEpoch: step)[position % count]
      default:
        let (epoch, index) = (step * perStep + position).quotientAndRemainder(dividingBy: count)
        return permutation(ofEpoch: epoch)[index]
      }
    }
  }
}

let supervisedFineTuningGrader = Grader<FineTuningInput>(
  "7.6",
  cases: { data in
    func examples(_ lengths: [(prompt: Int, response: Int)]) -> [(
      tokens: [Int], responseStart: Int
    )] {
      lengths.map { prompt, response in
        (
          (0..<prompt + response).map { _ in data.integer(in: 1...vocabularySize - 1) } + [0],
          prompt
        )
      }
    }
    let lengths = [(1, 1), (1, 2), (2, 2), (1, 3), (3, 1)]
    func input(
      _ batchSize: Int, _ accumulation: Int, steps: Int, stopsAfter: Int = .max, masks: Bool = true,
      of given: [(prompt: Int, response: Int)]? = nil
    ) -> FineTuningInput {
      FineTuningInput(
        weight: data.tensor([vocabularySize, vocabularySize]), examples: examples(given ?? lengths),
        batchSize: batchSize, accumulation: accumulation, masksPrompt: masks, steps: steps,
        stopsAfter: stopsAfter, seed: UInt64(data.integer(in: 1...1000)))
    }
    return [
      .init(
        Text("5 examples, batches of 2", "5 exemplos, lotes de 2"), input(2, 1, steps: 5)),
      .init(
        Text("5 examples, 2 batches of 2 in a step", "5 exemplos, 2 lotes de 2 em cada passo"),
        input(2, 2, steps: 4)),
      .init(
        Text("steps of more examples than there are", "passos com mais exemplos do que existem"),
        input(3, 2, steps: 3)),
      .init(
        Text("onStep says stop after 2 reports", "onStep manda parar depois de 2 relatórios"),
        input(2, 1, steps: 6, stopsAfter: 2)),
      .init(
        Text("onStep says stop after 1 report", "onStep manda parar depois de 1 relatório"),
        input(2, 1, steps: 6, stopsAfter: 1)),
      .init(
        Text("prompts are learned too", "os prompts também são aprendidos"),
        input(2, 1, steps: 3, masks: false)),
      .init(Text("the steps are made already", "os passos já foram dados"), input(2, 1, steps: 1)),
      .init(
        Text("more steps are made than are asked for", "já se deram mais passos do que se pede"),
        input(2, 2, steps: 0)),
      .init(
        Text(
          "a single example, 3 batches of 2 in a step",
          "um único exemplo, 3 lotes de 2 em cada passo"), input(2, 3, steps: 2, of: [(2, 3)])),
      .init(
        Text(
          "4 examples of the same length, 2 batches of 2 in a step",
          "4 exemplos do mesmo tamanho, 2 lotes de 2 em cada passo"),
        input(2, 2, steps: 2, of: [(2, 2), (1, 3), (3, 1), (2, 2)])),
      .init(
        Text(
          "19 examples, 3 batches of 5 in a step, 12 steps",
          "19 exemplos, 3 lotes de 5 em cada passo, 12 passos"),
        input(5, 3, steps: 12, of: (0..<19).map { (1 + $0 % 5, 1 + $0 * 7 % 9) })),
    ]
  },
  expected: { input in
    let tuning = InstructionTuningSolution::SupervisedFineTuning(
      WatchedTableModel(table: TableModel(weight: input.weight)),
      examples: input.examples.map { .init(tokens: $0.tokens, responseStart: $0.responseStart) },
      plan: input.plan, padToken: 0, masksPrompt: input.masksPrompt, seed: input.seed)
    return evidence(input, of: tuning, step: \.training.step)
  },
  misconceptions: [
    .init(
      Text(
        "if every epoch has the same order", "se toda época tem a mesma ordem")
    ) { PlainLoop(order: .sameEveryEpoch).evidence($0) },
    .init(
      Text("if the examples are not shuffled", "se os exemplos não são embaralhados")
    ) { PlainLoop(order: .unshuffled).evidence($0) },
    .init(
      Text(
        "if examples are drawn at random, so that some come twice and others never",
        "se os exemplos são sorteados, de modo que uns vêm duas vezes e outros nunca")
    ) { PlainLoop(order: .withReplacement).evidence($0) },
    .init(
      Text(
        "if what is left of an epoch and fills no step is dropped",
        "se o que sobra de uma época e não enche um passo é descartado")
    ) { PlainLoop(order: .dropsRest).evidence($0) },
    .init(
      Text("if every step begins a new epoch", "se todo passo começa uma nova época")
    ) { PlainLoop(order: .restarts).evidence($0) },
    .init(
      Text(
        "if a step's examples are not sorted by length before they are cut into batches",
        "se os exemplos de um passo não são ordenados por tamanho antes de serem divididos em lotes"
      )
    ) { PlainLoop(sorting: .none).evidence($0) },
    .init(
      Text("if masksPrompt is not passed on", "se masksPrompt não é repassado")
    ) { PlainLoop(masks: true).evidence($0) },
    .init(
      Text(
        "if the prompts are always learned", "se os prompts são sempre aprendidos")
    ) { PlainLoop(masks: false).evidence($0) },
    .init(
      Text(
        "if run makes so many more steps instead of going up to that step",
        "se run dá mais essa quantidade de passos em vez de ir até aquele passo")
    ) { PlainLoop(countsFromHere: true).evidence($0) },
    .init(
      Text("if run does not listen to onStep", "se run não dá ouvidos a onStep")
    ) { PlainLoop(hearsFalse: false).evidence($0) },
    .init(
      Text(
        "if a step takes its first batch again and again",
        "se um passo usa o primeiro lote repetidas vezes")
    ) { PlainLoop(repeatsFirstBatch: true).evidence($0) },
    .init(
      Text(
        "if each batch of a step counts the same, however many tokens it teaches: look at your 5.7",
        "se cada lote de um passo conta igual, ensine os tokens que ensinar: veja o seu 5.7")
    ) { PlainLoop(weighsBatchesAlike: true).evidence($0) },
    .init(
      Text(
        "if the shortest examples come first", "se os exemplos mais curtos vêm primeiro")
    ) { PlainLoop(sorting: .shortestFirst).evidence($0) },
    .init(
      Text(
        "if examples of the same length change their order",
        "se exemplos do mesmo tamanho mudam de ordem")
    ) { PlainLoop(sorting: .equalReversed).evidence($0) },
    .init(
      Text(
        "if the examples are cut into batches first and sorted within them",
        "se os exemplos são primeiro divididos em lotes e ordenados dentro deles")
    ) { PlainLoop(sorting: .withinBatches).evidence($0) },
  ],
  variants: [
    .init("with a while loop and one order after the other") { PlainLoop().evidence($0) }
  ],
  contract: [
    .init("Which examples step number"),
    .init("a shuffle of all numbers", untested: "says what it costs"),
    .init("in an endless row"),
    .init("a step may take from two epochs", triedBy: "steps of more examples"),
    .init("// 3 examples, 2 in a step"),
    .init("drawn for this epoch alone"),
    .init("What draws it"),
    .init("no epoch before it is needed"),
    .init("One step on the next examples"),
    .init("The longest come first", triedBy: "5 examples, 2 batches"),
    .init("keeps the order of equal ones", triedBy: "4 examples of the same length"),
    .init("asks for one batch after the other"),
    .init(
      "those of a stored training included", triedBy: "onStep says stop", "more steps are made"),
    .init("Where they are made already", triedBy: "the steps are made already"),
  ])

private func learnersTuning(
  _ input: FineTuningInput
) -> InstructionTuning::SupervisedFineTuning<WatchedTableModel> {
  InstructionTuning::SupervisedFineTuning(
    WatchedTableModel(table: TableModel(weight: input.weight)),
    examples: input.examples.map { .init(tokens: $0.tokens, responseStart: $0.responseStart) },
    plan: input.plan, padToken: 0, masksPrompt: input.masksPrompt, seed: input.seed)
}

/// Parts that can be graded while other holes are still open.
private let supervisedFineTuningParts: [Part<FineTuningInput>] = [
  .init(Text("exampleNumbers", "exampleNumbers")) { input in
    let tuning = learnersTuning(input)
    let numbers = FineTuningInput.askedSteps.map { tuning.exampleNumbers(ofStep: $0) }
    return Array(namedEvidence(numbers, [], [], tuning.model, 0, 0)[0..<1])
  }
]

@Test func `7.6 the fine-tuning loop`() async throws {
  let attempt = Attempt("7.6")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(supervisedFineTuningGrader, parts: supervisedFineTuningParts) { input in
      evidence(input, of: learnersTuning(input), step: \.training.step)
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `7.6 grader`() { #expect(supervisedFineTuningGrader.flaws() == []) }
