import AttentionSolution
import Charts
import Console
import Corpora
import CourseKit
import Foundation
import FoundationsSolution
import Narration
import Tensors
import TokenizationSolution

/// Chapter 3: the attention of a six-token sentence, number by number, and then the effect of
/// training on it.
struct AttentionDemo: Demo {
  let chapter = 3
  let summary = Text(
    "The attention of a six-token sentence, first untrained, then trained",
    "A atenção de uma frase de seis tokens, primeiro sem treino, depois treinada")
  let questions = [
    Text(
      "Change the seed: does the trained head still look at the right word? And the untrained maps?",
      "Mude a semente: a cabeça treinada ainda olha para a palavra certa? E os mapas sem treino?"),
    Text(
      "In step 6 the first row is 1, 0, 0, 0, 0, 0. Could training ever change that?",
      "No passo 6 a primeira linha é 1, 0, 0, 0, 0, 0. O treino poderia mudar isso?"),
    Text(
      "Swap two words before the question: which rows of the weights in step 6 get other numbers, and "
        + "does the last one? What is missing here that chapter 2 had?",
      "Troque duas palavras antes da pergunta: que linhas dos pesos do passo 6 ganham outros números? E "
        + "a última? O que falta aqui que o capítulo 2 tinha?"),
  ]

  private static let width = 8

  func run(_ n: Narrator) throws {
    let task = QuestionTask(n.language)
    let sentence = task.sentence(name: 0, deed: 0, thing: 1, asksWho: true)
    let labels = sentence.input.map { task.words[$0] }
    var generator = n.generator()
    let embedding = Embedding(
      count: task.words.count, width: Self.width, standardDeviation: 0.5, using: &generator)
    let x = try tellVectors(sentence.input, labels, embedding, n)
    try tellAverage(x, labels, n)
    let projections = try tellProjections(x, labels, &generator, n)
    let weights = try tellWeights(projections, labels, n)
    try tellContexts(weights, projections, labels, n)
    try tellDropout(weights, labels, &generator, n)
    try tellHeads(projections, labels, n)
    try tellTraining(task, n)
  }

  private func tellVectors(
    _ ids: [Int], _ labels: [String], _ embedding: Embedding, _ n: Narrator
  ) throws -> Tensor {
    let x = embedding(TokenBatch(ids)).reshaped(to: [ids.count, Self.width])
    try n.step("Six tokens become vectors", "Seis tokens viram vetores")
    n.say(
      "A short passage and a question. Chapter 2 has turned each token into a vector of eight elements, "
        + "still random.",
      "Uma passagem curta e uma pergunta. O capítulo 2 transformou cada token num vetor de oito "
        + "elementos, ainda aleatórios.")
    n.tokens(labels, ids: ids)
    n.show("x", x, rows: labels, decimals: 2)
    n.say(
      "The last token must find out who it was. But its vector knows nothing of the others: a layer "
        + "that works row by row cannot bring them together.",
      "O último token precisa descobrir quem foi. Mas o vetor dele não sabe nada dos outros: uma "
        + "camada que trabalha linha por linha não consegue juntá-los.")
    return x
  }

  /// Steps 2 and 3: the dot product as a score, softmax, and a context vector, without any learned
  /// weights.
  private func tellAverage(_ x: Tensor, _ labels: [String], _ n: Narrator) throws {
    let scores = matmul(x, x.transposed)
    let last = labels.count - 1
    try n.step("A score for every pair", "Um score para cada par")
    n.say(
      "How well do two vectors fit? Multiply them element by element and add up: the dot product. All "
        + "pairs at once are one matrix product, x · xᵀ.",
      "Quanto dois vetores combinam? Multiplique elemento por elemento e some: o produto escalar. Todos os "
        + "pares de uma vez são um produto de matrizes, x · xᵀ.")
    n.emptyLine()
    n.block("\(x.shape) · [\(Self.width), \(labels.count)]  →  \(scores.shape)")
    n.show("x · xᵀ", scores, rows: labels, columns: labels, decimals: 2)
    let terms = (0..<3).map { column in
      "\(n.number(x[last, column], 2)) · \(n.number(x[0, column], 2))"
    }
    n.block(
      "\(labels[last]) · \(labels[0]) = " + terms.joined(separator: " + ") + " + …"
        + " = \(n.number(scores[last, 0], 2))")

    let weights = softmax(scores)
    try n.step("Scores become weights", "Scores viram pesos")
    n.say(
      "Softmax makes every row positive, with the sum 1. Row \(labels[last]):",
      "O softmax deixa cada linha positiva e com soma 1. A linha \(labels[last]):")
    n.bars(labels.indices.map { (labels[$0], Double(weights[last, $0])) }, greatest: 1)
    let context = contextVectors(weights: weights, values: x.matrix)
    n.say(
      "The context vector is the average of all six under these weights. Its first element:",
      "O vetor de contexto é a média dos seis com esses pesos. O primeiro elemento dele:")
    n.emptyLine()
    let parts = labels.indices.map {
      "\(n.number(weights[last, $0], 2)) · \(n.number(x[$0, 0], 2))"
    }
    n.block(parts.joined(separator: " + ") + " = \(n.number(context[last, 0], 2))")
    n.emptyLine()
    let best = labels.indices.max { weights[last, $0] < weights[last, $1] }!
    let share = n.percent(weights[last, best])
    if best == last {
      n.say(
        "The token gives itself most, \(share). A vector fits itself: of its own accord a token listens "
          + "to what is like it, not to what it needs.",
        "O token dá mais a si mesmo, \(share). Um vetor combina consigo: por conta própria um token "
          + "ouve o que se parece com ele, não o que ele precisa.")
    } else {
      n.say(
        "The token gives most to \(labels[best]), \(share): their random vectors happen to be alike. "
          + "Likeness alone does not find what a token needs.",
        "O token dá mais a \(labels[best]), \(share): por acaso os vetores aleatórios se parecem. "
          + "Só a semelhança não acha o que um token precisa.")
    }
  }

  /// Query, key and value of one head of the same width as the vectors.
  private struct Projections {
    let query: Tensor
    let key: Tensor
    let value: Tensor
  }

  private func tellProjections(
    _ x: Tensor, _ labels: [String], _ generator: inout SeededGenerator, _ n: Narrator
  ) throws -> Projections {
    let width = Self.width
    let layers = (0..<3).map { _ in
      Linear(
        from: width, to: width, standardDeviation: 2 / Float(width).squareRoot(),
        using: &generator)
    }
    let projections = Projections(
      query: layers[0](x), key: layers[1](x), value: layers[2](x))
    try n.step("Query, key, value", "Consulta, chave e valor")
    n.say(
      "So each token gets three vectors from three linear layers that training can change: the query "
        + "says what it looks for, the key what it offers to be found by, the value what it gives.",
      "Por isso cada token ganha três vetores, de três camadas lineares que o treino pode mudar: a "
        + "consulta (query) diz o que ele procura; a chave (key), o que ele oferece para ser achado; o valor "
        + "(value), o que ele entrega."
    )
    n.emptyLine()
    for (name, layer) in zip(["q", "k", "v"], layers) {
      n.block(
        "\(name) = x \(x.shape) · W_\(name) \(layer.weight.shape) + b_\(name) "
          + "\(layer.bias.shape)  →  \(x.shape)")
    }
    n.show("q", projections.query, rows: labels, decimals: 2)
    n.show("k", projections.key, rows: labels, decimals: 2)
    return projections
  }

  /// Steps 5 and 6.
  private func tellWeights(
    _ projections: Projections, _ labels: [String], _ n: Narrator
  ) throws -> Tensor {
    let (query, key) = (projections.query, projections.key)
    let products = matmul(query, key.transposed)
    let scale = 1 / Float(Self.width).squareRoot()
    let scores = scale * products
    let last = labels.count - 1
    try n.step("Scores, scaled by 1/√d", "Scores, divididos por √d")
    n.say(
      "Now query meets key. The longer the vectors, the larger the sums; large scores make softmax "
        + "choose one token and forget the rest. Dividing by √\(Self.width) = "
        + "\(n.number(1 / scale)) keeps them in measure.",
      "Agora a consulta encontra a chave. Quanto mais longos os vetores, maiores as somas; scores grandes "
        + "fazem o softmax escolher um token e esquecer o resto. Dividir por √\(Self.width) = "
        + "\(n.number(1 / scale)) os mantém na medida.")
    n.show("q · kᵀ / √d", scores, rows: labels, columns: labels, decimals: 2)
    let (plain, scaled) = (softmax(products), softmax(scores))
    func greatest(_ weights: Tensor) -> Double {
      (0...last).map { Double(weights[last, $0]) }.max()!
    }
    n.say(
      "The greatest weight of row \(labels[last]): \(n.number(greatest(plain))) without 1/√d, "
        + "\(n.number(greatest(scaled))) with it.",
      "O maior peso da linha \(labels[last]): \(n.number(greatest(plain))) sem 1/√d, "
        + "\(n.number(greatest(scaled))) com ele.")

    let masked = causalMask(scores)
    let weights = softmax(masked)
    try n.step("The future is hidden", "O futuro fica escondido")
    n.say(
      "A GPT has to predict the next token, so none may look ahead. Scores of later tokens become -∞, "
        + "and softmax turns that into exactly 0.",
      "Um GPT deve prever o próximo token, então ninguém pode olhar adiante. Os scores dos tokens "
        + "seguintes viram -∞, e o softmax faz disso exatamente 0.")
    n.show(
      n.language.text("masked scores", "scores com máscara"), masked, rows: labels,
      columns: labels, decimals: 2)
    n.show(n.language.text("weights", "pesos"), weights, rows: labels, columns: labels)
    let sums = (0...last).map { row in (0...last).reduce(Float(0)) { $0 + weights[row, $1] } }
    n.block(
      n.language.text("sums of the rows: ", "somas das linhas: ")
        + sums.map { n.number($0) }.joined(separator: "  "))
    return weights
  }

  private func tellContexts(
    _ weights: Tensor, _ projections: Projections, _ labels: [String], _ n: Narrator
  ) throws {
    let context = scaledDotProductAttention(
      query: projections.query.matrix, key: projections.key.matrix,
      value: projections.value.matrix)
    try n.step("Values, averaged", "A média dos valores")
    n.say(
      "Each token's context is the average of the values under its row of weights. The first token "
        + "has only itself to look at, so its context is its own value.",
      "O contexto de cada token é a média dos valores com os pesos da sua linha. O primeiro token só tem "
        + "a si mesmo para olhar: o contexto dele é o próprio valor.")
    n.emptyLine()
    n.block("\(weights.shape) · \(projections.value.shape)  →  \(context.shape)")
    n.show("v", projections.value, rows: labels, decimals: 2)
    n.show(n.language.text("context", "contexto"), context, rows: labels, decimals: 2)
  }

  private func tellDropout(
    _ weights: Tensor, _ labels: [String], _ generator: inout SeededGenerator, _ n: Narrator
  ) throws {
    let rate: Float = 0.25
    let (kept, _) = dropout(weights, rate: rate, using: &generator)
    var (dropped, all) = (0, 0)
    for row in labels.indices {
      for column in 0...row {
        all += 1
        if kept[row, column] == 0 { dropped += 1 }
      }
    }
    try n.step("Dropout, only while training", "Dropout, só no treino")
    n.say(
      "In training each weight is dropped with probability \(n.number(rate, 2)), so that no token relies "
        + "on one other alone. Those that stay are divided by \(n.number(1 - rate, 2)), so that the "
        + "average stays as it was.",
      "No treino, cada peso é descartado com probabilidade \(n.number(rate, 2)), para nenhum token "
        + "depender de um só. Os que ficam são divididos por \(n.number(1 - rate, 2)), e assim a média "
        + "continua a mesma.")
    n.show(
      n.language.text("weights after dropout", "pesos depois do dropout"), kept, rows: labels,
      columns: labels, isHidden: { $1 > $0 })
    n.block(
      n.language.text(
        "\(dropped) of the \(all) weights were dropped in this draw.",
        "\(dropped) dos \(all) pesos foram descartados neste sorteio."))
  }

  private func tellHeads(_ projections: Projections, _ labels: [String], _ n: Narrator) throws {
    let shape: Shape = [1, labels.count, Self.width]
    let queries = splitHeads(projections.query.reshaped(to: shape), headCount: 2)
    let keys = splitHeads(projections.key.reshaped(to: shape), headCount: 2)
    try n.step("Several heads", "Várias cabeças")
    n.say(
      "One row of weights is one way of looking. So the columns are split: two heads of four columns "
        + "each attend on their own, and their contexts are put side by side again.",
      "Uma linha de pesos é um jeito de olhar. Por isso as colunas são divididas: duas cabeças de quatro "
        + "colunas prestam atenção cada uma por si, e os contextos voltam a ficar lado a lado.")
    n.emptyLine()
    n.block("\(shape)  →  2 × [\(labels.count), \(Self.width / 2)]")
    for head in 0..<2 {
      let weights = attentionWeights(query: queries[head], key: keys[head])
      n.show(
        n.language.text("weights of head \(head + 1)", "pesos da cabeça \(head + 1)"), weights,
        rows: labels, columns: labels, decimals: 2, isHidden: { $1 > $0 })
    }
  }
}
