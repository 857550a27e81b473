import AttentionSolution
import CourseKit
import Grading
import Tensors
import Testing
import Transformer
import TransformerSolution

/// A model, a prompt, and the number of tokens to generate.
struct GreedyInput: Sendable {
  var model: ModelInput
  let prompt: [Int]
  let count: Int
}

private func named(_ tokens: [Int], _ logits: Tensor) -> [Evidence] {
  [Evidence(tokensName, tokens), Evidence(logitsName, logits)]
}

private let tokensName = Text(verbatim: "generateGreedily")
private let logitsName = Text(
  "nextTokenLogits after the prompt", "nextTokenLogits depois do prompt")

let greedyGenerationGrader = Grader<GreedyInput>(
  "4.9",
  cases: { data in
    func input(prompt: Int, count: Int, context: Int) -> GreedyInput {
      var model = ModelInput(
        layers: 1, context: context, tiesHead: false, tokens: (1, prompt), &data)
      // More positions than the context, so that a solution that does not crop gets wrong logits
      // and a message rather than a trap.
      model.parameters[1] = data.tensor([prompt + count, 4], in: -0.8...0.8)
      return GreedyInput(
        model: model, prompt: (0..<prompt).map { _ in data.integer(in: 0...5) }, count: count)
    }
    /// Small random models often repeat one token for ever, whatever they see. This one does not.
    var long = input(prompt: 6, count: 5, context: 4)
    while Greedy().tokens(long) == Greedy(seesPromptAlone: true).tokens(long) {
      long = input(prompt: 6, count: 5, context: 4)
    }
    /// A head of zeros: its bias alone decides, and two tokens tie for the largest.
    var tied = input(prompt: 2, count: 2, context: 3)
    let first = data.integer(in: 0...3)
    let bias = (0..<6).map { Float($0 == first || $0 == first + 2 ? 1 : -0.5) }
    tied.model.parameters[tied.model.parameters.count - 2] *= 0
    tied.model.parameters[tied.model.parameters.count - 1] = Tensor(bias)

    // It sees only one token.
    var short = ModelInput(layers: 2, context: 1, tiesHead: true, tokens: (1, 1), &data)
    short.parameters[1] = data.tensor([4, 4], in: -0.8...0.8)

    let inputs = [
      long, input(prompt: 2, count: 6, context: 4), tied,
      GreedyInput(
        model: ModelInput(layers: 2, context: 3, tiesHead: true, tokens: (1, 1), &data),
        prompt: [data.integer(in: 0...5)], count: 0),
      GreedyInput(model: short, prompt: [3, 1], count: 2),
    ]
    /// Here too the bias alone decides.
    func decided(by bias: [Float], from prompt: [Int], count: Int) -> GreedyInput {
      var decided = input(prompt: prompt.count, count: count, context: 3)
      decided.model.parameters[decided.model.parameters.count - 2] *= 0
      decided.model.parameters[decided.model.parameters.count - 1] = Tensor(bias)
      return GreedyInput(model: decided.model, prompt: prompt, count: count)
    }
    func from(_ prompt: [Int], count: Int, context: Int) -> GreedyInput {
      GreedyInput(
        model: input(prompt: prompt.count, count: count, context: context).model, prompt: prompt,
        count: count)
    }
    var shallow = ModelInput(
      layers: 0, context: 2, tiesHead: true, dropoutRate: 0.5, tokens: (1, 1), &data)
    shallow.parameters[1] = data.tensor([7, 4], in: -0.8...0.8)
    let special: [(english: String, portuguese: String, input: GreedyInput)] = [
      (
        ", all logits being negative", ", com todos os logits negativos",
        decided(by: [-5, -4, -2, -1, -3, -9], from: [2, 4], count: 3)
      ),
      (
        ", all logits being 0", ", com todos os logits iguais a 0",
        decided(by: [0, 0, 0, 0, 0, 0], from: [4], count: 3)
      ),
      (
        ", token 0 being the likeliest", ", com o token 0 como o mais provável",
        decided(by: [2, 0, 0, 0, 0, 1], from: [0, 5, 0], count: 4)
      ),
      (
        ", the last token being the likeliest", ", com o último token como o mais provável",
        decided(by: [-1, 0, 0, 0, 0, 1e30], from: [0], count: 2)
      ),
      ("", "", from([0], count: 33, context: 5)),
      ("", "", from([5, 1, 2, 3, 4], count: 0, context: 4)),
      ("", "", from([1, 2, 3, 4], count: 0, context: 4)),
      ("", "", from([0, 0, 0, 0], count: 3, context: 4)),
      ("", "", from((0..<40).map { $0 * 7 % 6 }, count: 2, context: 37)),
      (", no blocks", ", sem blocos", GreedyInput(model: shallow, prompt: [0, 3, 1], count: 4)),
    ]
    return inputs.enumerated().map { position, input in
      let (prompt, context) = (input.prompt, input.model.configuration.contextLength)
      return .init(
        Text(
          "the prompt \(prompt) and \(input.count) new tokens in a context of \(context)"
            + (position == 2 ? ", two logits being the largest" : ""),
          "o prompt \(prompt) e \(input.count) tokens novos num contexto de \(context)"
            + (position == 2 ? ", com dois logits empatados no topo" : "")),
        input)
    }
      + special.map { english, portuguese, input in
        let context = input.model.configuration.contextLength
        let prompt =
          input.prompt.count > 10
          ? Text(
            "a prompt of \(input.prompt.count) tokens", "um prompt de \(input.prompt.count) tokens")
          : Text("the prompt \(input.prompt)", "o prompt \(input.prompt)")
        return .init(
          Text(
            "\(prompt.in(.english)) and \(input.count) new tokens in a context of \(context)\(english)",
            "\(prompt.in(.portuguese)) e \(input.count) tokens novos num contexto de \(context)"
              + portuguese), input)
      }
  },
  expected: { input in
    let model = input.model.reference
    return named(
      model.generateGreedily(from: input.prompt, count: input.count),
      model.nextTokenLogits(after: input.prompt))
  },
  misconceptions: [
    .init(
      Text(
        "if a text longer than the context is not cropped",
        "quando um texto maior que o contexto não é cortado")
    ) { Greedy(crop: .none).evidence($0) },
    .init(
      Text(
        "if a long text is cropped to its first tokens, not to its last",
        "quando um texto longo é cortado nos primeiros tokens, e não nos últimos")
    ) { Greedy(crop: .first).evidence($0) },
    .init(
      Text(
        "if the text is cropped to one token less than the context holds",
        "quando o texto é cortado com um token a menos do que cabe no contexto")
    ) { Greedy(crop: .oneLess).evidence($0) },
    .init(
      Text(
        "if the model sees the prompt alone every time and never its own new tokens",
        "quando o modelo vê sempre só o prompt, e nunca os próprios tokens novos")
    ) { Greedy(seesPromptAlone: true).evidence($0) },
    .init(
      Text(
        "if the logits of the first position are taken, not of the last",
        "quando se usam os logits da primeira posição, e não os da última")
    ) { Greedy(position: .first).evidence($0) },
    .init(
      Text(
        "if the smallest logit is chosen", "quando se escolhe o menor logit")
    ) { Greedy(choice: .smallest).evidence($0) },
    .init(
      Text(
        "if the last of several equal logits is chosen, not the first",
        "quando, entre logits iguais, se escolhe o último, e não o primeiro")
    ) { Greedy(choice: .lastOfEqual).evidence($0) },
    .init(
      Text(
        "if the search for the largest logit begins at 0, and all are negative",
        "quando a busca do maior logit começa em 0 e todos são negativos")
    ) { Greedy(choice: .aboveZero).evidence($0) },
    .init(
      Text(
        "if the model is given the last token alone",
        "quando o modelo recebe só o último token")
    ) { Greedy(crop: .lastToken).evidence($0) },
    .init(
      Text("if it stops after token 0", "quando se para depois do token 0")
    ) { Greedy(stopsAtZero: true).evidence($0) },
    .init(
      Text(
        "if softmax has made probabilities of the logits",
        "quando o softmax já transformou os logits em probabilidades")
    ) { input in
      let right = Greedy().evidence(input)
      guard case .tensor(let logits) = right[1].value else { return right }
      return [right[0], Evidence(right[1].name, AttentionSolution::softmax(logits))]
    },
    .init(
      Text(
        "if the prompt is not returned, only the new tokens",
        "quando só os tokens novos são devolvidos, sem o prompt")
    ) { Greedy(answer: .new).evidence($0) },
    .init(
      Text(
        "if what does not fit into the context is missing from the answer too",
        "quando o que não cabe no contexto falta também na resposta")
    ) { Greedy(answer: .visible).evidence($0) },
    .init(
      Text(
        "if `count` is taken for the length of the whole answer",
        "quando `count` é lido como o tamanho da resposta inteira")
    ) { Greedy(counting: .total).evidence($0) },
    .init(
      Text("if there is one token too many", "quando há um token a mais")
    ) { Greedy(counting: .oneMore).evidence($0) },
  ],
  variants: [
    .init("with the whole model's last row") { Greedy().evidence($0) },
    .init("by recursion") { input in
      let model = input.model.reference
      @Sendable func goOn(_ tokens: [Int], _ count: Int) -> [Int] {
        guard count > 0 else { return tokens }
        let logits = model.nextTokenLogits(after: tokens).scalars
        let best = logits.indices.reduce(0) { logits[$1] > logits[$0] ? $1 : $0 }
        return goOn(tokens + [best], count - 1)
      }
      return named(
        goOn(input.prompt, input.count), model.nextTokenLogits(after: input.prompt))
    },
  ],
  contract: [
    .init("each time the one with the largest logit"),
    .init("Five steps"),
    .init("Returns the prompt, all of it", triedBy: "the prompt [5, 1, 2, 3, 4] and 0"),
    .init(
      "Of several equal logits",
      triedBy: "the prompt [4] and 3 new tokens in a context of 3, all logits being 0"),
    .init("A `count` of 0", triedBy: "the prompt [5, 1, 2, 3, 4] and 0"),
    .init("Example: a model in which 7"),
    .init("The logits of the token that follows"),
    .init(
      "Only the last `contextLength`", triedBy: "the prompt [5, 1, 2, 3, 4] and 0",
      "a prompt of 40 tokens"),
    .init("They come from the last position", untested: "all positions may be worked out"),
    .init("The last row of what the whole", untested: "the variants do so"),
    .init(
      "with a context of 4, the tokens", triedBy: "the prompt [5, 1, 2, 3, 4] and 0",
      "the prompt [1, 2, 3, 4] and 0"),
  ])

/// Greedy generation by full forward passes, with hooks for mistakes.
private struct Greedy: Sendable {
  enum Crop { case last, first, oneLess, none, lastToken }
  enum Place { case last, first }
  enum Choice { case largest, smallest, lastOfEqual, aboveZero }
  enum Answer { case all, new, visible }
  enum Counting { case new, total, oneMore }

  var crop = Crop.last
  var seesPromptAlone = false
  var position = Place.last
  var choice = Choice.largest
  var answer = Answer.all
  var counting = Counting.new
  var stopsAtZero = false

  func evidence(_ input: GreedyInput) -> [Evidence] {
    named(tokens(input), Tensor(logits(input.model.reference, input.prompt)))
  }

  func tokens(_ input: GreedyInput) -> [Int] {
    let model = input.model.reference
    let count =
      switch counting {
      case .new: input.count
      case .total: max(0, input.count - input.prompt.count)
      case .oneMore: input.count + 1
      }
    var tokens = input.prompt
    for _ in 0..<count {
      let logits = logits(model, seesPromptAlone ? input.prompt : tokens)
      tokens.append(chosen(logits))
      if stopsAtZero, tokens.last == 0 { break }
    }
    switch answer {
    case .all: return tokens
    case .new: return Array(tokens.dropFirst(input.prompt.count))
    case .visible: return tokens.suffix(model.configuration.contextLength)
    }
  }

  private func logits(_ model: TransformerSolution::GPT, _ tokens: [Int]) -> [Float] {
    let context = model.configuration.contextLength
    let visible =
      switch crop {
      case .last: tokens.suffix(context)
      case .first: tokens.prefix(context)
      case .oneLess: tokens.suffix(max(1, context - 1))
      case .none: tokens[...]
      case .lastToken: tokens.suffix(1)
      }
    let all = model(TokenBatch(Array(visible)))
    let row = position == .last ? visible.count - 1 : 0
    return Array(all.scalars[row * all.columnCount..<(row + 1) * all.columnCount])
  }

  private func chosen(_ logits: [Float]) -> Int {
    switch choice {
    case .largest: logits.firstIndex(of: logits.max()!)!
    case .smallest: logits.firstIndex(of: logits.min()!)!
    case .aboveZero:
      logits.indices.reduce((position: 0, largest: Float(0))) {
        logits[$1] > $0.largest ? ($1, logits[$1]) : $0
      }.position
    case .lastOfEqual: logits.lastIndex(of: logits.max()!)!
    }
  }
}

@Test func `4.9 greedy generation`() async throws {
  let attempt = Attempt("4.9")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    @Sendable func tokens(_ input: GreedyInput) -> [Evidence] {
      [
        Evidence(
          tokensName, input.model.learners.generateGreedily(from: input.prompt, count: input.count))
      ]
    }
    @Sendable func logits(_ input: GreedyInput) -> [Evidence] {
      [Evidence(logitsName, input.model.learners.nextTokenLogits(after: input.prompt))]
    }
    attempt.grade(
      greedyGenerationGrader,
      parts: [
        .init(Text(verbatim: "nextTokenLogits"), logits),
        .init(Text(verbatim: "generateGreedily"), tokens),
      ]
    ) { tokens($0) + logits($0) }
  }
  try attempt.conclude()
}

@Test(.graders) func `4.9 grader`() { #expect(greedyGenerationGrader.flaws() == []) }
