import CourseKit
import Grading
import Pretraining
import PretrainingSolution
import Tensors
import Testing
import TokenizationSolution

/// A text, how it is cut into windows, and a model to evaluate.
struct TrainingTextInput: Sendable {
  /// Documents without their end token; a single one is a text without documents.
  let documents: [[Int]]
  let windowLength: Int
  /// The number of windows in a batch.
  let count: Int
  let seed: UInt64
  let validationShare: Double
  /// Its logits differ in training: evaluation must not use the training mode.
  let model: NoisyTableModel
  let batches: [TrainingBatch]

  static let endOfText = 0

  var hasDocuments: Bool { documents.count > 1 }
  var tokens: [Int] {
    hasDocuments ? documents.flatMap { $0 + [TrainingTextInput.endOfText] } : documents[0]
  }

  /// The positions at which windows may start.
  var starts: [Int] {
    hasDocuments
      ? TokenizationSolution::documentWindowStarts(
        in: tokens, endOfText: TrainingTextInput.endOfText, contextLength: windowLength,
        stride: max(1, windowLength / 2))
      : Array(0..<max(0, tokens.count - windowLength))
  }
}

/// The results of all functions of exercise 5.3.
private struct Results {
  var random: TrainingBatch?
  var nextNumber: Double
  var consecutive: [TrainingBatch]
  var parts: (training: [Int], validation: [Int])
  var loss: Double

  var evidence: [Evidence] {
    func numbers(_ tokens: TokenBatch?) -> Evidence.Value {
      .tensor(
        Tensor(
          (tokens?.ids ?? []).map(Float.init),
          shape: [tokens?.count ?? 0, tokens?.length ?? 0]))
    }
    func joined(_ batches: [TokenBatch]) -> TokenBatch {
      TokenBatch(batches.flatMap { batch in (0..<batch.count).map { Array(batch[$0]) } })
    }
    return [
      Evidence(
        Text("the inputs of randomBatch", "as entradas de randomBatch"), numbers(random?.inputs)),
      Evidence(
        Text("the targets of randomBatch", "os alvos de randomBatch"), numbers(random?.targets)),
      Evidence(
        Text(
          "the generator's next number after randomBatch",
          "o próximo número do gerador depois de randomBatch"), nextNumber),
      Evidence(
        Text(
          "how many windows each of the consecutiveBatches has",
          "quantas janelas tem cada um dos consecutiveBatches"), consecutive.map(\.inputs.count)),
      Evidence(
        Text(
          "the inputs of consecutiveBatches, window by window",
          "as entradas de consecutiveBatches, janela por janela"),
        numbers(joined(consecutive.map(\.inputs)))),
      Evidence(
        Text(
          "the targets of consecutiveBatches, window by window",
          "os alvos de consecutiveBatches, janela por janela"),
        numbers(joined(consecutive.map(\.targets)))),
      Evidence(
        Text(
          "the training part of splitForValidation", "a parte de treino de splitForValidation"),
        parts.training),
      Evidence(
        Text(
          "the validation part of splitForValidation", "a parte de validação de splitForValidation"),
        parts.validation),
      Evidence(Text("what evaluate gives", "o que evaluate dá"), loss),
    ]
  }
}

extension GradedText {
  fileprivate init(_ input: TrainingTextInput) {
    if input.hasDocuments {
      self.init(
        documents: input.documents, endOfText: TrainingTextInput.endOfText,
        windowLength: input.windowLength)
    } else {
      self.init(tokens: input.tokens, windowLength: input.windowLength)
    }
  }

  /// A random batch, and the generator's next number after it.
  fileprivate func randomBatch(_ input: TrainingTextInput) -> (TrainingBatch?, Double) {
    var generator = SeededGenerator(seed: input.seed)
    let batch = startPositions.isEmpty ? nil : randomBatch(of: input.count, using: &generator)
    return (batch, Double(generator.nextUniform()))
  }
}

private func results(
  _ input: TrainingTextInput, of text: some GradedText,
  split: (_ tokens: [Int], _ validationShare: Double) -> (training: [Int], validation: [Int]),
  evaluate: (NoisyTableModel, [TrainingBatch]) -> Double
) -> Results {
  let (random, nextNumber) = text.randomBatch(input)
  return Results(
    random: random, nextNumber: nextNumber, consecutive: text.consecutiveBatches(of: input.count),
    parts: split(input.tokens, input.validationShare), loss: evaluate(input.model, input.batches))
}

private func reference(_ input: TrainingTextInput) -> Results {
  results(
    input, of: PretrainingSolution::TrainingText(input),
    split: { PretrainingSolution::splitForValidation($0, validationShare: $1) },
    evaluate: { PretrainingSolution::evaluate($0, on: $1) })
}

private func changed(
  _ input: TrainingTextInput, _ change: (inout Results, TrainingTextInput) -> Void
) -> [Evidence] {
  var results = reference(input)
  change(&results, input)
  return results.evidence
}

/// The windows that start at these positions, with the targets `shift` positions later.
private func batch(
  _ input: TrainingTextInput, from starts: [Int], shift: Int = 1
) -> TrainingBatch {
  func rows(_ shift: Int) -> TokenBatch {
    TokenBatch(
      starts.map { start in
        (start + shift..<start + shift + input.windowLength).map { input.tokens[$0] }
      })
  }
  return TrainingBatch(inputs: rows(0), targets: rows(shift))
}

/// The starts of the windows of a random batch.
private func randomStarts(_ input: TrainingTextInput, of starts: [Int]) -> [Int] {
  var generator = SeededGenerator(seed: input.seed)
  return (0..<input.count).map { _ in starts.randomElement(using: &generator)! }
}

/// Batches of windows that start every `stride` tokens.
private func batches(_ input: TrainingTextInput, stride: Int) -> [TrainingBatch] {
  batches(
    input,
    from: Array(
      Swift.stride(from: 0, to: max(0, input.tokens.count - input.windowLength), by: stride)))
}

/// The number of targets of a batch that count.
private func counted(_ batch: TrainingBatch) -> Int { batch.targets.countedPositions.count }

/// The mean loss of all targets under a model.
private func meanLoss(
  of input: TrainingTextInput, _ model: (TokenBatch) -> Tensor
) -> Double {
  let sum = input.batches.reduce(0.0) {
    $0 + Double(counted($1))
      * PretrainingSolution::crossEntropy(model($1.inputs), targets: $1.targets)
  }
  return sum / Double(max(1, input.batches.reduce(0) { $0 + counted($1) }))
}

/// Batches of the windows that start at these positions.
private func batches(_ input: TrainingTextInput, from starts: [Int]) -> [TrainingBatch] {
  Swift.stride(from: 0, to: starts.count, by: input.count).map { first in
    batch(input, from: Array(starts[first..<min(first + input.count, starts.count)]))
  }
}

let trainingTextGrader = Grader<TrainingTextInput>(
  "5.3",
  cases: { data in
    func makeCase(
      _ english: String, _ portuguese: String, documentLengths: [Int], windowLength: Int,
      count: Int, share: Double = 0.3, tokens: [Int]? = nil, evaluates: Bool = true,
      counts: [[Int]]? = nil,
      model: NoisyTableModel? = nil
    ) -> Grader<TrainingTextInput>.Case {
      let vocabulary = 9
      // Documents are separated by their end token, 0; a single text contains that token too, at
      // its start.
      let documents =
        tokens.map { [$0] }
        ?? documentLengths.map { length in
          (0..<length).map { position in
            documentLengths.count == 1 && position % 5 == 0
              ? 0 : data.integer(in: 1...vocabulary - 1)
          }
        }
      // Batches with 3, 1 and 4 targets, whose means have different weights.
      let standard = [[3, 0, 0], [1, 0], [2, 2]]
      let batches = (counts ?? standard).map { rows in
        // A single sequence also has a target that is ignored.
        let length = rows.count == 1 ? rows[0] + 1 : max(rows.max()!, rows.count)
        let targets = rows.map { counted in
          (0..<length).map { $0 < counted ? data.integer(in: 0...vocabulary - 1) : -1 }
        }
        return TrainingBatch(
          inputs: data.tokens(count: rows.count, length: length, vocabularySize: vocabulary),
          targets: TokenBatch(targets))
      }
      return .init(
        Text(english, portuguese),
        TrainingTextInput(
          documents: documents, windowLength: windowLength, count: count,
          seed: UInt64(data.integer(in: 1...1000)), validationShare: share,
          model: model
            ?? NoisyTableModel(
              table: TableModel(weight: data.tensor([vocabulary, vocabulary], in: -3...3))),
          batches: evaluates ? batches : []))
    }
    return [
      makeCase(
        "a text of 24 tokens in windows of 3, 4 in a batch",
        "um texto de 24 tokens em janelas de 3, 4 por lote",
        documentLengths: [24], windowLength: 3, count: 4),
      makeCase(
        "4 documents of 4, 16, 3 and 9 tokens in windows of 6, 4 in a batch",
        "4 documentos de 4, 16, 3 e 9 tokens em janelas de 6, 4 por lote",
        documentLengths: [4, 16, 3, 9], windowLength: 6, count: 4),
      makeCase(
        "a text of 17 tokens in windows of 4, 2 in a batch",
        "um texto de 17 tokens em janelas de 4, 2 por lote",
        documentLengths: [17], windowLength: 4, count: 2),
      makeCase(
        "a text of 4 tokens, too short for a window of 4, and no batch to evaluate",
        "um texto de 4 tokens, curto demais para uma janela de 4, e nenhum lote para avaliar",
        documentLengths: [4], windowLength: 4, count: 2, evaluates: false),
      makeCase(
        "a text of 5 tokens, of which 1 in 10 is 0 tokens, and batches of which none has a target",
        "um texto de 5 tokens, dos quais 1 em 10 dá 0 tokens, e lotes em que nenhum tem alvo",
        documentLengths: [5], windowLength: 4, count: 3, share: 0.1, counts: [[0, 0], [0]]),
      makeCase(
        "a text of 20 tokens, cut in the middle, in windows of 1, and a batch without a target",
        "um texto de 20 tokens, cortado ao meio, em janelas de 1, e um lote sem alvo",
        documentLengths: [20], windowLength: 1, count: 5, share: 0.5,
        counts: [[2, 1], [0, 0], [1]]),
      makeCase(
        "a text of 16 tokens in windows of 4, 1 in a batch, and 12 batches",
        "um texto de 16 tokens em janelas de 4, 1 por lote, e 12 lotes",
        documentLengths: [16], windowLength: 4, count: 1, share: 0.75,
        counts: (0..<12).map { [$0 % 5, 1] }),
      makeCase(
        "a text of 331 tokens in windows of 17, 7 in a batch",
        "um texto de 331 tokens em janelas de 17, 7 por lote",
        documentLengths: [331], windowLength: 17, count: 7, share: 0.15),
      makeCase(
        "3 documents of 40, 1 and 70 tokens in windows of 9, 40 in a batch",
        "3 documentos de 40, 1 e 70 tokens em janelas de 9, 40 por lote",
        documentLengths: [40, 1, 70], windowLength: 9, count: 40),
      makeCase(
        "a text of 8 tokens, the comment's example, in windows of 2, 2 in a batch",
        "um texto de 8 tokens, o exemplo do comentário, em janelas de 2, 2 por lote",
        documentLengths: [8], windowLength: 2, count: 2, share: 0.5,
        tokens: [5, 8, 2, 9, 4, 7, 1, 3]),
      makeCase(
        "a text of 5 tokens, the comment's example, half of it for validation",
        "um texto de 5 tokens, o exemplo do comentário, metade dele para validação",
        documentLengths: [5], windowLength: 1, count: 3, share: 0.5, tokens: [5, 8, 2, 9, 4]),
      makeCase(
        "an empty text", "um texto vazio", documentLengths: [0], windowLength: 3, count: 2),
    ]
  },
  expected: { reference($0).evidence },
  misconceptions: [
    .init(
      Text(
        "if the targets are the inputs themselves, not moved by one",
        "quando os alvos são as próprias entradas, sem andar uma posição")
    ) {
      changed($0) { results, _ in
        func unmoved(_ batch: TrainingBatch) -> TrainingBatch {
          TrainingBatch(inputs: batch.inputs, targets: batch.inputs)
        }
        results.random = results.random.map(unmoved)
        results.consecutive = results.consecutive.map(unmoved)
      }
    },
    .init(
      Text(
        "if the starts are shuffled and the first ones taken, not drawn one by one",
        "quando os inícios são embaralhados e se tomam os primeiros, em vez de sortear um a um")
    ) {
      changed($0) { results, input in
        guard results.random != nil else { return }
        var generator = SeededGenerator(seed: input.seed)
        let shuffled = input.starts.shuffled(using: &generator)
        results.random = batch(input, from: Array(shuffled.prefix(input.count)))
        results.nextNumber = Double(generator.nextUniform())
      }
    },
    .init(
      Text(
        "if one start is drawn for all windows of a batch",
        "quando se sorteia um só início para todas as janelas do lote")
    ) {
      changed($0) { results, input in
        guard results.random != nil else { return }
        var generator = SeededGenerator(seed: input.seed)
        let start = input.starts.randomElement(using: &generator)!
        results.random = batch(input, from: (0..<input.count).map { _ in start })
        results.nextNumber = Double(generator.nextUniform())
      }
    },
    .init(
      Text(
        "if random windows begin at any token, not at one of the starts",
        "quando as janelas sorteadas começam em qualquer token, e não em um dos inícios")
    ) {
      changed($0) { results, input in
        guard results.random != nil else { return }
        let positions = Array(0..<input.tokens.count - input.windowLength)
        results.random = batch(input, from: randomStarts(input, of: positions))
      }
    },
    .init(
      Text(
        "if consecutive windows overlap, each beginning one token after the last",
        "quando as janelas consecutivas se sobrepõem, cada uma um token depois da anterior")
    ) { changed($0) { results, input in results.consecutive = batches(input, stride: 1) } },
    .init(
      Text(
        "if a token is skipped between consecutive windows: the last target of one is the first input "
          + "of the next",
        "quando se pula um token entre janelas consecutivas: o último alvo de uma é a primeira entrada "
          + "da seguinte")
    ) {
      changed($0) { results, input in
        results.consecutive = batches(input, stride: input.windowLength + 1)
      }
    },
    .init(
      Text(
        "if the last batch is dropped because it is not full",
        "quando o último lote é descartado por não estar cheio")
    ) {
      changed($0) { results, input in
        results.consecutive.removeAll { $0.inputs.count < input.count }
      }
    },
    .init(
      Text(
        "if the validation part is taken from the beginning of the text",
        "quando a parte de validação sai do começo do texto")
    ) {
      changed($0) { results, input in
        let count = results.parts.validation.count
        results.parts = (Array(input.tokens[count...]), Array(input.tokens[..<count]))
      }
    },
    .init(
      Text(
        "if the validation share is taken for the training share",
        "quando a fração de validação é tomada como a de treino")
    ) {
      changed($0) { results, input in
        let count = Int(Double(input.tokens.count) * input.validationShare)
        results.parts = (Array(input.tokens[..<count]), Array(input.tokens[count...]))
      }
    },
    .init(
      Text(
        "if the validation part has a token where the share comes to less than one",
        "quando a parte de validação tem um token onde a fração dá menos de um")
    ) {
      changed($0) { results, input in
        guard results.parts.validation.isEmpty, let last = input.tokens.last else { return }
        results.parts = (input.tokens.dropLast(), [last])
      }
    },
    .init(
      Text(
        "if the validation part is rounded to the nearest number, not down",
        "quando a parte de validação é arredondada para o número mais próximo, e não para baixo")
    ) {
      changed($0) { results, input in
        let exact = Double(input.tokens.count) * input.validationShare
        let count = input.tokens.count - Int(exact.rounded())
        results.parts = (Array(input.tokens[..<count]), Array(input.tokens[count...]))
      }
    },
    .init(
      Text(
        "if the validation part is rounded up: the training part was rounded down in its place",
        "quando a parte de validação é arredondada para cima: foi a de treino que se arredondou para "
          + "baixo")
    ) {
      changed($0) { results, input in
        let count = Int(Double(input.tokens.count) * (1 - input.validationShare))
        results.parts = (Array(input.tokens[..<count]), Array(input.tokens[count...]))
      }
    },
    .init(
      Text(
        "if evaluate divides 0 by 0 where nothing counts",
        "quando evaluate divide 0 por 0 onde nada conta")
    ) {
      changed($0) { results, input in
        if input.batches.allSatisfy({ counted($0) == 0 }) { results.loss = .nan }
      }
    },
    .init(
      Text(
        "if evaluate takes the mean of the batches' means, whatever they hold",
        "quando evaluate tira a média das médias dos lotes, seja qual for o tamanho deles")
    ) {
      changed($0) { results, input in
        let losses = input.batches.map {
          PretrainingSolution::crossEntropy(input.model($0.inputs), targets: $0.targets)
        }
        results.loss = losses.reduce(0, +) / Double(losses.count)
      }
    },
    .init(
      Text(
        "if evaluate weighs a batch by all its tokens, those left out too",
        "quando evaluate pesa um lote por todos os tokens, também os deixados de fora")
    ) {
      changed($0) { results, input in
        let sum = input.batches.reduce(0.0) {
          $0 + Double($1.targets.ids.count)
            * PretrainingSolution::crossEntropy(input.model($1.inputs), targets: $1.targets)
        }
        results.loss = sum / Double(input.batches.reduce(0) { $0 + $1.targets.ids.count })
      }
    },
    .init(
      Text(
        "if evaluate runs the model as in training, with dropout",
        "quando evaluate roda o modelo como no treino, com dropout")
    ) {
      changed($0) { results, input in
        var generator = SeededGenerator(seed: 0)
        results.loss = meanLoss(of: input) { inputs in
          input.model.withPullback(inputs, using: &generator).output
        }
      }
    },
    .init(
      Text(
        "if evaluate adds up the losses and takes no mean",
        "quando evaluate soma as perdas, sem tirar a média")
    ) {
      changed($0) { results, input in
        results.loss *= Double(max(1, input.batches.reduce(0) { $0 + counted($1) }))
      }
    },
    .init(
      Text(
        "if evaluate adds up the batches' means, whatever they hold",
        "quando evaluate soma as médias dos lotes, seja qual for o tamanho deles")
    ) {
      changed($0) { results, input in
        results.loss = input.batches.reduce(0) {
          $0
            + PretrainingSolution::crossEntropy(input.model($1.inputs), targets: $1.targets)
        }
      }
    },
    .init(
      Text(
        "if evaluate weighs a batch by its sequences, not by its targets",
        "quando evaluate pesa um lote pelas sequências, e não pelos alvos")
    ) {
      changed($0) { results, input in
        let sum = input.batches.reduce(0.0) {
          $0 + Double($1.inputs.count)
            * PretrainingSolution::crossEntropy(input.model($1.inputs), targets: $1.targets)
        }
        results.loss = sum / Double(max(1, input.batches.reduce(0) { $0 + $1.inputs.count }))
      }
    },
    .init(
      Text(
        "if the last window is left out though its targets are there",
        "quando a última janela fica de fora, embora seus alvos existam")
    ) {
      changed($0) { results, input in
        let end = input.tokens.count - input.windowLength - 1
        results.consecutive = batches(
          input, from: Array(stride(from: 0, to: max(0, end), by: input.windowLength)))
      }
    },
  ],
  variants: [
    .init("all of it by counting positions") { input in
      changed(input) { results, input in
        results.consecutive = batches(input, stride: input.windowLength)
        guard results.random != nil else { return }
        results.random = batch(input, from: randomStarts(input, of: input.starts))
      }
    },
    .init("the evaluation target by target") { input in
      changed(input) { results, input in
        var losses: [Double] = []
        for batch in input.batches {
          for (token, target) in zip(batch.inputs.ids, batch.targets.ids) where target >= 0 {
            losses.append(
              PretrainingSolution::crossEntropy(
                input.model(TokenBatch([token])), targets: TokenBatch([target])))
          }
        }
        results.loss = losses.reduce(0, +) / Double(max(1, losses.count))
      }
    },
  ],
  contract: [
    .init("each from a start drawn at random"),
    .init("Windows side by side"),
    .init("wherever the documents begin", triedBy: "4 documents"),
    .init("the last one what is left", triedBy: "a text of 331 tokens"),
    .init("Tokens that fill no window", triedBy: "a text of 24 tokens", "a text of 4 tokens"),
    .init("consecutiveBatches(of: 2)", triedBy: "a text of 8 tokens"),
    .init("The windows that begin at these positions"),
    .init("Cuts a text in two"),
    .init("rounded down", triedBy: "a text of 24 tokens", "4 documents", "a text of 5 tokens"),
    .init("splitForValidation([5, 8", triedBy: "a text of 5 tokens"),
    .init("each target counting once"),
    .init("Nothing is dropped"),
    .init("so it weighs as much as it has targets"),
    .init("No batch, or none with a target", triedBy: "a text of 4 tokens", "a text of 5 tokens"),
    .init("// batches of 3 targets", triedBy: "a text of 24 tokens"),
  ])

/// Parts that can be graded while other holes are still open.
private let trainingTextParts: [Part<TrainingTextInput>] = [
  .init(Text("randomBatch", "randomBatch")) { input in
    var results = reference(input)
    (results.random, results.nextNumber) = Pretraining::TrainingText(input).randomBatch(input)
    return Array(results.evidence[0..<3])
  },
  .init(Text("consecutiveBatches", "consecutiveBatches")) { input in
    var results = reference(input)
    results.consecutive = Pretraining::TrainingText(input).consecutiveBatches(of: input.count)
    return Array(results.evidence[3..<6])
  },
  .init(Text("splitForValidation", "splitForValidation")) { input in
    var results = reference(input)
    results.parts = Pretraining::splitForValidation(
      input.tokens, validationShare: input.validationShare)
    return Array(results.evidence[6..<8])
  },
  .init(Text("evaluate", "evaluate")) { input in
    var results = reference(input)
    results.loss = Pretraining::evaluate(input.model, on: input.batches)
    return Array(results.evidence[8..<9])
  },
]

@Test func `5.3 batches, validation split and evaluation`() async throws {
  let attempt = Attempt("5.3")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(trainingTextGrader, parts: trainingTextParts) { input in
      results(
        input, of: Pretraining::TrainingText(input),
        split: { Pretraining::splitForValidation($0, validationShare: $1) },
        evaluate: { Pretraining::evaluate($0, on: $1) }
      ).evidence
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `5.3 grader`() { #expect(trainingTextGrader.flaws() == []) }
