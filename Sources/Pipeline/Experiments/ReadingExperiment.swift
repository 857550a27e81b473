import Console
import Corpora
import CourseKit
import Foundation
import InstructionTuning

/// Does it read, or does it know the sentences? Passages in which several do the same: what stands in
/// them by kind is known at once, but only reading tells which of it is the answer.
public struct ReadingExperiment: Experiment {
  public let name = "reading"
  public let summary = Text(
    "asks about passages in which several do the same: does it find the right one, or any?",
    "pergunta sobre textos em que vários fazem o mesmo: ele acha o certo, ou qualquer um?")
  public let needsRun = true

  /// How many questions there are of each kind.
  public var questionCount = 200

  public init() {}

  public struct Results: Codable, Sendable {
    public var isTuned: Bool
    public var rows: [Row]

    public init(isTuned: Bool, rows: [Row]) {
      self.isTuned = isTuned
      self.rows = rows
    }
  }

  /// One kind of question.
  public struct Row: Codable, Sendable {
    public var kind: TypedQuestion.Kind
    /// Whether the answer is the wanted one, word for word.
    public var exactMatch: Estimate
    /// What a guess among the answers that the passage offers would reach. Nil where it offers none.
    public var guess: Double?
    /// The answers less the guesses, question by question.
    public var advantage: Estimate?
    /// Whether the answer stands in the passage, word for word. Nil where none would.
    public var copied: Estimate?

    public init(
      kind: TypedQuestion.Kind, exactMatch: Estimate, guess: Double?, advantage: Estimate?,
      copied: Estimate?
    ) {
      self.kind = kind
      self.exactMatch = exactMatch
      self.guess = guess
      self.advantage = advantage
      self.copied = copied
    }
  }

  /// The kinds that scenes ask, each with words of the small world, and then those with invented ones.
  static let kinds: [TypedQuestion.Kind] = [
    .same, .order, .attribute, .whose, .howMany, .yesNo, .invented, .unsaid,
  ]

  // MARK: Measuring

  private struct Item {
    let passage: String
    let asked: Scene.Question
  }

  public func run(_ setting: ExperimentSetting) throws -> Results {
    let respondent = try Respondent(of: setting.requiredFolder())
    let world = SmallWorld(language: respondent.language, seed: setting.seed)
    let items = items(of: world, respondent)
    var rows: [Row] = []
    for (index, kind) in Self.kinds.enumerated() {
      let asked = items[kind] ?? []
      let prompts = asked.map {
        respondent.assistant.promptTokens($0.asked.question, input: $0.passage)
      }
      let answers = try respondent.answers(after: prompts)
      rows.append(row(kind, asked, answers.map(\.text)))
      try setting.progress(index + 1, of: Self.kinds.count)
    }
    return Results(isTuned: respondent.isTuned, rows: rows)
  }

  /// One question of each kind from a scene at most, of those that leave room for an answer.
  private func items(
    of world: SmallWorld, _ respondent: Respondent
  ) -> [TypedQuestion.Kind: [Item]] {
    let room = respondent.responder.contextLength - 16
    var items: [TypedQuestion.Kind: [Item]] = [:]
    var index = 0
    while Self.kinds.contains(where: { (items[$0] ?? []).count < questionCount }),
      index < 200 * questionCount
    {
      let scene = world.scene(index, split: .heldOut)
      index += 1
      var taken: Set<TypedQuestion.Kind> = []
      for asked in scene.questions {
        let kind = scene.isInvented ? .invented : asked.kind
        guard Self.kinds.contains(kind), (items[kind] ?? []).count < questionCount,
          !scene.isInvented || asked.kind == .same,
          respondent.assistant.promptTokens(asked.question, input: scene.text).count <= room,
          taken.insert(kind).inserted
        else { continue }
        items[kind, default: []].append(Item(passage: scene.text, asked: asked))
      }
    }
    return items
  }

  private func row(_ kind: TypedQuestion.Kind, _ items: [Item], _ answers: [String]) -> Row {
    let exact = zip(answers, items).map { isExactMatch($0, "\($1.asked.answer).") }
    let exactMatch = Estimate(shareOf: exact)
    guard kind != .unsaid else {
      return Row(kind: kind, exactMatch: exactMatch, guess: nil, advantage: nil, copied: nil)
    }
    let guesses = items.map { 1 / Double($0.asked.candidateCount) }
    return Row(
      kind: kind, exactMatch: exactMatch, guess: Estimate(guesses).mean,
      advantage: Estimate(differencesOf: exact.map { $0 ? 1 : 0 }, and: guesses),
      copied: kind == .yesNo
        ? nil : Estimate(shareOf: zip(answers, items).map { isCopied($0, $1.passage) }))
  }

  // MARK: In words

  public func table(_ results: Results, _ language: Language) -> Table {
    var table = Table(
      .left(language.text("question", "pergunta")),
      .right(language.text("questions", "perguntas")),
      .right(language.text("right", "certo")),
      .right(language.text("by guessing", "chutando")),
      .right(language.text("copied from the passage", "copiado do texto")))
    for row in results.rows {
      table.addRow(
        row.kind.name(in: language), grouped(row.exactMatch.count, language),
        percent(row.exactMatch, language), row.guess.map { percent($0, language) } ?? "–",
        row.copied.map { percent($0.mean, language) } ?? "–")
    }
    return table
  }

  public func conclusion(_ results: Results, _ language: Language) -> String {
    var sentences: [String] = []
    if !results.isTuned { sentences.append(noAssistantNote.in(language)) }
    func row(_ kind: TypedQuestion.Kind) -> Row? { results.rows.first { $0.kind == kind } }
    if let same = row(.same), let guess = same.guess, let advantage = same.advantage {
      let (right, chance) = (percent(same.exactMatch, language), percent(guess, language))
      sentences.append(
        !advantage.isBeyondNoise
          ? language.text(
            "Where several do the same it is right in \(right), and a guess among what the passage offers "
              + "would be in \(chance): it finds what may be an answer, not which of it is.",
            "Onde vários fazem o mesmo, ele acerta \(right), e um chute entre o que o texto oferece acertaria "
              + "\(chance): ele acha o que pode ser uma resposta, não qual delas é.")
          : advantage.mean > 0
            ? language.text(
              "Where several do the same it is right in \(right), more than the \(chance) of a guess among "
                + "what the passage offers: it reads.",
              "Onde vários fazem o mesmo, ele acerta \(right), mais que os \(chance) de um chute entre o que "
                + "o texto oferece: ele lê.")
            : language.text(
              "Where several do the same it is right in \(right), less than the \(chance) of a guess among "
                + "what the passage offers: it has learned sentences, and not to read.",
              "Onde vários fazem o mesmo, ele acerta \(right), menos que os \(chance) de um chute entre o que "
                + "o texto oferece: ele aprendeu frases, e não a ler."))
      if let invented = row(.invented) {
        let difference = same.exactMatch - invented.exactMatch
        let share = percent(invented.exactMatch, language)
        sentences.append(
          difference.isBeyondNoise && difference.mean > 0
            ? language.text(
              "With invented words it is right in \(share): it knows its words, and cannot copy others.",
              "Com palavras inventadas, acerta \(share): ele conhece as suas palavras e não sabe copiar outras."
            )
            : language.text(
              "With invented words it is right in \(share): whether it knows the words makes no "
                + "difference beyond noise.",
              "Com palavras inventadas, acerta \(share): conhecer as palavras não faz diferença além do ruído."
            ))
      }
    }
    if let unsaid = row(.unsaid) {
      let share = percent(unsaid.exactMatch, language)
      sentences.append(
        language.text(
          "Of what the passage does not say, it admits \(share).",
          "Do que o texto não diz, ele admite \(share)."))
    }
    return sentences.joined(separator: " ")
  }
}
