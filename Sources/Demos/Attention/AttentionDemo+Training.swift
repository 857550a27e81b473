import AttentionSolution
import Charts
import Console
import Corpora
import CourseKit
import Foundation
import FoundationsSolution
import Narration
import PretrainingSolution
import Tensors
import TokenizationSolution

/// Embeddings, one attention head, and nothing else. The answer is the token whose embedding best
/// matches the output at the last position.
private struct Reader: Layer {
  var embedding: Embedding
  var attention: CausalSelfAttention

  init(wordCount: Int, width: Int, using generator: inout SeededGenerator) {
    let deviation = 1 / Float(width).squareRoot()
    embedding = Embedding(
      count: wordCount, width: width, standardDeviation: 1, using: &generator)
    attention = CausalSelfAttention(
      queryKeyValue: Linear(
        from: width, to: 3 * width, standardDeviation: deviation, using: &generator),
      projection: Linear(from: width, to: width, standardDeviation: deviation, using: &generator),
      headCount: 1)
  }

  /// A logit for every word at every position.
  func callAsFunction(_ tokens: TokenBatch) -> Tensor {
    matmul(attention(embedding(tokens)), embedding.weight.transposed)
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

  /// The attention weights, `[length, length]`.
  func weights(_ input: [Int]) -> Tensor {
    let parts = splitHeads(attention.queryKeyValue(embedding(TokenBatch(input))), headCount: 3)
    return attentionWeights(query: parts[0], key: parts[1])
  }

  mutating func visitParameters(under prefix: String, _ body: (String, inout Tensor) -> Void) {
    embedding.visitParameters(under: prefix + "wte.", body)
    attention.visitParameters(under: prefix + "attn.", body)
  }

  /// The fraction of sentences whose answer has the greatest logit, and the mean attention weight
  /// on the answer's position.
  func score(_ sentences: [QuestionTask.Sentence]) -> (accuracy: Double, weight: Double) {
    let logits = self(TokenBatch(sentences.map(\.input)))
    var (right, weight) = (0, 0.0)
    for (index, sentence) in sentences.enumerated() {
      let row = index * sentence.input.count + sentence.input.count - 1
      let best = logits.withRow(row) { row in
        (0..<row.count).max { row[$0] < row[$1] }!
      }
      if best == sentence.answer { right += 1 }
      weight += Double(weights(sentence.input)[sentence.input.count - 1, sentence.position])
    }
    let count = Double(sentences.count)
    return (Double(right) / count, weight / count)
  }
}

extension AttentionDemo {
  /// Steps 10 to 12.
  func tellTraining(_ task: QuestionTask, _ n: Narrator) throws {
    var generator = n.generator()
    var reader = Reader(wordCount: task.words.count, width: 16, using: &generator)
    let untrained = reader
    let steps = n.steps(150)
    try n.step("Training gives the head an aim", "O treino dá um objetivo à cabeça")
    n.say(
      "Up to here all weights were random. Now a head of width 16 learns from questions such as these "
        + "to name the right word at the last position. Some pairs of person and thing it never sees.",
      "Até aqui todos os pesos eram aleatórios. Agora uma cabeça de largura 16 aprende, com perguntas "
        + "como estas, a dizer a palavra certa na última posição. Alguns pares de pessoa e coisa ela "
        + "nunca vê.")
    var examples = n.generator()
    n.emptyLine()
    for _ in 0..<3 {
      let sentence = task.draw(using: &examples)
      n.block(
        task.text(sentence) + "  →  "
          + task.words[sentence.answer])
    }
    var optimizer = AdamW(weightDecay: 0)
    let progress = TrainingProgress(Text("training", "treino"), total: steps, n)
    for step in 1...steps {
      let sentences = (0..<32).map { _ in task.draw(using: &generator) }
      let inputs = TokenBatch(sentences.map(\.input))
      let targets = TokenBatch(
        sentences.map { [Int](repeating: TokenBatch.ignored, count: 5) + [$0.answer] })
      let (logits, pullback) = reader.withPullback(inputs, using: &generator)
      let (loss, lossPullback) = crossEntropyWithPullback(logits, targets: targets)
      optimizer.update(&reader, gradient: pullback(lossPullback(1)), learningRate: 0.01)
      guard
        try progress.update(
          step: step, note: n.language.text("loss ", "perda ") + n.number(loss))
      else { break }
    }
    progress.finish()
    try tellScores(untrained, reader, task, n)
    try tellPicture(reader, task, n)
  }

  private func tellScores(
    _ untrained: Reader, _ trained: Reader, _ task: QuestionTask, _ n: Narrator
  ) throws {
    let sentences = task.heldOut
    let (before, after) = (untrained.score(sentences), trained.score(sentences))
    try n.step("Where does it look now?", "Para onde ela olha agora?")
    n.say(
      "Measured on \(sentences.count) questions about pairs that were never seen together:",
      "Medido em \(sentences.count) perguntas sobre pares nunca vistos juntos:")
    var table = Table(
      .left(""), .right(n.language.text("before", "antes")),
      .right(n.language.text("after", "depois")))
    table.addRow(
      n.language.text("right answers", "respostas certas"), n.percent(before.accuracy),
      n.percent(after.accuracy))
    table.addRow(
      n.language.text("weight on the right word", "peso na palavra certa"),
      n.percent(before.weight), n.percent(after.weight))
    n.show(table)
    if after.weight > before.weight + 0.1 {
      n.say(
        "The projections have learned what to look for: the weight on the right word went from "
          + "\(n.percent(before.weight)) to \(n.percent(after.weight)).",
        "As projeções aprenderam o que procurar: o peso na palavra certa foi de "
          + "\(n.percent(before.weight)) para \(n.percent(after.weight)).")
    } else {
      n.say(
        "In this run the head has not learned where to look.",
        "Nesta execução a cabeça não aprendeu para onde olhar.")
    }
    for asksWho in [true, false] {
      let sentence = task.sentence(name: 0, deed: 0, thing: 1, asksWho: asksWho)
      let weights = trained.weights(sentence.input)
      let labels = sentence.input.map { task.words[$0] }
      n.emptyLine()
      n.block(task.text(sentence))
      n.bars(
        labels.indices.map { (labels[$0], Double(weights[labels.count - 1, $0])) }, greatest: 1)
    }
    n.say(
      "The same words, the same head: only the query of the last token differs.",
      "As mesmas palavras, a mesma cabeça: só muda a consulta do último token.")
  }

  private func tellPicture(_ reader: Reader, _ task: QuestionTask, _ n: Narrator) throws {
    try n.step("The heat map", "O mapa de calor")
    n.say(
      "Each row is a token that looks, each column one that is looked at. The upper half is empty: "
        + "the future. Only the last row was trained for something; what the others look at does not "
        + "matter here.",
      "Cada linha é um token que olha, cada coluna um que é olhado. A metade de cima é vazia: o futuro. "
        + "Só a última linha foi treinada para algo; para onde as outras olham não importa aqui.")
    for asksWho in [true, false] {
      let sentence = task.sentence(name: 0, deed: 0, thing: 1, asksWho: asksWho)
      let weights = reader.weights(sentence.input)
      let labels = sentence.input.map { task.words[$0] }
      var map = HeatMap(
        title: n.language.text("Who looks at whom", "Quem olha para quem"),
        rowTitle: n.language.text("query: who looks", "consulta: quem olha"),
        columnTitle: n.language.text("key: who is looked at", "chave: quem é olhado"),
        rowLabels: labels, columnLabels: labels,
        values: labels.indices.map { row in
          labels.indices.map { $0 > row ? .nan : Double(weights[row, $0]) }
        })
      map.language = n.language
      n.draw(map)
      try n.picture(
        map, part: asksWho ? n.language.text("who", "quem") : n.language.text("what", "que"))
    }
  }
}
