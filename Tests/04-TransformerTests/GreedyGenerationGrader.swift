import CourseKit
import Grading
import Tensors
import Testing
import Transformer
import TransformerSolution

/// A model, the tokens it goes on from, and by how many.
struct GreedyInput: Sendable {
  var model: ModelInput
  let prompt: [Int]
  let count: Int
}

private func named(_ tokens: [Int], _ logits: Tensor) -> [Evidence] {
  [
    Evidence(Text("generateGreedily", "generateGreedily"), tokens),
    Evidence(
      Text("nextTokenLogits after the prompt", "nextTokenLogits depois do prompt"), logits),
  ]
}

let greedyGenerationGrader = Grader<GreedyInput>(
  "4.9",
  cases: { data in
    func input(prompt: Int, count: Int, context: Int) -> GreedyInput {
      var model = ModelInput(
        layers: 1, context: context, tiesHead: false, tokens: (1, prompt), &data)
      // More places than the context: who does not crop gets wrong logits, which have a name, and
      // not a trap.
      model.parameters[1] = data.tensor([prompt + count, 4], in: -0.8...0.8)
      return GreedyInput(
        model: model, prompt: (0..<prompt).map { _ in data.integer(in: 0...5) }, count: count)
    }
    /// Small random models often say the same token for ever, whatever they see. This one does not.
    var long = input(prompt: 6, count: 5, context: 4)
    while Greedy().tokens(long) == Greedy(seesPromptAlone: true).tokens(long) {
      long = input(prompt: 6, count: 5, context: 4)
    }
    /// A head of zeros: its bias alone decides, and two tokens share the largest.
    var tied = input(prompt: 2, count: 2, context: 3)
    let first = data.integer(in: 0...3)
    let bias = (0..<6).map { Float($0 == first || $0 == first + 2 ? 1 : -0.5) }
    tied.model.parameters[tied.model.parameters.count - 2] *= 0
    tied.model.parameters[tied.model.parameters.count - 1] = Tensor(bias)

    // It sees one token only.
    var short = ModelInput(layers: 2, context: 1, tiesHead: true, tokens: (1, 1), &data)
    short.parameters[1] = data.tensor([4, 4], in: -0.8...0.8)

    let inputs = [
      long, input(prompt: 2, count: 6, context: 4), tied,
      GreedyInput(
        model: ModelInput(layers: 2, context: 3, tiesHead: true, tokens: (1, 1), &data),
        prompt: [data.integer(in: 0...5)], count: 0),
      GreedyInput(model: short, prompt: [3, 1], count: 2),
    ]
    return inputs.enumerated().map { place, input in
      let (prompt, context) = (input.prompt, input.model.configuration.contextLength)
      return .init(
        Text(
          "the prompt \(prompt) and \(input.count) new tokens in a context of \(context)"
            + (place == 2 ? ", two logits being the largest" : ""),
          "o prompt \(prompt) e \(input.count) tokens novos num contexto de \(context)"
            + (place == 2 ? ", com dois logits empatados no topo" : "")),
        input)
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
        "if the logits of the first place are taken, not of the last",
        "quando se usam os logits da primeira posição, e não os da última")
    ) { Greedy(place: .first).evidence($0) },
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
  ])

/// Greedy generation by whole forward passes, with places where it can be got wrong.
private struct Greedy: Sendable {
  enum Crop { case last, first, oneLess, none }
  enum Place { case last, first }
  enum Choice { case largest, smallest, lastOfEqual }
  enum Answer { case all, new, visible }
  enum Counting { case new, total, oneMore }

  var crop = Crop.last
  var seesPromptAlone = false
  var place = Place.last
  var choice = Choice.largest
  var answer = Answer.all
  var counting = Counting.new

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
      }
    let all = model(TokenBatch(Array(visible)))
    let row = place == .last ? visible.count - 1 : 0
    return Array(all.scalars[row * all.columnCount..<(row + 1) * all.columnCount])
  }

  private func chosen(_ logits: [Float]) -> Int {
    switch choice {
    case .largest: logits.firstIndex(of: logits.max()!)!
    case .smallest: logits.firstIndex(of: logits.min()!)!
    case .lastOfEqual: logits.lastIndex(of: logits.max()!)!
    }
  }
}

@Test func `4.9 greedy generation`() async throws {
  let attempt = Attempt("4.9")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(greedyGenerationGrader) { input in
      var generator = SeededGenerator(seed: 4)
      let model = Transformer::GPT(input.model.configuration, using: &generator)
        .replacingParameters(input.model.parameters[...])
      return named(
        model.generateGreedily(from: input.prompt, count: input.count),
        model.nextTokenLogits(after: input.prompt))
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `4.9 grader`() { #expect(greedyGenerationGrader.flaws() == []) }
