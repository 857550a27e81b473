import CourseKit
import Extensions
import ExtensionsSolution
import Grading
import Testing

/// A conversation in tokens, and the space available for it.
struct WindowInput: Sendable {
  let system: [Int]
  let turns: [(question: [Int], answer: [Int])]
  let question: [Int]
  let contextLength: Int
  let answerLength: Int
}

/// `sentence` is the error's message; nil if no error is thrown.
private func namedEvidence(
  _ tokens: [Int]?, _ dropped: Int, saying sentence: String? = nil, of input: WindowInput
) -> [Evidence] {
  [
    Evidence(
      Text("whether an InputError is thrown", "se um InputError é lançado"), tokens == nil),
    Evidence(
      Text(
        "whether the error's sentence names the context's length, where one is thrown",
        "se a frase do erro diz o tamanho do contexto, quando um erro é lançado"),
      tokens != nil || sentence?.contains("\(input.contextLength)") ?? true),
    Evidence(Text("the tokens of the prompt", "os tokens do prompt"), tokens ?? []),
    Evidence(
      Text("the number of turns left out", "o número de turnos deixados de fora"), [dropped]),
  ]
}

/// The window in plain loops, with hooks for mistakes.
private struct PlainWindow: Sendable {
  enum Choice { case right, oldest, anyThatFits, cutsTurns, halfTurns }

  var choice = Choice.right
  var reservesAnswer = true
  var keepsSystem = true
  var countsSystem = true
  var countsQuestion = true
  var isStrict = false
  var newestFirst = false
  var throwsError = true
  var answersFirst = false
  var tellsKept = false
  var keepsQuestion = true
  var repeatsSystem = false

  func evidence(_ input: WindowInput) -> [Evidence] {
    var room = input.contextLength - (reservesAnswer ? input.answerLength : 0)
    if countsSystem { room -= input.system.count }
    if countsQuestion { room -= input.question.count }
    if isStrict { room -= 1 }
    if room < 0, throwsError { return namedEvidence(nil, 0, of: input) }
    let all = input.turns.map { answersFirst ? $0.answer + $0.question : $0.question + $0.answer }
    let system = keepsSystem ? input.system : []
    if choice == .cutsTurns {
      let history = Array(all.flatMap { $0 }.suffix(max(0, room)))
      let whole = all.indices.filter {
        all[$0...].reduce(0) { $0 + $1.count } <= history.count
      }
      return namedEvidence(
        system + history + input.question, all.count - whole.count, of: input)
    }
    var kept: [Int] = []
    var half: [Int] = []
    var length = 0
    for index in choice == .oldest ? Array(all.indices) : all.indices.reversed() {
      guard length + all[index].count <= room else {
        if choice == .anyThatFits { continue }
        if choice == .halfTurns, length + input.turns[index].answer.count <= room {
          half = input.turns[index].answer
        }
        break
      }
      length += all[index].count
      kept.append(index)
    }
    if !newestFirst { kept.sort() }
    let visible = kept.flatMap { (repeatsSystem ? system : []) + all[$0] }
    return namedEvidence(
      system + half + visible + (keepsQuestion ? input.question : []),
      tellsKept ? kept.count : all.count - kept.count, of: input)
  }
}

let conversationWindowGrader = Grader<WindowInput>(
  "8.6",
  cases: { data in
    let numbers = data.permutation(60).map { $0 + 1 }
    var next = 0
    func tokens(_ count: Int) -> [Int] {
      defer { next += count }
      return Array(numbers[next..<next + count])
    }
    func turns(_ lengths: [(Int, Int)]) -> [(question: [Int], answer: [Int])] {
      lengths.map { (tokens($0), tokens($1)) }
    }
    func input(
      system: Int = 2, _ lengths: [(Int, Int)], question: Int = 3, context: Int, answer: Int = 4
    ) -> WindowInput {
      next = 0
      return WindowInput(
        system: tokens(system), turns: turns(lengths), question: tokens(question),
        contextLength: context, answerLength: answer)
    }
    let extra = data.integer(in: 0...1)
    return [
      .init(
        Text("three turns that all fit", "três turnos que cabem"),
        input([(2, 1), (1, 2), (2, 2)], context: 40)),
      .init(
        Text(
          "room for two of three turns and four tokens more",
          "espaço para dois de três turnos e mais quatro tokens"),
        input([(5, 3), (2 + extra, 2), (1, 3)], context: 9 + 8 + extra + 4)),
      .init(
        Text("a turn of 5 that lacks 3 positions", "um turno de 5 ao qual faltam 3 posições"),
        input([(2, 3), (2, 1)], context: 9 + 3 + 2)),
      .init(
        Text("a turn of 4 that lacks 2 positions", "um turno de 4 ao qual faltam 2 posições"),
        input([(2, 2), (1, 2)], context: 9 + 3 + 2)),
      .init(
        Text(
          "two turns that fit to the last position", "dois turnos que cabem até a última posição"),
        input([(3, 3), (2, 1), (2, 2)], context: 9 + 7)),
      .init(
        Text(
          "a long turn between short ones", "um turno longo entre turnos curtos"),
        input([(1, 1), (4, 5), (1, 2)], context: 9 + 6)),
      .init(
        Text("room for no turn", "espaço para nenhum turno"),
        input([(2, 2), (3, 3)], context: 9 + 2)),
      .init(
        Text("the first question of all", "a primeira pergunta de todas"),
        input(system: 0, [], context: 10)),
      .init(
        Text(
          "system text and question that fill the context",
          "texto de sistema e pergunta que enchem o contexto"),
        input([(1, 1)], context: 9)),
      .init(
        Text("a question that is one token too long", "uma pergunta com um token a mais"),
        input([(1, 1)], context: 8)),
      .init(
        Text(
          "a first question that is one token too long",
          "uma primeira pergunta com um token a mais"),
        input([], context: 8)),
      .init(
        Text(
          "a question without system text that is one token too long",
          "uma pergunta sem texto de sistema com um token a mais"),
        input(system: 0, [(1, 1)], context: 6)),
      .init(
        Text("turns with an empty answer", "turnos com resposta vazia"),
        input([(2, 0), (2, 2), (3, 0), (1, 2)], context: 9 + 10)),
      .init(
        Text(
          "the comment's example, turns of 1, 5, 2 and 2 tokens",
          "o exemplo do comentário, turnos de 1, 5, 2 e 2 tokens"),
        input(
          system: 1, [(1, 0), (3, 2), (1, 1), (1, 1)], question: 2, context: 10, answer: 3)),
      .init(
        Text("no position kept for the answer", "nenhuma posição guardada para a resposta"),
        input([(2, 2), (1, 2)], context: 8, answer: 0)),
      .init(
        Text("nothing but empty parts in a full context", "só partes vazias num contexto cheio"),
        input(system: 0, [(0, 0), (0, 0)], question: 0, context: 4)),
      .init(
        Text("empty turns where there is no room left", "turnos vazios onde não sobra espaço"),
        input([(0, 0), (1, 0), (0, 0)], context: 9)),
      .init(
        Text("an answer as long as the context", "uma resposta do tamanho do contexto"),
        input([(1, 1)], context: 12, answer: 12)),
      .init(
        Text("tokens that are all 0", "tokens que são todos 0"),
        WindowInput(
          system: [0], turns: [([0], [0, 0]), ([0, 0], []), ([0], [0])], question: [0],
          contextLength: 9, answerLength: 3)),
      .init(
        Text("13 turns of which 9 fit", "13 turnos dos quais 9 cabem"),
        input(
          system: 1, (0..<13).map { $0 == 3 ? (4, 3) : (1, 1 + $0 % 2) }, question: 1,
          context: 2 + 4 + 23 + 4)),
    ]
  },
  expected: { input in
    let conversation = ExtensionsSolution::Conversation(
      system: input.system,
      turns: input.turns.map { .init(question: $0.question, answer: $0.answer) })
    do {
      let window = try conversation.window(
        asking: input.question, contextLength: input.contextLength,
        answerLength: input.answerLength)
      return namedEvidence(window.tokens, window.droppedTurnCount, of: input)
    } catch { return namedEvidence(nil, 0, saying: "\(error)", of: input) }
  },
  misconceptions: [
    .init(
      Text(
        "if no error is thrown where the question alone does not fit",
        "se nenhum erro é lançado quando nem a pergunta cabe")
    ) { PlainWindow(throwsError: false).evidence($0) },
    .init(
      Text(
        "if the newest turns go first", "se os turnos mais novos saem primeiro")
    ) { PlainWindow(choice: .oldest).evidence($0) },
    .init(
      Text(
        "if a turn is cut in the middle to fill the room",
        "se um turno é cortado no meio para aproveitar o espaço")
    ) { PlainWindow(choice: .cutsTurns).evidence($0) },
    .init(
      Text(
        "if an answer stays without its question", "se uma resposta fica sem a sua pergunta")
    ) { PlainWindow(choice: .halfTurns).evidence($0) },
    .init(
      Text(
        "if an older, shorter turn fills the room behind one that did not fit",
        "se um turno mais antigo e curto ocupa o espaço depois de um que não coube")
    ) { PlainWindow(choice: .anyThatFits).evidence($0) },
    .init(
      Text("if the system text is left out", "se o texto de sistema fica de fora")
    ) { PlainWindow(keepsSystem: false).evidence($0) },
    .init(
      Text(
        "if the system text takes no room in the count", "se o texto de sistema não entra na conta")
    ) { PlainWindow(countsSystem: false).evidence($0) },
    .init(
      Text(
        "if the new question takes no room in the count", "se a nova pergunta não entra na conta")
    ) { PlainWindow(countsQuestion: false).evidence($0) },
    .init(
      Text(
        "if no room is kept for the answer", "se não fica espaço reservado para a resposta")
    ) { PlainWindow(reservesAnswer: false).evidence($0) },
    .init(
      Text(
        "if what fits to the last position is refused",
        "se o que cabe até a última posição é recusado")
    ) { PlainWindow(isStrict: true).evidence($0) },
    .init(
      Text(
        "if the turns stand in the order in which they were chosen, the newest first",
        "se os turnos ficam na ordem em que foram escolhidos, o mais novo primeiro")
    ) { PlainWindow(newestFirst: true).evidence($0) },
    .init(
      Text(
        "if each answer stands before its question", "se cada resposta vem antes da sua pergunta")
    ) { PlainWindow(answersFirst: true).evidence($0) },
    .init(
      Text(
        "if the number of turns that stayed is told, not of those left out",
        "se é dado o número de turnos que ficaram, e não o dos deixados de fora")
    ) { PlainWindow(tellsKept: true).evidence($0) },
    .init(
      Text("if the new question is left out", "se a nova pergunta fica de fora")
    ) { PlainWindow(keepsQuestion: false).evidence($0) },
    .init(
      Text(
        "if the system text stands before every turn",
        "se o texto de sistema vem antes de cada turno")
    ) { PlainWindow(repeatsSystem: true).evidence($0) },
  ],
  variants: [
    .init("turn by turn into a list") { PlainWindow().evidence($0) }
  ],
  contract: [
    .init("positions are left for the answer"),
    .init("a turn goes as a whole", triedBy: "a turn of 5", "a turn of 4"),
    .init("A turn that does not fit ends the search", triedBy: "a long turn between"),
    .init(
      "The system text and the question always stay",
      triedBy: "a question that is one token too long"),
    .init("What fits to the last position fits", triedBy: "two turns that fit"),
    .init("// context 10, answer 3", triedBy: "the comment's example"),
  ])

@Test func `8.6 the window of a conversation`() async throws {
  let attempt = Attempt("8.6")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(conversationWindowGrader) { input in
      let conversation = Extensions::Conversation(
        system: input.system,
        turns: input.turns.map { .init(question: $0.question, answer: $0.answer) })
      do {
        let window = try conversation.window(
          asking: input.question, contextLength: input.contextLength,
          answerLength: input.answerLength)
        return namedEvidence(window.tokens, window.droppedTurnCount, of: input)
      } catch { return namedEvidence(nil, 0, saying: "\(error)", of: input) }
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `8.6 grader`() { #expect(conversationWindowGrader.flaws() == []) }
