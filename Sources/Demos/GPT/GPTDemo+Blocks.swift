import Console
import CourseKit
import Foundation
import Narration
import Tensors
import TransformerSolution

extension GPTDemo {
  func tellNorm(_ x: Tensor, _ setting: Setting, _ block: Block, _ n: Narrator) throws {
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

  func tellFeedForward(_ x: Tensor, _ block: Block, _ n: Narrator) throws {
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
      "It works on each token by itself. Put another vector at position \(changed): the output changes at "
        + (moved == [changed]
          ? "position \(changed) and nowhere else."
          : "the positions \(moved.map(String.init).joined(separator: ", "))."),
      "Ela trabalha em cada token sozinho. Ponha outro vetor na posição \(changed): a saída muda "
        + (moved == [changed]
          ? "na posição \(changed) e em nenhuma outra."
          : "nas posições \(moved.map(String.init).joined(separator: ", "))."))
  }

  func tellBlock(_ x: Tensor, _ setting: Setting, _ model: GPT, _ n: Narrator) throws {
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

  func tellDepth(_ x: Tensor, _ setting: Setting, _ n: Narrator) throws {
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

  // MARK: Measuring

  private static func moments(_ x: Tensor, _ index: Int) -> (mean: Double, deviation: Double) {
    let row = row(x, index)
    let mean = row.reduce(0, +) / Double(row.count)
    let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(row.count)
    return (mean, variance.squareRoot())
  }

  /// The mean cosine similarity over all pairs of different rows.
  private static func meanCosine(_ x: Tensor) -> Double {
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
