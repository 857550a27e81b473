import AttentionSolution
import Charts
import CourseKit
import Foundation
import PretrainingSolution
import Runs
import Tensors
import TokenizationSolution
import TransformerSolution

/// Computes the figures' data from a finished run of the main job.
///
/// All computations use the reference's own layers.
struct Measurement {
  let folder: RunFolder
  let language: Language

  func run() throws -> FigureData.Run {
    let (configuration, tokenizer, model) = try folder.read(
      tokenizer: { try ByteLevelBPE(tokens: $0, merges: $1, specialTokens: $2) },
      model: { GPT($0, using: &$1) })
    let words = FigureWords(language)
    return FigureData.Run(
      origin: origin(configuration, model), curve: try curve(),
      nextToken: nextToken(after: words.next, model, tokenizer),
      decoding: nextToken(after: words.decoding, model, tokenizer),
      decodingLogarithms: logarithms(after: words.decoding.prompt, model, tokenizer),
      given: nextToken(after: words.given, model, tokenizer),
      open: nextToken(after: words.open, model, tokenizer),
      attention: words.questions.map { attention(reading: $0, model, tokenizer) },
      attentionScores: attentionScores(reading: words.questions[1], model, tokenizer),
      embeddings: EmbeddingPlane(words.categories, model, tokenizer).map,
      merges: merges(of: tokenizer, word: words.mergedWord),
      tokens: TokenMeasurement(words, model, tokenizer).tokens,
      classification: try classification(), answers: try answers())
  }

  // MARK: From the model

  private func nextToken(
    after text: (prompt: String, next: String), _ model: GPT, _ tokenizer: ByteLevelBPE
  ) -> FigureData.NextToken {
    let (prompt, next) = text
    let tokens = tokenizer.encode(prompt)
    let logits = model.nextTokenLogits(after: tokens)
    let (k, p) = (5, 0.5)
    let plain = Decoding().probabilities(logits)
    let half = Decoding(temperature: 0.5).probabilities(logits)
    let high = Decoding(temperature: 1.5).probabilities(logits)
    let topK = Decoding(topK: k).probabilities(logits)
    let topP = Decoding(topP: Float(p)).probabilities(logits)
    let likeliest = plain.indices.sorted { plain[$0] > plain[$1] }.prefix(16)
    return FigureData.NextToken(
      prompt: prompt, tokens: tokens.map { tokenizer.decode([$0]) }, next: next,
      nextProbability: rounded(plain[tokenizer.encode(next)[0]]),
      candidates: likeliest.map { id in
        .init(
          token: tokenizer.decode([id]), probability: rounded(plain[id]),
          temperatureHalf: rounded(half[id]), temperatureOneAndAHalf: rounded(high[id]),
          topK: rounded(topK[id]), topP: rounded(topP[id]))
      }, topK: k, topP: p, keptByTopP: topP.count { $0 > 0 })
  }

  /// ln p of every token: z − ln Σ exp z.
  private func logarithms(
    after prompt: String, _ model: GPT, _ tokenizer: ByteLevelBPE
  ) -> [Double] {
    let logits = model.nextTokenLogits(after: tokenizer.encode(prompt)).scalars.map(Double.init)
    let largest = logits.max() ?? 0
    let sum = logits.reduce(0) { $0 + exp($1 - largest) }
    return logits.map { rounded($0 - largest - log(sum)) }
  }

  /// The attention weights of every layer and head over a text.
  private func attention(
    reading text: String, _ model: GPT, _ tokenizer: ByteLevelBPE
  ) -> FigureData.AttentionMap {
    let tokens = tokenizer.encode(text)
    let weights = heads(reading: tokens, model) { query, key in
      let weights = attentionWeights(query: query, key: key)
      return tokens.indices.map { row in (0...row).map { rounded(weights[row, $0]) } }
    }
    return FigureData.AttentionMap(
      tokens: tokens.map { tokenizer.decode([$0]) }, weights: weights)
  }

  /// q · k / √d of every layer and head, before the mask.
  private func attentionScores(
    reading text: String, _ model: GPT, _ tokenizer: ByteLevelBPE
  ) -> [[[[Double]]]] {
    let tokens = tokenizer.encode(text)
    return heads(reading: tokens, model) { query, key in
      let products = matmul(query, key.transposed)
      let scale = 1 / Float(query.columnCount).squareRoot()
      return tokens.indices.map { row in
        tokens.indices.map { rounded(Double(products[row, $0] * scale), 3) }
      }
    }
  }

  /// What `measure` makes of the queries and keys of each layer and head. They are computed anew,
  /// since a forward pass keeps none.
  private func heads(
    reading tokens: [Int], _ model: GPT, measure: (MatrixView, MatrixView) -> [[Double]]
  ) -> [[[[Double]]]] {
    var x = model.positionEmbedding(model.tokenEmbedding(TokenBatch(tokens)))
    return model.blocks.map { block in
      let heads = block.attention.headCount
      let parts = splitHeads(
        block.attention.queryKeyValue(block.attentionNorm(x)), headCount: 3 * heads)
      x = block(x)
      return (0..<heads).map { measure(parts[$0], parts[heads + $0]) }
    }
  }

  private func merges(of tokenizer: ByteLevelBPE, word: String) -> FigureData.Merges {
    func text(_ id: Int) -> String { tokenizer.decode([id]) }
    func merge(_ rank: Int) -> FigureData.Merges.Merge {
      let pair = tokenizer.merges[rank]
      return .init(first: text(pair.left), second: text(pair.right), rank: rank + 1)
    }
    // Repeatedly apply the merge of lowest rank that the word still contains.
    var parts = Array(word.utf8).map(Int.init)
    var steps = [parts]
    var ranks: [Int] = []
    while true {
      let pairs = zip(parts, parts.dropFirst()).map { TokenPair($0, $1) }
      guard
        let rank = pairs.compactMap({ tokenizer.merges.firstIndex(of: $0) }).min()
      else { break }
      let pair = tokenizer.merges[rank]
      var merged: [Int] = []
      var index = 0
      while index < parts.count {
        if index + 1 < parts.count, TokenPair(parts[index], parts[index + 1]) == pair {
          merged.append(256 + rank)
          index += 2
        } else {
          merged.append(parts[index])
          index += 1
        }
      }
      parts = merged
      steps.append(parts)
      ranks.append(rank + 1)
    }
    return FigureData.Merges(
      first: (0..<min(12, tokenizer.merges.count)).map(merge), count: tokenizer.merges.count,
      pairs: tokenizer.merges.map { [$0.left, $0.right] },
      word: word, steps: steps.map { $0.map(text) }, ranks: ranks)
  }

  private func origin(_ configuration: RunConfiguration, _ model: GPT) -> FigureData.Origin {
    let size = configuration.model
    var documentCount = 0
    if case .smallWorld(_, let count) = configuration.source { documentCount = count }
    return FigureData.Origin(
      seed: configuration.seed, steps: configuration.stepCount,
      layers: size.layerCount, heads: size.headCount, width: size.width,
      contextLength: size.contextLength, vocabularySize: size.vocabularySize,
      parameterCount: model.parameters.reduce(0) { $0 + $1.tensor.count },
      documentCount: documentCount)
  }

  // MARK: From the run's files

  private func curve() throws -> FigureData.Curve {
    let metrics = try folder.metricsOfModel()
    let piece = max(1, metrics.steps.count / 200)
    let training = stride(from: 0, to: metrics.steps.count, by: piece).map { first in
      let part = metrics.steps[first..<min(first + piece, metrics.steps.count)]
      return FigureData.Curve.Loss(
        step: part[first].step + part.count / 2,
        loss: rounded(part.reduce(0) { $0 + $1.loss } / Double(part.count)))
    }
    return FigureData.Curve(
      training: training,
      validation: metrics.evaluations.map {
        .init(step: $0.step, loss: rounded($0.validationLoss))
      },
      bigram: rounded(metrics.bigramLoss))
  }

  private func unfinished(_ file: String) -> InputError {
    InputError(
      "\(file) is missing: give the folder of a finished run, such as runs/small-world-en.",
      "Falta \(file): dê a pasta de uma execução completa, como runs/small-world-pt-BR.")
  }

  private func classification() throws -> FigureData.Classification {
    guard let results = try folder.classificationResults() else {
      throw unfinished(folder.classificationFile)
    }
    return FigureData.Classification(
      strategies: results.comparison.map {
        .init(
          name: $0.strategy.rawValue, trained: $0.trainableParameterCount, f1: rounded($0.f1, 6),
          seconds: ($0.seconds * 10).rounded() / 10)
      }, chosen: results.strategy.rawValue, steps: results.losses.count,
      trainingCount: results.trainingCount, validationCount: results.validationCount,
      testCount: results.testCount, labels: results.labels, matrix: results.matrix.counts)
  }

  private func answers() throws -> FigureData.Answers {
    guard let results = try folder.assistantResults() else {
      throw unfinished(folder.assistantResultsFile)
    }
    guard let plural = results.comparisons.last(where: { $0.example.task == "plural" }) else {
      throw InputError(
        "\(folder.assistantResultsFile) has no plural among its answers: give a run with the full test.",
        "\(folder.assistantResultsFile) não tem plural entre as respostas: dê uma execução com o teste completo."
      )
    }
    return FigureData.Answers(
      tasks: zip(results.base.tasks, results.tuned.tasks).map {
        .init(
          name: $0.task ?? "", base: rounded($0.exactMatch, 6), tuned: rounded($1.exactMatch, 6))
      },
      sample: .init(
        instruction: plural.example.instruction, input: plural.example.input,
        base: plural.before, tuned: plural.after),
      base: rounded(results.base.all.exactMatch, 6),
      tuned: rounded(results.tuned.all.exactMatch, 6),
      count: results.base.all.count, trainingCount: results.trainingCount,
      steps: results.losses.count)
  }
}

/// Rounded to four decimals.
func rounded(_ value: Double) -> Double { (value * 1e4).rounded() / 1e4 }
func rounded(_ value: Float) -> Double { rounded(Double(value)) }

/// Rounded to that many decimals. Fractions of counts are the same on every machine, and figures
/// round them a second time, to three decimals.
func rounded(_ value: Double, _ decimals: Int) -> Double {
  let scale = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
  return (value * scale).rounded() / scale
}
