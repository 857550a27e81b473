import Charts
import Console
import Corpora
import CourseKit
import ExtensionsSolution
import Foundation
import InstructionTuningSolution
import Narration
import PretrainingSolution
import Tensors
import TransformerSolution

/// Chapter 8: techniques built around a model, each tried on a real one, and the model's limits.
struct ExtensionsDemo: Demo {
  let chapter = 8
  func minutes(hasRun: Bool) -> Double { hasRun ? 1 : 3 }
  let summary = Text(
    "Cache, beams, bytes, retrieval, preferences, a conversation, and what no small model knows",
    "Cache, feixes, bytes, busca, preferências, uma conversa e o que nenhum modelo pequeno sabe")
  let questions = [
    Text(
      "In step 2, what would a context of 1,024 do to both curves?",
      "No passo 2, o que um contexto de 1.024 faria com as duas curvas?"),
    Text(
      "In step 4, which weights of a column suffer most from rounding, the large or the small ones?",
      "No passo 4, quais pesos de uma coluna sofrem mais com o arredondamento, os grandes ou os "
        + "pequenos?"),
    Text(
      "swift run -c release gpt experiment --list names six experiments, each with a conclusion from "
        + "its own numbers. Which result would you bet on, before you run it?",
      "swift run -c release gpt experiment --list mostra seis experimentos, cada um com uma conclusão "
        + "tirada dos próprios números. Em qual resultado você apostaria antes de rodar?"),
  ]

  static let recipe = SmallPretraining.Recipe(documentCount: 16_000, stepCount: 3_000)

  func run(_ n: Narrator) throws {
    try n.step("A model to try things on", "Um modelo para experimentar")
    let model = try SmallWorldModel.foundation(Self.recipe, n)
    let assistant = try SmallWorldModel.assistant(n) ?? model
    try tellCache(model, n)
    try tellBeams(model, n)
    try tellBytes(model, n)
    try tellRetrieval(assistant, n)
    try tellPreference(assistant, n)
    try tellConversation(assistant, n)
    try tellLimits(assistant, n)
    try tellPicture(model, n)
  }

  // MARK: KV cache

  /// The number of multiplications for one new token after `length` tokens, all of which are read
  /// again.
  ///
  /// Per block, that is 12 d² for each token in the four weight matrices, and 2 d for each pair of
  /// a query and a visible key. The last block computes only the last token, but all keys and
  /// values.
  static func multiplicationsWithoutCache(_ c: GPTConfiguration, length: Int) -> Int {
    let (d, blocks) = (c.width, c.layerCount)
    let visible = min(length, c.contextLength)
    let whole = 12 * visible * d * d + visible * (visible + 1) * d
    let last = 2 * visible * d * d + 10 * d * d + 2 * visible * d
    return (blocks - 1) * whole + last + c.vocabularySize * d
  }

  /// The same with a cache: one token passes through the blocks, and attends to `length` tokens.
  static func multiplicationsWithCache(_ c: GPTConfiguration, length: Int) -> Int {
    let d = c.width
    let visible = min(length, c.contextLength)
    return c.layerCount * (12 * d * d + 2 * visible * d) + c.vocabularySize * d
  }

  private func tellCache(_ model: SmallWorldModel, _ n: Narrator) throws {
    try n.step("The KV cache: read every token once", "O cache KV: ler cada token uma vez")
    n.say(
      "To choose a token, the plain way reads the whole text again. But the keys and values of old tokens "
        + "never change: the causal mask forbids them to look ahead. A cache keeps them, and only the "
        + "new token is worked out.",
      "Para escolher um token, o jeito simples lê o texto inteiro de novo. Mas as chaves e os valores dos "
        + "tokens antigos nunca mudam: a máscara causal não os deixa olhar para a frente. Um cache guarda "
        + "tudo isso, e só o token novo é calculado.")
    let prompt =
      [model.endOfText] + model.tokenizer.encode(n.language.text("One morning", "Certa manhã"))
    let count = min(96, model.contextLength - prompt.count)
    var generator = n.generator()
    let plain = generate(
      with: model.model, from: prompt, maxTokens: count, decoding: .greedy, using: &generator)
    let cached = generateWithCache(
      with: model.model, from: prompt, maxTokens: count, decoding: .greedy, using: &generator)
    let c = model.model.configuration
    var table = Table(
      .right(n.language.text("tokens so far", "tokens até aqui")),
      .right(n.language.text("multiplications without", "multiplicações sem")),
      .right(n.language.text("with a cache", "com cache")),
      .right(n.language.text("ratio", "razão")))
    func addRow(_ name: String, _ without: Int, _ with: Int) {
      table.addRow(
        name, n.number(without), n.number(with), n.number(Double(without) / Double(with), 1))
    }
    for length in [8, 16, 32, 64, 96] where length <= model.contextLength {
      addRow(
        n.number(length), Self.multiplicationsWithoutCache(c, length: length),
        Self.multiplicationsWithCache(c, length: length))
    }
    let lengths = prompt.count..<prompt.count + count
    addRow(
      n.language.text("all \(count) tokens", "todos os \(count) tokens"),
      lengths.reduce(0) { $0 + Self.multiplicationsWithoutCache(c, length: $1) },
      lengths.reduce(0) { $0 + Self.multiplicationsWithCache(c, length: $1) })
    n.show(table)
    let same = zip(plain, cached).prefix { $0 == $1 }.count
    n.say(
      same == count
        ? "Both ways chose the same \(count) tokens. The beginning: "
          + "“\(beginning(cached, model))”"
        : "The first \(same) of \(count) tokens are the same; then a rounding decided between two.",
      same == count
        ? "Os dois jeitos escolheram os mesmos \(count) tokens. O começo: “\(beginning(cached, model))”"
        : "Os primeiros \(same) de \(count) tokens são os mesmos; depois um arredondamento decidiu entre "
          + "dois.")
  }

  private func beginning(_ tokens: [Int], _ model: SmallWorldModel) -> String {
    let text = model.tokenizer.decode(Array(tokens.prefix(12)))
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ") + " …"
  }

  // MARK: Beam search

  private func tellBeams(_ model: SmallWorldModel, _ n: Narrator) throws {
    try n.step("Beam search: look further than one token", "Busca em feixe: olhar além de um token")
    let text = n.language.text("In the morning,", "De manhã,")
    let prompt = [model.endOfText] + model.tokenizer.encode(text)
    n.say(
      "Greedy takes the likeliest token and never looks back. Beam search keeps the four likeliest "
        + "beginnings at each step. After “\(text)”, twelve tokens:",
      "A gulosa pega o token mais provável e não olha para trás. A busca em feixe mantém os quatro "
        + "começos mais prováveis a cada passo. Depois de “\(text)”, doze tokens:")
    func search(_ width: Int) -> [Hypothesis] {
      beamSearchWithCache(
        with: model.model, from: prompt, maxTokens: 12, width: width, stop: model.endOfText)
    }
    let (greedy, beams) = (search(1), search(4))
    var table = Table(
      .left(""), .left(n.language.text("text", "texto")), .right("ln P"))
    func addRow(_ name: String, _ hypothesis: Hypothesis) {
      let written = model.tokenizer.decode(hypothesis.tokens.filter { $0 != model.endOfText })
        .split(whereSeparator: \.isWhitespace).joined(separator: " ")
      table.addRow(
        name, written.count > 48 ? written.prefix(47) + "…" : written,
        n.number(hypothesis.logProbability))
    }
    for hypothesis in greedy { addRow(n.language.text("greedy", "gulosa"), hypothesis) }
    for (index, hypothesis) in beams.enumerated() {
      addRow(n.language.text("beam \(index + 1)", "feixe \(index + 1)"), hypothesis)
    }
    n.show(table)
    guard let best = beams.first, let plain = greedy.first else { return }
    let factor = exp(best.logProbability - plain.logProbability)
    n.say(
      best.tokens == plain.tokens
        ? "Here the greedy text is the likeliest that four beams find, too."
        : factor > 1
          ? "The best beam is \(n.number(factor, 1)) times as likely as the greedy text: a token "
            + "that looked worse led to a better whole."
          : "Here no beam is likelier than the greedy text: the search is no guarantee.",
      best.tokens == plain.tokens
        ? "Aqui o texto da gulosa é também o mais provável que quatro feixes acham."
        : factor > 1
          ? "O melhor feixe é \(n.number(factor, 1)) vezes mais provável que o texto da gulosa: um "
            + "token que parecia pior levou a um todo melhor."
          : "Aqui nenhum feixe é mais provável que o texto da gulosa: a busca não garante nada.")
  }

  // MARK: int8

  private func tellBytes(_ model: SmallWorldModel, _ n: Narrator) throws {
    try n.step("int8: a byte for each weight", "int8: um byte por peso")
    let linear = model.model.blocks[0].attention.queryKeyValue
    let quantized = QuantizedLinear(linear)
    let scale = quantized.scales[0]
    n.say(
      "Each column of a weight matrix gets a scale: its largest element divided by 127. A weight is "
        + "stored as a whole number from −127 to 127. The first weights of the first attention layer, "
        + "scale \(n.number(scale, 6)):",
      "Cada coluna de uma matriz de pesos ganha uma escala: o maior elemento dela dividido por 127. Um peso "
        + "é guardado como número inteiro de −127 a 127. Os primeiros pesos da primeira camada de "
        + "atenção, escala \(n.number(scale, 6)):")
    var table = Table(
      .right(n.language.text("weight", "peso")), .right("int8"),
      .right(n.language.text("int8 · scale", "int8 · escala")),
      .right(n.language.text("error", "erro")))
    for row in 0..<6 {
      let (weight, integer) = (linear.weight[row, 0], quantized.integers[row, 0])
      let back = Float(integer) * scale
      table.addRow(
        n.number(weight, 5), "\(integer)", n.number(back, 5), n.number(back - weight, 5))
    }
    n.show(table)
    let small = QuantizedGPT(model.model)
    let (bytes, smallBytes) = (4 * model.model.parameterCount, small.byteCount)
    let prompt =
      [model.endOfText] + model.tokenizer.encode(n.language.text("One morning", "Certa manhã"))
    var generator = n.generator()
    let floats = generateWithCache(
      with: model.model, from: prompt, maxTokens: 60, decoding: .greedy, using: &generator)
    let integers = generateWithCache(
      with: small, from: prompt, maxTokens: 60, decoding: .greedy, using: &generator)
    let same = zip(floats, integers).prefix { $0 == $1 }.count
    let logits = model.model.nextTokenLogits(after: prompt)
    let smallLogits = small.dequantized().nextTokenLogits(after: prompt)
    let (p, q) = (softmax(logits, temperature: 1), softmax(smallLogits, temperature: 1))
    let widest = zip(p, q).map { abs($0 - $1) }.max() ?? 0
    n.say(
      "The whole model: \(n.number(bytes)) → \(n.number(smallBytes)) bytes, "
        + "\(n.number(Double(bytes) / Double(smallBytes), 1)) times smaller. No probability of the next "
        + "token moved by more than \(n.number(widest, 5)), and of 60 greedy tokens the first \(same) "
        + "are the same.",
      "O modelo inteiro: \(n.number(bytes)) → \(n.number(smallBytes)) bytes, "
        + "\(n.number(Double(bytes) / Double(smallBytes), 1)) vezes menor. Nenhuma probabilidade do "
        + "próximo token mudou mais que \(n.number(widest, 5)), e de 60 tokens da gulosa os primeiros "
        + "\(same) são os mesmos.")
  }

  // MARK: Picture

  private func tellPicture(_ model: SmallWorldModel, _ n: Narrator) throws {
    try n.step("What the cache saves, in one picture", "O que o cache poupa, em uma figura")
    let c = model.model.configuration
    let lengths = Array(stride(from: 1, through: c.contextLength, by: 1))
    func points(_ count: (GPTConfiguration, Int) -> Int) -> [ChartPoint] {
      lengths.map { ChartPoint(Double($0), Double(count(c, $0))) }
    }
    let without = points { Self.multiplicationsWithoutCache($0, length: $1) }
    let with = points { Self.multiplicationsWithCache($0, length: $1) }
    n.draw(TerminalChart(without + [ChartPoint(.nan, .nan)] + with, height: 12))
    let (most, least) = (without[without.count - 1].y, with[with.count - 1].y)
    n.say(
      "Multiplications for one more token, over the tokens so far. Above without a cache, below with it: "
        + "at a full context \(n.number(most / least, 0)) times fewer.",
      "Multiplicações para mais um token, conforme os tokens até aqui. Em cima sem cache, embaixo com "
        + "cache: com o contexto cheio, \(n.number(most / least, 0)) vezes menos.")
    var chart = LineChart(
      title: n.language.text("One more token", "Mais um token"),
      xLabel: n.language.text("tokens so far", "tokens até aqui"),
      yLabel: n.language.text("multiplications", "multiplicações"),
      series: [
        .init(n.language.text("without a cache", "sem cache"), without),
        .init(n.language.text("with a KV cache", "com cache KV"), with),
      ])
    chart.language = n.language
    try n.picture(chart)
  }
}
