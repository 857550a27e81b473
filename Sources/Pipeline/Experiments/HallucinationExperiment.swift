import Console
import Corpora
import CourseKit
import Foundation
import InstructionTuning

/// Limits and hallucination: questions that the passage does not answer. How often does the model
/// answer anyway, and how sure is it then?
public struct HallucinationExperiment: Experiment {
  public let name = "hallucination"
  public let summary = Text(
    "asks what the passage does not tell: how often it answers anyway, and how sure it is",
    "pergunta o que o texto não conta: com que frequência responde assim mesmo, e com que certeza")
  public let needsRun = true

  public var storyCount = 300

  public init() {}

  /// What is asked about the same passages.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// The passage has the answer.
    case answerable
    /// The same question about a person of the small world who is not in the passage.
    case absentName
    /// … about a name that no text has ever had.
    case unknownName
    /// A question about another story.
    case otherStory
  }

  public struct Results: Codable, Sendable {
    public var isTuned: Bool
    public var rows: [Row]
    /// The probability that a threshold must have to let 95 % of the right answers pass.
    public var threshold: Double
    /// The share of the answers to the other kinds of question that it would hold back.
    public var caught: Double

    public init(isTuned: Bool, rows: [Row], threshold: Double, caught: Double) {
      self.isTuned = isTuned
      self.rows = rows
      self.threshold = threshold
      self.caught = caught
    }
  }

  /// One kind of question.
  public struct Row: Codable, Sendable {
    public var kind: Kind
    /// Whether it answered at all.
    public var answered: Estimate
    /// Whether the answer stands in the passage, word for word.
    public var copied: Estimate
    /// P(answer | prompt)
    public var probability: Estimate
    /// The mean entropy per token, in nats.
    public var entropy: Estimate
    /// Nil where no answer is right.
    public var exactMatch: Estimate?

    public init(
      kind: Kind, answered: Estimate, copied: Estimate, probability: Estimate, entropy: Estimate,
      exactMatch: Estimate?
    ) {
      self.kind = kind
      self.answered = answered
      self.copied = copied
      self.probability = probability
      self.entropy = entropy
      self.exactMatch = exactMatch
    }
  }

  // MARK: Measuring

  public func run(_ setting: ExperimentSetting) throws -> Results {
    let respondent = try Respondent(of: setting.requiredFolder())
    let world = SmallWorld(language: respondent.language, seed: setting.seed)
    let items = HallucinationItem.make(storyCount, world)
    var rows: [Row] = []
    var rightProbabilities: [Double] = []
    var otherProbabilities: [Double] = []
    for (index, kind) in Kind.allCases.enumerated() {
      let prompts = items.map {
        respondent.assistant.promptTokens($0.questions[kind] ?? "", input: $0.passage)
      }
      let answers = try respondent.answers(after: prompts)
      let probabilities = answers.map { exp($0.logProbability) }
      let exact = zip(answers, items).map { isExactMatch($0.text, $1.answer) }
      if kind == .answerable {
        rightProbabilities = zip(probabilities, exact).filter { $0.1 }.map { $0.0 }
      } else {
        otherProbabilities += probabilities
      }
      rows.append(
        Row(
          kind: kind, answered: Estimate(shareOf: answers.map { !$0.text.isEmpty }),
          copied: Estimate(shareOf: zip(answers, items).map { isCopied($0.text, $1.passage) }),
          probability: Estimate(probabilities), entropy: Estimate(answers.map(\.entropy)),
          exactMatch: kind == .answerable ? Estimate(shareOf: exact) : nil))
      try setting.progress(index + 1, of: Kind.allCases.count)
    }
    let threshold = rightProbabilities.sorted().dropFirst(rightProbabilities.count / 20).first ?? 0
    return Results(
      isTuned: respondent.isTuned, rows: rows, threshold: threshold,
      caught: Estimate(shareOf: otherProbabilities.map { $0 < threshold }).mean)
  }

  // MARK: In words

  public func table(_ results: Results, _ language: Language) -> Table {
    var table = Table(
      .left(language.text("question", "pergunta")),
      .right(language.text("answered", "respondeu")),
      .right(language.text("right", "certo")),
      .right(language.text("copied from the passage", "copiado do texto")),
      .right(language.text("its probability", "probabilidade")),
      .right(language.text("entropy, nats per token", "entropia, nats por token")))
    for row in results.rows {
      table.addRow(
        row.kind.name(language), percent(row.answered.mean, language),
        row.exactMatch.map { percent($0, language) } ?? "–", percent(row.copied.mean, language),
        percent(row.probability, language), decimal(row.entropy.mean, 2, language))
    }
    return table
  }

  public func conclusion(_ results: Results, _ language: Language) -> String {
    guard let known = results.rows.first(where: { $0.kind == .answerable }) else { return "" }
    let others = results.rows.filter { $0.kind != .answerable }
    var sentences: [String] = []
    if !results.isTuned { sentences.append(noAssistantNote.in(language)) }
    let answered = others.map(\.answered.mean)
    let (least, most) = (answered.min() ?? 0, answered.max() ?? 0)
    let share = percent(answered.reduce(0, +) / Double(max(1, answered.count)), language)
    sentences.append(
      least > 0.9
        ? language.text(
          "Asked what the passage does not tell, it answers all the same (\(share)): it has never seen "
            + "a question left open.",
          "Perguntado sobre o que o texto não conta, responde assim mesmo (\(share)): nunca viu uma "
            + "pergunta ficar sem resposta.")
        : most < 0.1
          ? language.text(
            "Asked what the passage does not tell, it stays silent (it answers \(share)).",
            "Perguntado sobre o que o texto não conta, fica em silêncio (responde \(share)).")
          : language.text(
            "Asked what the passage does not tell, it answers \(share) of the time.",
            "Perguntado sobre o que o texto não conta, responde \(share) das vezes."))
    for row in others {
      let difference = known.probability - row.probability
      let (sure, less) = (
        percent(known.probability.mean, language), percent(row.probability.mean, language)
      )
      let what = row.kind.about(language)
      sentences.append(
        !difference.isBeyondNoise
          ? language.text(
            "\(what) it is as sure as of what it knows: no difference beyond noise.",
            "\(what) tem tanta certeza quanto no que sabe: nenhuma diferença além do ruído.")
          : difference.mean > 0
            ? language.text(
              "\(what) it is less sure (\(less) against \(sure)).",
              "\(what) tem menos certeza (\(less) contra \(sure)).")
            : language.text(
              "\(what) it is even surer (\(less) against \(sure)).",
              "\(what) tem até mais certeza (\(less) contra \(sure))."))
    }
    let (threshold, caught) = (
      percent(results.threshold, language), percent(results.caught, language)
    )
    sentences.append(
      language.text(
        "A threshold on the probability that lets 95 % of the right answers pass (\(threshold)) would "
          + "hold back \(caught) of the invented ones"
          + (results.caught > 0.8
            ? ": its doubt is a usable sign." : ": its doubt alone is no protection."),
        "Um limiar de probabilidade que deixa passar 95% das respostas certas (\(threshold)) "
          + "barraria \(caught) das inventadas"
          + (results.caught > 0.8
            ? ": a dúvida dele é um sinal útil." : ": só a dúvida dele não protege.")))
    return sentences.joined(separator: " ")
  }
}

extension HallucinationExperiment.Kind {
  func name(_ language: Language) -> String {
    switch self {
    case .answerable: language.text("the passage has the answer", "o texto tem a resposta")
    case .absentName: language.text("name not in the passage", "nome que não está no texto")
    case .unknownName: language.text("name never seen", "nome nunca visto")
    case .otherStory: language.text("about another story", "sobre outra história")
    }
  }

  /// The beginning of a sentence.
  fileprivate func about(_ language: Language) -> String {
    switch self {
    case .answerable: language.text("Where the passage tells,", "Onde o texto conta,")
    case .absentName: language.text("Of people not in the passage", "De quem não está no texto")
    case .unknownName: language.text("Of names never seen", "De nomes nunca vistos")
    case .otherStory: language.text("Of another story", "De outra história")
    }
  }
}
