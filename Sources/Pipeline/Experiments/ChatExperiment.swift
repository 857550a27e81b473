import Console
import Corpora
import CourseKit
import Extensions
import InstructionTuning

/// Multi-turn chat: the passage comes with the first question, and the later questions are about
/// it, too. They are asked with the conversation before them, as a window (chapter 8.6), and
/// without.
public struct ChatExperiment: Experiment {
  public let name = "chat"
  public let summary = Text(
    "asks questions that need an earlier turn, with and without the conversation",
    "faz perguntas que dependem de uma fala anterior, com e sem a conversa")
  public let needsRun = true

  public var conversationCount = 250
  public var turnCount = 4
  /// The positions that are kept free for an answer.
  public var answerLength = 12

  public init() {}

  public struct Results: Codable, Sendable {
    /// Whether it was an assistant that answered, or a model that was only pretrained.
    public var isTuned: Bool
    public var contextLength: Int
    public var rows: [Row]

    public init(isTuned: Bool, contextLength: Int, rows: [Row]) {
      self.isTuned = isTuned
      self.contextLength = contextLength
      self.rows = rows
    }
  }

  /// The questions so many turns after the passage.
  public struct Row: Codable, Sendable {
    public var turnsBack: Int
    /// Exact match with the conversation before the question.
    public var withWindow: Estimate
    /// Exact match of the question alone; nil for the first turn, which is alone anyway.
    public var without: Estimate?
    /// With the window less without, question by question.
    public var difference: Estimate?
    /// The share of questions for which the window had no room left for the passage.
    public var passageDropped: Double

    public init(
      turnsBack: Int, withWindow: Estimate, without: Estimate?, difference: Estimate?,
      passageDropped: Double
    ) {
      self.turnsBack = turnsBack
      self.withWindow = withWindow
      self.without = without
      self.difference = difference
      self.passageDropped = passageDropped
    }
  }

  // MARK: Measuring

  public func run(_ setting: ExperimentSetting) throws -> Results {
    let respondent = try Respondent(of: setting.requiredFolder())
    let stories = storiesToAskAbout(respondent, seed: setting.seed)
    var conversations = stories.map { _ in Conversation() }
    var rows: [Row] = []
    for turn in 0..<turnCount {
      let asked = stories.map { $0.questions[turn] }
      let questions = stories.indices.map { index in
        respondent.assistant.promptTokens(
          asked[index].question, input: turn == 0 ? stories[index].text : "")
      }
      let windows = try stories.indices.map { index in
        try conversations[index].window(
          asking: questions[index], contextLength: respondent.model.configuration.contextLength,
          answerLength: answerLength)
      }
      let replies = try respondent.answers(after: windows.map(\.tokens))
      let alone = turn == 0 ? nil : try respondent.answers(after: questions)
      for index in stories.indices {
        // The assistant's own answer is what it reads later, right or wrong.
        conversations[index].turns.append(
          .init(
            question: questions[index],
            answer: respondent.assistant.turnTokens(answering: replies[index].text)))
      }
      func exact(_ answers: [AssistantResponder.Answer]) -> [Bool] {
        zip(answers, asked).map { isExactMatch($0.text, $1.answer) }
      }
      let (with, without) = (exact(replies), alone.map(exact))
      rows.append(
        Row(
          turnsBack: turn, withWindow: Estimate(shareOf: with),
          without: without.map { Estimate(shareOf: $0) },
          difference: without.map {
            Estimate(differencesOf: with.map { $0 ? 1 : 0 }, and: $0.map { $0 ? 1 : 0 })
          },
          passageDropped: Estimate(
            shareOf: windows.map { turn > 0 && $0.droppedTurnCount > 0 }
          ).mean))
      try setting.progress(turn + 1, of: turnCount)
    }
    return Results(
      isTuned: respondent.isTuned, contextLength: respondent.model.configuration.contextLength,
      rows: rows)
  }

  /// Held-out stories with enough questions, whose first one fits into the context.
  private func storiesToAskAbout(_ respondent: Respondent, seed: UInt64) -> [Story] {
    let world = SmallWorld(language: respondent.language, seed: seed)
    let room = respondent.model.configuration.contextLength - answerLength
    var stories: [Story] = []
    // Where the context is too small for any story, the search must end.
    for index in 0..<100 * conversationCount where stories.count < conversationCount {
      let story = world.story(index, split: .heldOut)
      guard story.questions.count >= turnCount,
        respondent.assistant.promptTokens(story.questions[0].question, input: story.text).count
          <= room
      else { continue }
      stories.append(story)
    }
    return stories
  }

  // MARK: In words

  public func table(_ results: Results, _ language: Language) -> Table {
    var table = Table(
      .left(language.text("the passage came", "o texto veio")),
      .right(language.text("with the conversation", "com a conversa")),
      .right(language.text("question alone", "só a pergunta")),
      .right(language.text("passage no longer in the window", "texto já fora da janela")))
    for row in results.rows {
      let when =
        switch row.turnsBack {
        case 0: language.text("with the question", "com a pergunta")
        case 1: language.text("1 turn before", "1 fala antes")
        default: language.text("\(row.turnsBack) turns before", "\(row.turnsBack) falas antes")
        }
      table.addRow(
        when, percent(row.withWindow, language), row.without.map { percent($0, language) } ?? "–",
        row.turnsBack == 0 ? "–" : percent(row.passageDropped, language))
    }
    return table
  }

  public func conclusion(_ results: Results, _ language: Language) -> String {
    var sentences: [String] = []
    if !results.isTuned { sentences.append(noAssistantNote.in(language)) }
    for row in results.rows {
      guard let difference = row.difference else { continue }
      let turns =
        row.turnsBack == 1
        ? language.text("1 turn", "1 fala")
        : language.text("\(row.turnsBack) turns", "\(row.turnsBack) falas")
      let amount = points(difference.mean, language)
      sentences.append(
        !difference.isBeyondNoise
          ? language.text(
            "\(turns) after the passage, the conversation makes no difference beyond noise.",
            "\(turns) depois do texto, a conversa não faz diferença além do ruído.")
          : difference.mean > 0
            ? language.text(
              "\(turns) after the passage, the conversation brings \(amount) of exact match.",
              "\(turns) depois do texto, a conversa traz \(amount) de acerto exato.")
            : language.text(
              "\(turns) after the passage, the conversation costs \(amount): the question alone does "
                + "better.",
              "\(turns) depois do texto, a conversa custa \(amount): a pergunta sozinha vai melhor."
            ))
    }
    if let first = results.rows.first, let last = results.rows.last, last.turnsBack > 0 {
      let loss = first.withWindow - last.withWindow
      let amount = points(loss.mean, language)
      sentences.append(
        !loss.isBeyondNoise
          ? language.text(
            "The last turn is answered as well as the first, within noise.",
            "A última fala é respondida tão bem quanto a primeira, dentro do ruído.")
          : loss.mean > 0
            ? language.text(
              "From the first turn to the last, \(amount) are lost.",
              "Da primeira à última fala perdem-se \(amount).")
            : language.text(
              "The last turn is answered better than the first, by \(amount).",
              "A última fala é respondida melhor que a primeira, por \(amount)."))
      if last.passageDropped > 0 {
        let share = percent(last.passageDropped, language)
        sentences.append(
          language.text(
            "In \(share) of the last turns the passage was no longer in the window of "
              + "\(results.contextLength) tokens: what is not there cannot be read. "
              + "(gpt chat therefore keeps the passage, and drops turns.)",
            "Em \(share) das últimas falas o texto já não estava na janela de "
              + "\(results.contextLength) tokens: o que não está lá não pode ser lido. "
              + "(Por isso o gpt chat guarda o texto e descarta falas.)"))
      }
    }
    return sentences.joined(separator: " ")
  }
}
