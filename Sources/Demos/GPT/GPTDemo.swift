import AttentionSolution
import Console
import Corpora
import CourseKit
import Foundation
import Narration
import Tensors
import TokenizationSolution
import TransformerSolution

/// Chapter 4: a small GPT, built piece by piece, trained for 300 steps, and writing text.
struct GPTDemo: Demo {
  let chapter = 4
  func minutes(hasRun: Bool) -> Double { 0.2 }
  let summary = Text(
    "A small GPT built piece by piece, trained for 300 steps, and writing",
    "Um GPT pequeno montado peça por peça, treinado por 300 passos e escrevendo")
  let questions = [
    Text(
      "Change the seed. How much do the losses of step 9 differ, and how much the texts?",
      "Mude a semente. Quanto mudam as perdas do passo 9? E os textos?"),
    Text(
      "Which part of step 8 grows with the vocabulary, which with the number of blocks?",
      "Que parte do passo 8 cresce com o vocabulário? E com o número de blocos?"),
    Text(
      "The written sentences are well formed. Do they keep to one story? What would help?",
      "As frases escritas são bem formadas. Elas contam uma história só? O que ajudaria?"),
  ]

  /// The values shared by the steps.
  struct Setting {
    let world: SmallWorld
    let tokenizer: WordTokenizer
    let endOfText: Int
    let training: [[Int]]
    let heldOut: [[Int]]
    /// The first sentence of a held-out story.
    let sentence: [Int]
    let configuration: GPTConfiguration

    func word(_ id: Int) -> String { Narrator.visible(tokenizer.vocabulary.word(of: id)) }
    var labels: [String] { sentence.map(word) }
  }

  func run(_ n: Narrator) throws {
    let setting = try tellSetting(n)
    var generator = n.generator()
    let model = GPT(setting.configuration, using: &generator)
    let x = try tellEmbeddings(setting, model, n)
    try tellNorm(x, setting, model.blocks[0], n)
    try tellFeedForward(x, model.blocks[0], n)
    try tellBlock(x, setting, model, n)
    try tellDepth(x, setting, n)
    try tellLogits(setting, model, n)
    try tellParameters(model, n)
    let (trained, losses) = try tellTraining(setting, model, n)
    try tellGeneration(setting, trained, n)
    try tellPicture(setting, losses, n)
  }

  private func tellSetting(_ n: Narrator) throws -> Setting {
    let world = SmallWorld(language: n.language, seed: n.seed)
    let training = world.stories(3000, split: .training).map(\.text)
    let heldOut = world.stories(200, split: .heldOut).map(\.text)
    let end = "<end>"
    let words = (training + heldOut).lazy.flatMap { splitWords($0) }
    let vocabulary = Vocabulary(words: words.map(String.init) + [end])
    let tokenizer = WordTokenizer(vocabulary: vocabulary)
    let ids = heldOut.map(tokenizer.encode)
    let stop = vocabulary.id(of: ".")
    // A sentence of five to eight tokens, which fits into a table.
    let sentence = ids.lazy.compactMap { story -> [Int]? in
      guard let end = story.firstIndex(of: stop), (4...7).contains(end) else { return nil }
      return Array(story[...end])
    }.first!
    let configuration = GPTConfiguration(
      vocabularySize: vocabulary.count, contextLength: 48, layerCount: 2, headCount: 4, width: 64)
    let setting = Setting(
      world: world, tokenizer: tokenizer, endOfText: vocabulary.id(of: end),
      training: training.map(tokenizer.encode), heldOut: ids, sentence: sentence,
      configuration: configuration)

    try n.step("What goes in, and how large it is", "O que entra e que tamanho tem")
    n.say(
      "Stories of the small world, as word tokens. After each stands <end>. With one of their "
        + "sentences we follow the way through the model.",
      "Histórias do pequeno mundo, como tokens de palavra. Depois de cada uma vem <end>. Com uma das "
        + "frases seguimos o caminho pelo modelo.")
    n.tokens(sentence.map { vocabulary.word(of: $0) }, ids: sentence)
    var table = Table(.left(""), .right(""))
    let rows: [(Text, Int)] = [
      (Text("training stories", "histórias de treino"), training.count),
      (Text("their tokens", "tokens delas"), setting.training.joined().count),
      (Text("vocabulary V", "vocabulário V"), configuration.vocabularySize),
      (Text("context length", "tamanho do contexto"), configuration.contextLength),
      (Text("width of a vector", "largura de um vetor"), configuration.width),
      (Text("blocks", "blocos"), configuration.layerCount),
      (Text("heads per block", "cabeças por bloco"), configuration.headCount),
    ]
    for (name, value) in rows { table.addRow(name.in(n.language), n.number(value)) }
    n.show(table)
    return setting
  }

  private func tellEmbeddings(
    _ setting: Setting, _ model: GPT, _ n: Narrator
  ) throws -> Tensor {
    let batch = TokenBatch(setting.sentence)
    let tokens = model.tokenEmbedding(batch)
    let x = model.positionEmbedding(tokens)
    try n.step("Tokens and positions become vectors", "Tokens e posições viram vetores")
    n.say(
      "From chapter 2: a row of the token table plus a row of the position table. The first axis is the "
        + "batch, here of one sentence.",
      "Do capítulo 2: uma linha da tabela de tokens mais uma da tabela de posições. O primeiro eixo é o "
        + "lote, aqui de uma frase só.")
    n.emptyLine()
    n.block("ids [1, \(setting.sentence.count)]  →  x \(x.shape)")
    n.show("x[0]", Self.rows(x), rows: setting.labels)
    return x
  }

  private func tellLogits(_ setting: Setting, _ model: GPT, _ n: Narrator) throws {
    let size = setting.configuration.vocabularySize
    let logits = model(TokenBatch(setting.sentence))
    let chances = softmax(logits.lastRows.reshaped(to: [size])).scalars
    try n.step("To a logit for every word", "Até um logit para cada palavra")
    n.say(
      "A last norm and the head turn each token's vector into one number per word, the logit; softmax makes "
        + "probabilities of them. Untrained, each should be near 1/V = "
        + "\(n.number(1 / Double(size), 5)).",
      "Uma última layer norm e a cabeça de saída fazem do vetor de cada token um número por palavra, o logit; o "
        + "softmax faz deles probabilidades. Sem treino, cada uma deve ficar perto de 1/V = "
        + "\(n.number(1 / Double(size), 5)).")
    n.emptyLine()
    n.block("[1, \(setting.sentence.count), 64]  →  logits \(logits.shape)")
    let best = chances.indices.sorted { chances[$0] > chances[$1] }.prefix(4)
    n.bars(best.map { (setting.word($0), Double(chances[$0])) }, decimals: 5)

    // Another last token must not change anything before it.
    var other = setting.sentence
    other[other.count - 1] = setting.sentence[0]
    let difference = Self.rows(model(TokenBatch(other)) - logits)
    var greatest = (before: 0.0, last: 0.0)
    for row in 0..<difference.rowCount {
      let size = Self.size(difference, row)
      if row < difference.rowCount - 1 {
        greatest.before = max(greatest.before, size)
      } else {
        greatest.last = size
      }
    }
    n.say(
      "The causal mask at work: with another last token the logits change by \(n.number(greatest.last)) "
        + "there, and by \(n.number(greatest.before)) at all positions before. So one pass trains every "
        + "position at once: each predicts its next token without having seen it.",
      "A máscara causal em ação: com outro último token os logits mudam \(n.number(greatest.last)) ali e "
        + "\(n.number(greatest.before)) em todas as posições anteriores. Por isso uma passada treina todas "
        + "as posições de uma vez: cada uma prevê o próximo token sem tê-lo visto.")
  }

  private func tellParameters(_ model: GPT, _ n: Narrator) throws {
    try n.step("What there is to learn", "O que há para aprender")
    n.say(
      "All of these are parameters that training will move.",
      "Tudo isso são parâmetros que o treino vai mover.")
    func part(_ name: String) -> Text {
      if name.hasPrefix("wte") { return Text("token embedding", "embedding de tokens") }
      if name.hasPrefix("wpe") { return Text("position embedding", "embedding de posição") }
      if name.contains(".attn.") { return Text("attention", "atenção") }
      if name.contains(".mlp.") { return Text(verbatim: "feed-forward") }
      if name.contains("ln_") { return Text("layer norms", "layer norms") }
      return Text("output head", "cabeça de saída")
    }
    var names: [String] = []
    var counts: [String: Int] = [:]
    for (name, tensor) in model.parameters {
      let part = part(name).in(n.language)
      if counts[part] == nil { names.append(part) }
      counts[part, default: 0] += tensor.count
    }
    let total = model.parameterCount
    var table = Table(
      .left(""), .right(n.language.text("parameters", "parâmetros")), .right(""), .left(""))
    for name in names {
      let share = Double(counts[name]!) / Double(total)
      table.addRow(
        name, n.number(counts[name]!), n.percent(share), Narrator.bar(share, width: 24))
    }
    table.addRow(n.language.text("all", "tudo"), n.number(total), "", "")
    n.show(table)
    n.say(
      "GPT-2's smallest has 124 million, of the same parts.",
      "O menor GPT-2 tem 124 milhões, das mesmas peças.")
  }

  // MARK: Measuring

  /// The rows of a batch of one sequence: `[1, length, width]` → `[length, width]`.
  static func rows(_ x: Tensor) -> Tensor { x.reshaped(to: [x.rowCount, x.columnCount]) }

  static func row(_ x: Tensor, _ index: Int) -> [Double] {
    (0..<x.columnCount).map { Double(x[index, $0]) }
  }

  /// The root mean square of a row.
  static func size(_ x: Tensor, _ index: Int) -> Double {
    let row = row(x, index)
    return (row.reduce(0) { $0 + $1 * $1 } / Double(row.count)).squareRoot()
  }
}
