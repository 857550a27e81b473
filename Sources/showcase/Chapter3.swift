import Attention
import Charts
import Corpora
import CourseKit
import Foundations
import Narration
import PretrainingSolution
import Tensors
import Tokenization

/// Chapter 3: what two trained heads look at, and what the mask hides.
///
/// The learner cannot train yet: loss and optimizer are the reference's, whatever the track.
struct AttentionShowpiece: Showpiece {
  let chapter = 3

  func show(_ n: Narrator, wish: String?) throws {
    let task = QuestionTask(n.language)
    var generator = n.generator()
    var reader = Reader(wordCount: task.words.count, using: &generator)
    try n.step("Two heads learn where to look", "Duas cabeças aprendem para onde olhar")
    let steps = n.steps(200)
    n.say(
      "Two heads of the attention see questions such as “\(task.text(task.heldOut[0]))”, and learn to "
        + "name the answer at the last position: \(steps) steps, with the loss and the optimizer of the "
        + "reference's chapter 5.",
      "Duas cabeças da atenção veem perguntas como “\(task.text(task.heldOut[0]))” e aprendem a dizer "
        + "a resposta na última posição: \(steps) passos, com a perda e o otimizador do capítulo 5 da "
        + "referência.")
    var optimizer = AdamW(weightDecay: 0)
    for _ in 0..<steps {
      let sentences = (0..<32).map { _ in task.draw(using: &generator) }
      let targets = TokenBatch(
        sentences.map { [Int](repeating: TokenBatch.ignored, count: 5) + [$0.answer] })
      let (logits, pullback) = reader.withPullback(
        TokenBatch(sentences.map(\.input)), using: &generator)
      let (_, lossPullback) = crossEntropyWithPullback(logits, targets: targets)
      optimizer.update(&reader, gradient: pullback(lossPullback(1)), learningRate: 0.01)
    }
    let right = task.heldOut.count { reader.answer(to: $0.input) == $0.answer }
    n.emptyLine()
    n.say(
      "Right answers to \(task.heldOut.count) questions on pairs that it has never seen: \(right).",
      "Respostas certas em \(task.heldOut.count) perguntas sobre pares que ela nunca viu: \(right)."
    )

    try n.step("The attention maps", "Os mapas de atenção")
    let sentence = task.sentence(name: 0, deed: 0, thing: 1, asksWho: true)
    let labels = sentence.input.map { task.words[$0] }
    let maps = reader.weights(sentence.input)
    n.say(
      "A row is a token that looks, a column one that is looked at; each row sums to 1.",
      "Uma linha é um token que olha, uma coluna um que é olhado; cada linha soma 1.")
    for (head, weights) in maps.enumerated() {
      let name = n.language.text("head \(head + 1)", "cabeça \(head + 1)")
      n.show(name, weights, rows: labels, columns: labels, decimals: 2)
      var map = HeatMap(
        title: n.language.text("Who looks at whom, \(name)", "Quem olha para quem, \(name)"),
        rowTitle: n.language.text("query: who looks", "consulta: quem olha"),
        columnTitle: n.language.text("key: who is looked at", "chave: quem é olhado"),
        rowLabels: labels, columnLabels: labels,
        values: labels.indices.map { row in
          labels.indices.map { $0 > row ? .nan : Double(weights[row, $0]) }
        })
      map.language = n.language
      n.draw(map)
      try n.picture(map, part: n.language.text("head-\(head + 1)", "cabeca-\(head + 1)"))
    }
    var (hidden, future) = (0, 0)
    for weights in maps {
      for row in labels.indices {
        for column in labels.indices where column > row {
          future += 1
          if weights[row, column] == 0 { hidden += 1 }
        }
      }
    }
    n.emptyLine()
    n.say(
      "The mask hides the future: \(hidden) of \(future) weights above the diagonal are exactly 0.",
      "A máscara esconde o futuro: \(hidden) dos \(future) pesos acima da diagonal são exatamente 0."
    )
  }
}

/// Embeddings and two heads of attention. The answer is the word whose embedding best matches the
/// output at the last position.
private struct Reader: Layer {
  var embedding: Embedding
  var attention: CausalSelfAttention
  static let headCount = 2

  init(wordCount: Int, using generator: inout SeededGenerator) {
    let width = 16
    embedding = Embedding(
      count: wordCount, width: width, standardDeviation: 1, using: &generator)
    attention = CausalSelfAttention(
      queryKeyValue: Linear(
        from: width, to: 3 * width, standardDeviation: 0.25, using: &generator),
      projection: Linear(from: width, to: width, standardDeviation: 0.25, using: &generator),
      headCount: Self.headCount)
  }

  /// The logits and the pullback. The embeddings are used twice, so their gradient is a sum.
  func withPullback(
    _ tokens: TokenBatch, using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<Reader>) {
    let (x, embeddingPullback) = embedding.withPullback(tokens)
    let (context, attentionPullback) = attention.withPullback(x, using: &generator)
    return (
      matmul(context, embedding.weight.transposed),
      { upstream in
        let (inner, attentionGradient) = attentionPullback(matmul(upstream, embedding.weight))
        var gradient = self
        gradient.attention = attentionGradient
        gradient.embedding = embeddingPullback(inner)
        gradient.embedding.weight += matmul(upstream.transposed, context)
        return gradient
      }
    )
  }

  func answer(to input: [Int]) -> Int {
    let logits = matmul(attention(embedding(TokenBatch(input))), embedding.weight.transposed)
    return logits.withRow(input.count - 1) { row in (0..<row.count).max { row[$0] < row[$1] }! }
  }

  /// The attention weights of each head, `[length, length]`.
  func weights(_ input: [Int]) -> [Tensor] {
    let parts = splitHeads(
      attention.queryKeyValue(embedding(TokenBatch(input))), headCount: 3 * Self.headCount)
    return (0..<Self.headCount).map { head in
      attentionWeights(query: parts[head], key: parts[Self.headCount + head])
    }
  }

  mutating func visitParameters(under prefix: String, _ body: (String, inout Tensor) -> Void) {
    embedding.visitParameters(under: prefix + "wte.", body)
    attention.visitParameters(under: prefix + "attn.", body)
  }
}
