import AttentionSolution
import Charts
import Console
import Corpora
import CourseKit
import Foundation
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
      (Text("width: numbers per token", "largura: números por token"), configuration.width),
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
    try n.step("Tokens and places become vectors", "Tokens e posições viram vetores")
    n.say(
      "From chapter 2: a row of the token table plus a row of the place table. The first axis is the "
        + "batch, here of one sentence.",
      "Do capítulo 2: uma linha da tabela de tokens mais uma da tabela de posições. O primeiro eixo é o "
        + "lote, aqui de uma frase só.")
    n.emptyLine()
    n.block("ids [1, \(setting.sentence.count)]  →  x \(x.shape)")
    n.show("x[0]", Self.rows(x), rows: setting.labels)
    return x
  }

  private func tellNorm(_ x: Tensor, _ setting: Setting, _ block: Block, _ n: Narrator) throws {
    let normed = block.attentionNorm(x)
    try n.step("Layer norm keeps values in measure", "A layer norm mantém os valores na medida")
    n.say(
      "Each token's vector is shifted to mean 0 and scaled to standard deviation 1, on its own. So the "
        + "layer after it always gets numbers of the same size.",
      "O vetor de cada token é deslocado para média 0 e escalado para desvio padrão 1, sozinho. Assim a "
        + "camada seguinte recebe sempre números do mesmo tamanho.")
    var table = Table(
      .left("token"), .right(n.language.text("mean before", "média antes")),
      .right(n.language.text("deviation before", "desvio antes")),
      .right(n.language.text("mean after", "média depois")),
      .right(n.language.text("deviation after", "desvio depois")))
    let (before, after) = (Self.rows(x), Self.rows(normed))
    for row in 0..<before.rowCount {
      let (a, b) = (Self.moments(before, row), Self.moments(after, row))
      table.addRow(
        setting.labels[row], n.number(a.mean), n.number(a.deviation), n.number(b.mean),
        n.number(b.deviation))
    }
    n.show(table)
  }

  private func tellFeedForward(_ x: Tensor, _ block: Block, _ n: Narrator) throws {
    let layer = block.feedForward
    let wide = layer.upProjection(block.feedForwardNorm(x))
    let bent = gelu(wide)
    let narrow = layer.downProjection(bent)
    try n.step("Feed-forward: widen, bend, narrow", "Feed-forward: alargar, curvar, estreitar")
    n.say(
      "Two linear layers in a row would be one. Between them stands GELU, which bends: it lets large "
        + "numbers through and holds back negative ones.",
      "Duas camadas lineares seguidas seriam uma só. Entre elas fica a GELU, que curva: deixa passar "
        + "os números grandes e segura os negativos.")
    n.emptyLine()
    n.block("x \(x.shape)  →  \(wide.shape)  → gelu →  \(bent.shape)  →  \(narrow.shape)")
    let points: [Float] = [-3, -2, -1, -0.5, 0, 0.5, 1, 2, 3]
    n.show(
      "gelu", Tensor(rows: [gelu(Tensor(points)).scalars]), rows: ["gelu(x)"],
      columns: points.map { n.number($0, 1) })

    // Replaces one token's vector by another's; the other rows must not change.
    let changed = x.rowCount - 2
    var other = x
    other.copyRow(0, to: changed)
    let difference = layer(block.feedForwardNorm(other)) - layer(block.feedForwardNorm(x))
    let moved = (0..<x.rowCount).filter { row in Self.size(Self.rows(difference), row) > 0 }
    n.say(
      "It works on each token by itself. Put another vector at place \(changed): the output changes at "
        + (moved == [changed]
          ? "place \(changed) and nowhere else."
          : "the places \(moved.map(String.init).joined(separator: ", "))."),
      "Ela trabalha em cada token sozinho. Ponha outro vetor na posição \(changed): a saída muda "
        + (moved == [changed]
          ? "na posição \(changed) e em nenhuma outra."
          : "nas posições \(moved.map(String.init).joined(separator: ", "))."))
  }

  private func tellBlock(_ x: Tensor, _ setting: Setting, _ model: GPT, _ n: Narrator) throws {
    try n.step("A block: look around, then think", "Um bloco: olhar em volta, depois pensar")
    n.say(
      "Attention lets tokens look at each other, the feed-forward lets each think. Neither replaces x: "
        + "what they find is added to it. That is the residual path.",
      "A atenção deixa os tokens se olharem; o feed-forward deixa cada um pensar. Nenhum substitui x: o "
        + "que eles acham é somado. É o caminho residual.")
    n.emptyLine()
    n.block(
      """
      x ← x + attention(norm₁(x))
      x ← x + feedForward(norm₂(x))
      """)
    n.emptyLine()
    n.say(
      "The size (root mean square) of the last token's vector on its way:",
      "O tamanho (raiz da média dos quadrados) do vetor do último token no caminho:")
    var table = Table(
      .left(""), .right(n.language.text("added", "somado")),
      .right(n.language.text("x after it", "x depois")))
    let last = x.rowCount - 1
    func size(_ x: Tensor) -> String { n.number(Self.size(Self.rows(x), last)) }
    var stream = x
    table.addRow("embeddings", "", size(stream))
    for (index, block) in model.blocks.enumerated() {
      let attended = block.attention(block.attentionNorm(stream))
      stream = stream + attended
      table.addRow(
        n.language.text("block \(index + 1), attention", "bloco \(index + 1), atenção"),
        size(attended), size(stream))
      let thought = block.feedForward(block.feedForwardNorm(stream))
      stream = stream + thought
      table.addRow(
        n.language.text("block \(index + 1), feed-forward", "bloco \(index + 1), feed-forward"),
        size(thought), size(stream))
    }
    n.show(table)
    n.block(
      n.language.text("shape all the way: ", "a forma no caminho todo: ") + "\(stream.shape)")
  }

  private func tellDepth(_ x: Tensor, _ setting: Setting, _ n: Narrator) throws {
    var deep = setting.configuration
    deep.layerCount = 12
    var generator = n.generator()
    let blocks = GPT(deep, using: &generator).blocks
    try n.step("Why the residual path", "Por que o caminho residual")
    n.say(
      "Attention averages, and averages of averages become all alike. We stack 12 untrained blocks, with "
        + "and without “x +”, and measure how alike the tokens' vectors are: their mean cosine, 1 where all "
        + "point the same way.",
      "A atenção faz médias, e médias de médias ficam todas iguais. Empilhamos 12 blocos sem treino, com e "
        + "sem “x +”, e medimos quanto os vetores dos tokens se parecem: o cosseno médio, 1 quando todos "
        + "apontam para o mesmo lado.")
    var table = Table(
      .right(n.language.text("blocks", "blocos")), .right(n.language.text("with x +", "com x +")),
      .right(n.language.text("without", "sem")), .left(""))
    var (with, without) = (x, x)
    var likeness = (with: 0.0, without: 0.0)
    for depth in 0...12 {
      if depth > 0 {
        let block = blocks[depth - 1]
        with = block(with)
        without = block.attention(block.attentionNorm(without))
        without = block.feedForward(block.feedForwardNorm(without))
      }
      likeness = (Self.meanCosine(Self.rows(with)), Self.meanCosine(Self.rows(without)))
      if [0, 1, 2, 4, 8, 12].contains(depth) {
        table.addRow(
          "\(depth)", n.number(likeness.with), n.number(likeness.without),
          Narrator.bar(likeness.without, width: 24))
      }
    }
    n.show(table)
    let isHelpful = likeness.without > likeness.with + 0.2
    n.say(
      isHelpful
        ? "Without it, 12 blocks bring the tokens to \(n.number(likeness.without)): hardly anything is left "
          + "that tells them apart. With it they stay at \(n.number(likeness.with))."
        : "In this run the difference is small: \(n.number(likeness.with)) with it, "
          + "\(n.number(likeness.without)) without.",
      isHelpful
        ? "Sem ele, 12 blocos levam os tokens a \(n.number(likeness.without)): quase nada mais os distingue. "
          + "Com ele, ficam em \(n.number(likeness.with))."
        : "Nesta execução a diferença é pequena: \(n.number(likeness.with)) com ele, "
          + "\(n.number(likeness.without)) sem.")
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
        + "there, and by \(n.number(greatest.before)) at all places before. So one pass trains every "
        + "place at once: each predicts its next token without having seen it.",
      "A máscara causal em ação: com outro último token os logits mudam \(n.number(greatest.last)) ali e "
        + "\(n.number(greatest.before)) em todas as posições anteriores. Por isso uma passada treina todas "
        + "as posições de uma vez: cada uma prevê o próximo token sem tê-lo visto.")
  }

  private func tellParameters(_ model: GPT, _ n: Narrator) throws {
    try n.step("What there is to learn", "O que há para aprender")
    n.say(
      "All of this is numbers that training will move.",
      "Tudo isso são números que o treino vai mover.")
    func part(_ name: String) -> Text {
      if name.hasPrefix("wte") { return Text("token embedding", "embedding de tokens") }
      if name.hasPrefix("wpe") { return Text("place embedding", "embedding de posição") }
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
      .left(""), .right(n.language.text("numbers", "números")), .right(""), .left(""))
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

  static func moments(_ x: Tensor, _ index: Int) -> (mean: Double, deviation: Double) {
    let row = row(x, index)
    let mean = row.reduce(0, +) / Double(row.count)
    let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(row.count)
    return (mean, variance.squareRoot())
  }

  /// The mean cosine similarity over all pairs of different rows.
  static func meanCosine(_ x: Tensor) -> Double {
    var (sum, count) = (0.0, 0.0)
    for a in 0..<x.rowCount {
      for b in 0..<a {
        let product = zip(row(x, a), row(x, b)).reduce(0) { $0 + $1.0 * $1.1 }
        sum += product / (size(x, a) * size(x, b) * Double(x.columnCount))
        count += 1
      }
    }
    return sum / count
  }
}

extension Tensor {
  /// Overwrites one row with a copy of another.
  fileprivate mutating func copyRow(_ source: Int, to target: Int) {
    let copy = self
    updateRow(target) { $0.copy(copy, row: source) }
  }
}
