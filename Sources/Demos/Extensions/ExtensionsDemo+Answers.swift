import Console
import Corpora
import CourseKit
import ExtensionsSolution
import Foundation
import InstructionTuningSolution
import Narration
import Tensors

extension ExtensionsDemo {
  /// Held-out stories whose first question is of one of these kinds.
  private func stories(_ count: Int, _ world: SmallWorld, kinds: Set<QuestionKind>? = nil)
    -> [Story]
  {
    var found: [Story] = []
    var index = 0
    while found.count < count {
      let story = world.story(index, split: .heldOut)
      index += 1
      guard let question = story.questions.first, kinds?.contains(question.kind) ?? true else {
        continue
      }
      found.append(story)
    }
    return found
  }

  // MARK: Retrieval

  func tellRetrieval(_ model: SmallWorldModel, _ n: Narrator) throws {
    try n.step("Retrieval: look it up first", "Busca: consultar antes de responder")
    let count = max(8, Int(40 * min(1, n.effort)))
    let stories = stories(count, model.world)
    let index = PassageIndex(
      stories.enumerated().map { number, story in
        Passage(
          document: n.language.text("story \(number + 1)", "história \(number + 1)"),
          number: number, text: story.text)
      })
    let shown = stories.indices.first { place in
      index.search(stories[place].questions[0].question, count: 1).first?.passage.number == place
    }
    let asked = stories[shown ?? 0].questions[0]
    n.say(
      "\(count) stories that the model has never seen lie in an index. For a question, BM25 scores each "
        + "by the words in common: rare ones count more. “\(asked.question)”",
      "\(count) histórias que o modelo nunca viu ficam em um índice. Para uma pergunta, o BM25 dá a cada "
        + "uma uma nota pelas palavras em comum: as raras contam mais. “\(asked.question)”")
    var table = Table(
      .right(n.language.text("score", "nota")), .left(""),
      .left(n.language.text("passage", "passagem")))
    for hit in index.search(asked.question, count: 3) {
      let text = hit.passage.text
      table.addRow(
        n.number(hit.score), hit.passage.document,
        text.count > 58 ? text.prefix(57) + "…" : text)
    }
    n.show(table)
    @Sendable func isRight(_ place: Int, _ passage: String) -> Bool {
      let question = stories[place].questions[0]
      let reply = model.reply(
        to: question.question, input: passage, stopText: model.stopText)
      return isExactMatch(reply.text, question.answer)
    }
    let found = stories.map { index.search($0.questions[0].question, count: 1).first?.passage }
    let hits = stories.indices.count { found[$0]?.number == $0 }
    let without = concurrentMap(count) { isRight($0, "") }.count { $0 }
    let with = concurrentMap(count) { isRight($0, found[$0]?.text ?? "") }.count { $0 }
    let own = concurrentMap(count) { isRight($0, stories[$0].text) }.count { $0 }
    var results = Table(
      .left(n.language.text("what stands before the question", "o que vem antes da pergunta")),
      .right(n.language.text("exactly right", "exatamente certas")))
    results.addRow(n.language.text("nothing", "nada"), "\(without) / \(count)")
    results.addRow(
      n.language.text("the best passage found", "a melhor passagem achada"), "\(with) / \(count)")
    results.addRow(
      n.language.text("the right story, by hand", "a história certa, à mão"), "\(own) / \(count)")
    n.show(results)
    n.say(
      "The right story came first in \(hits) of \(count) searches. "
        + (with > without
          ? "What the model does not know can be put before it: nothing was trained for this."
          : "It did not help here: this model does not read well enough yet."),
      "A história certa veio em primeiro em \(hits) de \(count) buscas. "
        + (with > without
          ? "O que o modelo não sabe pode ser posto diante dele: nada foi treinado para isso."
          : "Aqui não ajudou: este modelo ainda não lê bem o bastante."))
    if own * 2 < count {
      n.say(
        "Even with the right story it answers only \(own) of \(count): what limits it is its reading, "
          + "which longer pretraining brings.",
        "Mesmo com a história certa, acerta só \(own) de \(count): o que o limita é a leitura, que vem "
          + "com um pré-treinamento mais longo.")
    }
  }

  // MARK: Several turns

  func tellConversation(_ model: SmallWorldModel, _ n: Narrator) throws {
    try n.step("A conversation in a window", "Uma conversa em uma janela")
    let answerLength = 16
    let story =
      stories(400, model.world).first { story in
        let length = model.tokenizer.encode(story.text).count
        return story.questions.count >= 4 && (24...50).contains(length)
      } ?? stories(1, model.world)[0]
    n.say(
      "The model sees \(model.contextLength) tokens. Each question is asked with the turns before it; where "
        + "they do not fit, the oldest go. The story comes with the first question:",
      "O modelo vê \(model.contextLength) tokens. Cada pergunta vai com as falas anteriores; quando não "
        + "cabem, as mais antigas saem. A história vem com a primeira pergunta:")
    n.quote(story.text)
    let template = PromptTemplate(language: n.language)
    var conversation = Conversation()
    var table = Table(
      .left(n.language.text("question", "pergunta")),
      .right(n.language.text("tokens", "tokens")),
      .right(n.language.text("turns dropped", "falas cortadas")),
      .left(n.language.text("answer", "resposta")))
    var right = (seen: 0, seenCount: 0, gone: 0, goneCount: 0)
    // The questions repeat until the story has long left the window.
    for turn in 0..<10 {
      let asked = story.questions[turn % story.questions.count]
      let question = model.tokenizer.encode(
        template.prompt(asked.question, input: turn == 0 ? story.text : ""))
      let window = try conversation.window(
        asking: question, contextLength: model.contextLength, answerLength: answerLength)
      let reply = model.reply(to: window.tokens, stopText: model.stopText, maxTokens: answerLength)
      let isRight = isExactMatch(reply.text, asked.answer)
      if window.droppedTurnCount == 0 {
        right.seen += isRight ? 1 : 0
        right.seenCount += 1
      } else {
        right.gone += isRight ? 1 : 0
        right.goneCount += 1
      }
      func short(_ text: String, _ length: Int) -> String {
        text.count > length ? text.prefix(length - 1) + "…" : text
      }
      table.addRow(
        short(asked.question, 36), "\(window.tokens.count)", "\(window.droppedTurnCount)",
        "\(isRight ? "✓" : "✗") "
          + short(reply.text.isEmpty ? "∅" : reply.text.replacing("\n", with: " ↵ "), 20))
      let end = model.stopText == nil ? [model.endOfText] : []
      conversation.turns.append(
        .init(
          question: question,
          answer: model.tokenizer.encode(template.continuation(reply.text)) + end
            + model.tokenizer.encode("\n")))
    }
    n.show(table)
    n.say(
      "With the story in the window: \(right.seen) of \(right.seenCount) right. "
        + (right.goneCount > 0
          ? "When it had left, which is as soon as a turn is dropped: \(right.gone) of "
            + "\(right.goneCount), from the answers that were still there, or by luck. A chat has no "
            + "other memory than its window."
          : "It never left this window."),
      "Com a história na janela: \(right.seen) de \(right.seenCount) certas. "
        + (right.goneCount > 0
          ? "Sem ela, ou seja, assim que uma fala é cortada: \(right.gone) de \(right.goneCount), pelas "
            + "respostas que ainda estavam ali ou por sorte. Um chat não tem outra memória além da "
            + "janela."
          : "Ela nunca saiu desta janela."))
  }

  // MARK: Limits

  func tellLimits(_ model: SmallWorldModel, _ n: Narrator) throws {
    try n.step("Ask what it cannot know", "Pergunte o que ele não pode saber")
    let passage = n.language.text(
      "Anna found a red kite in the park.", "Ana achou uma pipa vermelha no parque.")
    let asked: [(String, String?)] =
      n.language == .english
      ? [
        ("Where did Anna find the kite?", "in the park"), ("Where did Zorvik find the kite?", nil),
        ("Who bought the piano?", nil), ("What is the capital of Brazil?", nil),
      ]
      : [
        ("Onde Ana achou a pipa?", "no parque"), ("Onde Zorvik achou a pipa?", nil),
        ("Quem comprou o piano?", nil), ("Qual é a capital do Brasil?", nil),
      ]
    n.say(
      "“\(passage)” One question that this answers, and three that nothing here answers:",
      "“\(passage)” Uma pergunta que isto responde e três que nada aqui responde:")
    let replies = asked.map {
      model.reply(to: $0.0, input: passage, stopText: model.stopText)
    }
    var table = Table(
      .left(n.language.text("question", "pergunta")), .left(n.language.text("answer", "resposta")),
      .right(n.language.text("how sure", "certeza")))
    for (question, reply) in zip(asked, replies) {
      let text = reply.text.replacing("\n", with: " ↵ ")
      table.addRow(
        question.0, text.isEmpty ? "∅" : text.count > 30 ? text.prefix(29) + "…" : text,
        n.percent(reply.probability))
    }
    n.show(table)

    let count = max(6, Int(40 * min(1, n.effort)))
    let stories = stories(count, model.world)
    let own = concurrentMap(count) { place in
      model.reply(
        to: stories[place].questions[0].question, input: stories[place].text,
        stopText: model.stopText)
    }
    let foreign = concurrentMap(count) { place in
      model.reply(
        to: stories[(place + 1) % count].questions[0].question, input: stories[place].text,
        stopText: model.stopText)
    }
    func mean(_ replies: [SmallWorldModel.Reply]) -> Double {
      replies.reduce(0) { $0 + $1.probability } / Double(count)
    }
    let right = zip(own, stories).count { isExactMatch($0.text, $1.questions[0].answer) }
    let silent = foreign.count { $0.text.isEmpty }
    let (sure, unsure) = (mean(own), mean(foreign))
    n.say(
      "Measured on \(count) stories: asked about the story, \(right) answers are right, "
        + "\(n.percent(sure)) sure on average. Asked about another story, it stays silent \(silent) times "
        + "of \(count), and is \(n.percent(unsure)) sure of what it makes up. "
        + (sure - unsure > 0.3
          ? "Its doubt is a sign, but no text it ever saw says “I do not know”."
          : sure - unsure > 0.05
            ? "It doubts a little more, not enough to rely on; no text it ever saw says “I do not know”."
            : "Not even its doubt tells the two apart; no text it ever saw says “I do not know”."),
      "Medido em \(count) histórias: perguntado sobre a história, \(right) respostas certas, com "
        + "\(n.percent(sure)) de certeza em média. Perguntado sobre outra história, fica em silêncio "
        + "\(silent) vezes em \(count) e tem \(n.percent(unsure)) de certeza do que inventa. "
        + (sure - unsure > 0.3
          ? "A dúvida dele é um sinal, mas nenhum texto que ele viu diz “não sei”."
          : sure - unsure > 0.05
            ? "Duvida um pouco mais, mas não o bastante para confiar; nenhum texto que ele viu diz “não "
              + "sei”."
            : "Nem a dúvida dele separa os dois casos; nenhum texto que ele viu diz “não sei”."))
  }
}
