import Charts
import Console
import Corpora
import CourseKit
import Foundation
import InstructionTuningSolution
import Narration
import Tensors

extension InstructionTuningDemo {
  /// Held-out instructions: what they ask is never asked in training.
  struct Questions {
    /// One of each task, short enough to show.
    let shown: [InstructionExample]
    /// The instructions that scores are measured on.
    let measured: [InstructionExample]

    init(_ world: SmallWorld, _ n: Narrator) {
      let perTask = max(2, Int(25 * min(1, n.effort)))
      let all = InstructionTask.allCases.map {
        InstructionTuningDemo.examples(of: $0, perTask, world, .heldOut)
      }
      shown = all.map { examples in
        // A story of one or two sentences is enough to see the effect.
        examples.min { $0.input.count < $1.input.count }!
      }
      measured = all.flatMap { $0 }
    }
  }

  /// The name of a task in words.
  static func name(of task: String?, _ n: Narrator) -> String {
    switch task.flatMap(InstructionTask.init) {
    case .findWho: n.language.text("find who", "achar quem")
    case .findWhat: n.language.text("find what", "achar o quê")
    case .findWhere: n.language.text("find where", "achar onde")
    case .findWhen: n.language.text("find when", "achar quando")
    case .opposite: n.language.text("opposite", "oposto")
    case .plural: n.language.text("plural", "plural")
    case .passive: n.language.text("passive", "passiva")
    case .classify: n.language.text("classify", "classificar")
    case .count: n.language.text("count", "contar")
    case nil: "–"
    }
  }

  // MARK: Before and after

  func tellBefore(
    _ questions: Questions, _ base: SmallWorldModel, _ n: Narrator
  ) throws -> [JudgedAnswer] {
    try n.step("Before: nine questions to the base model", "Antes: nove perguntas ao modelo base")
    n.say(
      "One of each task, none of them ever seen. The base model goes on; its answer is what it writes up "
        + "to the end of the line:",
      "Uma de cada tarefa, nenhuma jamais vista. O modelo base continua o texto; a resposta dele é o que "
        + "escreve até o fim da linha:")
    let answers = base.answers(to: questions.shown, stopText: "\n")
    n.emptyLine()
    for answer in answers {
      let name = Self.name(of: answer.example.task, n)
      n.item(
        padded(name, to: 12), "\(answer.example.input) – \(answer.example.instruction)")
      n.item(String(repeating: " ", count: 11) + "→", shown(answer))
    }
    n.emptyLine()
    let right = answers.count(where: \.isExact)
    n.say(
      "\(right) of \(answers.count) are exactly right. Questions about a story it knows from its "
        + "documents; that one can be told to count or to turn a word around it has never seen.",
      "\(right) de \(answers.count) estão exatamente certas. Perguntas sobre uma história ele conhece dos "
        + "documentos; que se possa pedir para contar ou trocar uma palavra, nunca viu.")
    return answers
  }

  private func shown(_ answer: JudgedAnswer) -> String {
    let text = answer.answer.isEmpty ? "∅" : answer.answer.replacing("\n", with: " ↵ ")
    return "\(text) \(answer.isExact ? "✓" : "✗")"
  }

  func tellAfter(
    _ questions: Questions, _ before: [JudgedAnswer], _ tuned: SmallWorldModel, _ n: Narrator
  ) throws {
    try n.step("After: the same questions", "Depois: as mesmas perguntas")
    let after = tuned.answers(to: questions.shown, stopText: nil)
    var table = Table(
      .left(n.language.text("task", "tarefa")), .left(n.language.text("wanted", "esperado")),
      .left(n.language.text("before", "antes")), .left(n.language.text("after", "depois")))
    func short(_ text: String) -> String {
      text.count > 25 ? text.prefix(23) + "…" : text
    }
    for (old, new) in zip(before, after) {
      table.addRow(
        Self.name(of: old.example.task, n), short(old.example.response),
        "\(old.isExact ? "✓" : "✗") \(short(shownText(old)))",
        "\(new.isExact ? "✓" : "✗") \(short(shownText(new)))")
    }
    n.show(table)
    let (old, new) = (before.count(where: \.isExact), after.count(where: \.isExact))
    n.say(
      "Exactly right: \(old) before, \(new) after. Nine questions are an impression, no measurement.",
      "Exatamente certas: \(old) antes, \(new) depois. Nove perguntas são uma impressão, não uma "
        + "medida.")
  }

  private func shownText(_ answer: JudgedAnswer) -> String {
    answer.answer.isEmpty ? "∅" : answer.answer.replacing("\n", with: " ↵ ")
  }

  // MARK: Scores

  func tellScores(
    _ questions: Questions, _ base: SmallWorldModel, _ tuned: SmallWorldModel, _ n: Narrator
  ) throws -> (before: [TaskScore], after: [TaskScore]) {
    try n.step("Measured on held-out instructions", "Medido em instruções reservadas")
    let old = base.answers(to: questions.measured, stopText: "\n")
    let new = tuned.answers(to: questions.measured, stopText: nil)
    let (before, after) = (taskScores(old), taskScores(new))
    var table = Table(
      .left(n.language.text("task", "tarefa")), .right(n.language.text("items", "itens")),
      .right(n.language.text("exact: before", "exato: antes")),
      .right(n.language.text("after", "depois")),
      .right(n.language.text("ROUGE-L: before", "ROUGE-L: antes")),
      .right(n.language.text("after", "depois")))
    func addRow(_ name: String, _ before: TaskScore, _ after: TaskScore) {
      table.addRow(
        name, "\(after.count)", n.number(before.exactMatch, 2), n.number(after.exactMatch, 2),
        n.number(before.rougeL, 2), n.number(after.rougeL, 2))
    }
    for (before, after) in zip(before, after) {
      addRow(Self.name(of: after.task, n), before, after)
    }
    let (all, allAfter) = (TaskScore(of: old), TaskScore(of: new))
    addRow(n.language.text("all", "todas"), all, allAfter)
    n.show(table)
    let gains = zip(before, after).map { ($1.task, $1.exactMatch - $0.exactMatch) }
    let most = gains.max { $0.1 < $1.1 }!
    let worst = after.min { $0.exactMatch < $1.exactMatch }!
    n.say(
      "All in all \(n.percent(all.exactMatch)) → \(n.percent(allAfter.exactMatch)). The greatest gain: "
        + "\(Self.name(of: most.0, n)). The hardest now: \(Self.name(of: worst.task, n)), with "
        + "\(n.percent(worst.exactMatch)).",
      "No total, \(n.percent(all.exactMatch)) → \(n.percent(allAfter.exactMatch)). O maior ganho: "
        + "\(Self.name(of: most.0, n)). A mais difícil agora: \(Self.name(of: worst.task, n)), com "
        + "\(n.percent(worst.exactMatch)).")
    tellReading(after, tuned, n)
    return (before, after)
  }

  /// Says whether it reads stories as well as it does the other tasks.
  private func tellReading(_ scores: [TaskScore], _ tuned: SmallWorldModel, _ n: Narrator) {
    func mean(_ isAboutStory: Bool) -> Double {
      let chosen = scores.filter { score in
        score.task.flatMap(InstructionTask.init)?.isAboutStory == isAboutStory
      }
      return chosen.reduce(0) { $0 + $1.exactMatch } / Double(max(1, chosen.count))
    }
    let (reading, others) = (mean(true), mean(false))
    guard reading < others else { return }
    let isDemo = tuned.origin == .demo
    n.say(
      "To find something in a story (\(n.percent(reading))) is harder than the rest "
        + "(\(n.percent(others))): it takes reading, and reading comes from pretraining."
        + (isDemo ? " This one was short." : ""),
      "Achar algo em uma história (\(n.percent(reading))) é mais difícil que o resto "
        + "(\(n.percent(others))): exige leitura, e a leitura vem do pré-treinamento."
        + (isDemo ? " Este foi curto." : ""))
  }

  // MARK: Judging

  func tellJudging(_ n: Narrator) throws {
    try n.step("What the numbers cannot judge", "O que os números não julgam")
    let wanted = n.language.text("in the park.", "no parque.")
    let answers =
      n.language == .english
      ? [
        "In the park", "in the old park.", "It was in the park.", "in the pool.", "near the trees.",
      ]
      : ["No parque", "no parque velho.", "Foi no parque.", "na piscina.", "perto das árvores."]
    n.say(
      "Wanted: “\(wanted)”. Five possible answers. Exact match forgives capital letters and the full "
        + "stop; ROUGE-L counts the words in common, in order:",
      "Esperado: “\(wanted)”. Cinco respostas possíveis. O acerto exato perdoa maiúsculas e o ponto "
        + "final; o ROUGE-L conta as palavras em comum, na ordem:")
    var table = Table(
      .left(n.language.text("answer", "resposta")), .right(n.language.text("exact", "exato")),
      .right(n.language.text("precision", "precisão")),
      .right("recall"), .right("ROUGE-L"))
    for answer in answers {
      let rouge = RougeL(answer, reference: wanted)
      table.addRow(
        answer, isExactMatch(answer, wanted) ? "1" : "0", n.number(rouge.precision, 2),
        n.number(rouge.recall, 2), n.number(rouge.score, 2))
    }
    n.show(table)
    let scores = answers.map { n.number(RougeL($0, reference: wanted).score, 2) }
    n.say(
      "The third answer is right and gets \(scores[2]); the second, which may tell of another park, gets "
        + "\(scores[1]). The last may even be true. Where it matters, a person reads the answers.",
      "A terceira resposta está certa e leva \(scores[2]); a segunda, que talvez fale de outro parque, "
        + "leva \(scores[1]). A última pode até ser verdade. Onde importa, uma pessoa lê as respostas."
    )
  }

  // MARK: Beyond what it learned

  func tellStrangers(_ tuned: SmallWorldModel, _ n: Narrator) throws {
    try n.step("Instructions that nobody taught it", "Instruções que ninguém ensinou")
    let asked =
      n.language == .english
      ? ["Who are you?", "Write a poem about the sea.", "How much is 2 + 3?"]
      : ["Quem é você?", "Escreva um poema sobre o mar.", "Quanto é 2 + 3?"]
    let replies = asked.map { tuned.reply(to: $0, stopText: nil) }
    n.emptyLine()
    for (question, reply) in zip(asked, replies) {
      n.item(
        question,
        "→ \(reply.text.isEmpty ? "∅" : reply.text) "
          + n.language.text(
            "(probability \(n.percent(reply.probability, 1)))",
            "(probabilidade \(n.percent(reply.probability, 1)))"))
    }
    n.emptyLine()
    let answered = replies.count { !$0.text.isEmpty }
    n.say(
      "It answered \(answered) of \(asked.count). Tuning taught it the form of an answer and nine tasks, "
        + "nothing else: it has no way to say “I do not know”, because no example did.",
      "Respondeu \(answered) de \(asked.count). O ajuste ensinou a forma de uma resposta e nove tarefas, "
        + "mais nada: ele não tem como dizer “não sei”, porque nenhum exemplo dizia.")
  }

  // MARK: Picture

  func tellPicture(_ before: [TaskScore], _ after: [TaskScore], _ n: Narrator) throws {
    try n.step("Before and after in one picture", "Antes e depois em uma figura")
    let names = after.map { Self.name(of: $0.task, n) }
    n.bars(zip(names, after).map { ($0, $1.exactMatch) }, greatest: 1, decimals: 2)
    var chart = BarChart(
      title: n.language.text(
        "Exact answers on held-out instructions", "Respostas exatas em instruções reservadas"),
      labels: names,
      series: [
        .init(n.language.text("before tuning", "antes do ajuste"), before.map(\.exactMatch)),
        .init(n.language.text("after", "depois"), after.map(\.exactMatch)),
      ])
    chart.language = n.language
    try n.picture(chart)
  }
}
