import Console
import Corpora
import CourseKit
import Extensions
import Foundation
import InstructionTuning
import Pretraining
import Runs
import Tensors

/// Decoding strategies: the same model continues the same openings and answers the same questions,
/// and only how the next token is chosen differs.
public struct DecodingExperiment: Experiment {
  public let name = "decoding"
  public let summary = Text(
    "compares greedy, temperature, top-k, top-p and beams: variety, repetition, right answers",
    "compara gulosa, temperatura, top-k, top-p e feixes: variedade, repetição, acertos")
  public let needsRun = true

  /// How many texts each strategy makes.
  public var textCount = 60
  public var textLength = 80
  public var questionCount = 250
  public var beamWidth = 4

  public init() {}

  /// A way to choose.
  public enum Strategy: Codable, Sendable, Hashable {
    case sampling(Decoding)
    case beams(Int)

    func name(_ language: Language) -> String {
      switch self {
      case .beams(let width): language.text("beams, \(width)", "feixes, \(width)")
      case .sampling(let decoding):
        if decoding.temperature == 0 {
          language.text("greedy", "gulosa")
        } else if let topK = decoding.topK {
          "top-k \(topK)"
        } else if let topP = decoding.topP {
          "top-p \(decimal(Double(topP), 1, language))"
        } else {
          language.text("temperature ", "temperatura ")
            + decimal(Double(decoding.temperature), 1, language)
        }
      }
    }
  }

  var strategies: [Strategy] {
    [
      .sampling(.greedy), .sampling(Decoding(temperature: 0.7)),
      .sampling(Decoding(temperature: 1)), .sampling(Decoding(temperature: 1.5)),
      .sampling(Decoding(topK: 20)), .sampling(Decoding(topP: 0.9)), .beams(beamWidth),
    ]
  }

  public struct Results: Codable, Sendable {
    /// Whether it was an assistant that answered the questions.
    public var isTuned: Bool
    public var rows: [Row]

    public init(isTuned: Bool, rows: [Row]) {
      self.isTuned = isTuned
      self.rows = rows
    }
  }

  /// One strategy.
  public struct Row: Codable, Sendable {
    public var strategy: Strategy
    /// How many of the 3-grams of all texts are different ones: 1 if none occurs twice (Li et al.,
    /// *A Diversity-Promoting Objective Function*, 2016, there with 1- and 2-grams).
    public var distinct: Double
    /// The share of a text's 3-grams that it had before, the mean over texts.
    public var repetition: Estimate
    /// −ln p of its tokens under the model itself, the mean over texts.
    public var surprise: Estimate
    public var exactMatch: Estimate

    public init(
      strategy: Strategy, distinct: Double, repetition: Estimate, surprise: Estimate,
      exactMatch: Estimate
    ) {
      self.strategy = strategy
      self.distinct = distinct
      self.repetition = repetition
      self.surprise = surprise
      self.exactMatch = exactMatch
    }
  }

  // MARK: Measuring

  public func run(_ setting: ExperimentSetting) throws -> Results {
    let folder = setting.requiredFolder()
    let storyteller = try Respondent(of: folder, model: \.modelFile)
    let respondent = try Respondent(of: folder)
    let world = SmallWorld(language: storyteller.language, seed: setting.seed)
    let openings = openings(world, storyteller)
    let questions = heldOutExamples(world, count: questionCount)
    let prompts = questions.map {
      respondent.assistant.promptTokens($0.instruction, input: $0.input)
    }
    let firstSeed = setting.seed
    var rows: [Row] = []
    for (index, strategy) in strategies.enumerated() {
      let texts = try concurrentTry(openings.count) { number in
        let seed = firstSeed &+ UInt64(number)
        return try newTokens(storyteller, after: openings[number], textLength, strategy, seed: seed)
      }
      let surprises = concurrentMap(openings.count) { number in
        meanSurprise(storyteller, openings[number], texts[number])
      }
      let answers = try concurrentTry(prompts.count) { number in
        let seed = firstSeed &+ UInt64(number)
        return respondent.assistant.answer(
          of: try newTokens(respondent, after: prompts[number], 32, strategy, seed: seed))
      }
      let grams = texts.map { threeGrams($0) }
      let all = grams.flatMap { $0 }
      rows.append(
        Row(
          strategy: strategy, distinct: share(distinctIn: all),
          repetition: Estimate(grams.filter { !$0.isEmpty }.map { 1 - share(distinctIn: $0) }),
          surprise: Estimate(surprises.filter(\.isFinite)),
          exactMatch: Estimate(
            shareOf: zip(answers, questions).map { isExactMatch($0, $1.response) })))
      try setting.progress(
        index + 1, of: strategies.count, strategy.name(setting.language))
    }
    return Results(isTuned: respondent.isTuned, rows: rows)
  }

  /// The first words of held-out stories, after the end of the text before.
  private func openings(_ world: SmallWorld, _ storyteller: Respondent) -> [[Int]] {
    world.stories(textCount, split: .heldOut).map { story in
      let words = story.text.split(separator: " ").prefix(2).joined(separator: " ")
      return [storyteller.assistant.endOfText] + storyteller.assistant.tokenizer.encode(words)
    }
  }

  /// At most `count` tokens, up to the end of text.
  private func newTokens(
    _ respondent: Respondent, after prompt: [Int], _ count: Int, _ strategy: Strategy, seed: UInt64
  ) throws -> [Int] {
    let session = respondent.responder.session
    switch strategy {
    case .sampling(let decoding):
      var generator = SeededGenerator(seed: seed)
      return try session.tokens(
        after: prompt, maxTokens: count, decoding: decoding, using: &generator)
    case .beams(let width):
      return try session.beams(after: prompt, maxTokens: count, width: width)
        .first?.tokensBeforeStop ?? []
    }
  }

  /// −ln p per token; not a number for an empty text.
  private func meanSurprise(_ respondent: Respondent, _ prompt: [Int], _ text: [Int]) -> Double {
    guard !text.isEmpty else { return .nan }
    let tokens = (prompt + text).prefix(respondent.model.configuration.contextLength + 1)
    let targets = lossTargets(of: Array(tokens), learning: [prompt.count..<tokens.count])
    return maskedCrossEntropy(
      respondent.model(TokenBatch(Array(tokens.dropLast()))), targets: TokenBatch(targets))
  }

  private func threeGrams(_ tokens: [Int]) -> [[Int]] {
    tokens.indices.dropLast(2).map { Array(tokens[$0..<$0 + 3]) }
  }

  private func share(distinctIn grams: [[Int]]) -> Double {
    grams.isEmpty ? 1 : Double(Set(grams).count) / Double(grams.count)
  }

  // MARK: In words

  public func table(_ results: Results, _ language: Language) -> Table {
    var table = Table(
      .left(language.text("strategy", "estratégia")),
      .right(language.text("distinct 3-grams", "3-gramas distintos")),
      .right(language.text("repeated in a text", "repetidos num texto")),
      .right(language.text("nats per token", "nats por token")),
      .right(language.text("exact match", "acerto exato")))
    for row in results.rows {
      table.addRow(
        row.strategy.name(language), percent(row.distinct, language),
        percent(row.repetition.mean, language, places: 1),
        decimal(row.surprise.mean, 2, language), percent(row.exactMatch, language))
    }
    return table
  }

  public func conclusion(_ results: Results, _ language: Language) -> String {
    var sentences: [String] = []
    let rows = results.rows
    guard let varied = rows.max(by: { $0.distinct < $1.distinct }),
      let uniform = rows.min(by: { $0.distinct < $1.distinct }),
      let best = rows.max(by: { $0.exactMatch.mean < $1.exactMatch.mean }),
      let worst = rows.min(by: { $0.exactMatch.mean < $1.exactMatch.mean })
    else { return "" }
    func name(_ row: Row) -> String { row.strategy.name(language) }
    func distinct(_ row: Row) -> String { percent(row.distinct, language) }
    if varied.distinct > uniform.distinct {
      sentences.append(
        language.text(
          "Stories: the most varied are those of \(name(varied)) (\(distinct(varied)) distinct "
            + "3-grams), the least those of \(name(uniform)) (\(distinct(uniform))).",
          "Histórias: as mais variadas são as de \(name(varied)) (\(distinct(varied)) de 3-gramas "
            + "distintos), as menos, as de \(name(uniform)) (\(distinct(uniform)))."))
      let price = varied.surprise - uniform.surprise
      if price.isBeyondNoise {
        let amount = decimal(abs(price.mean), 2, language)
        sentences.append(
          price.mean > 0
            ? language.text(
              "Variety has its price: the model finds them less likely, by \(amount) nats per token.",
              "A variedade tem preço: o modelo as acha menos prováveis, por \(amount) nats por token."
            )
            : language.text(
              "And yet the model finds them likelier, by \(amount) nats per token.",
              "E mesmo assim o modelo as acha mais prováveis, por \(amount) nats por token."))
      }
    } else {
      sentences.append(
        language.text(
          "Stories: all strategies are equally varied.",
          "Histórias: todas as estratégias são igualmente variadas."))
    }
    // On the same questions, so the noise of the difference is rather smaller than this.
    let gap = best.exactMatch - worst.exactMatch
    if gap.isBeyondNoise {
      let equals = rows.filter {
        $0.strategy != best.strategy && !(best.exactMatch - $0.exactMatch).isBeyondNoise
      }
      let together =
        equals.isEmpty
        ? ""
        : language.text(" (within noise also ", " (dentro do ruído, também ")
          + list(equals.map(name), language) + ")"
      let amount = points(gap.mean, language)
      sentences.append(
        language.text(
          "Answers: \(name(best)) is right most often\(together), \(name(worst)) least often, by "
            + "\(amount).",
          "Respostas: \(name(best)) acerta mais\(together), \(name(worst)) acerta menos, por "
            + "\(amount)."))
      if best.strategy.isCertain, !worst.strategy.isCertain {
        sentences.append(
          language.text(
            "Where one answer is right, randomness does harm.",
            "Onde só uma resposta é certa, a aleatoriedade atrapalha."))
      }
    } else {
      sentences.append(
        language.text(
          "Answers: no difference beyond noise between the strategies.",
          "Respostas: nenhuma diferença além do ruído entre as estratégias."))
    }
    if !results.isTuned { sentences.append(noAssistantNote.in(language)) }
    return sentences.joined(separator: " ")
  }
}

extension DecodingExperiment.Strategy {
  /// Whether nothing is drawn at random.
  var isCertain: Bool {
    switch self {
    case .beams: true
    case .sampling(let decoding): decoding.temperature == 0 || decoding.topK == 1
    }
  }
}
