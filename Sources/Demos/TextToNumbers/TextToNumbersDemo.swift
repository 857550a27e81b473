import Console
import Corpora
import CourseKit
import Foundation
import Narration
import Tensors
import TokenizationSolution

/// Chapter 2: from a sentence to the tensor that a GPT starts from.
struct TextToNumbersDemo: Demo {
  let chapter = 2
  let summary = Text(
    "From text to tokens, to numbers, to vectors that know their position",
    "Do texto a tokens, a números, a vetores que sabem a sua posição")
  let questions = [
    Text(
      "Change the seed. Do the first merges of step 5 change? Do the embeddings of step 8?",
      "Mude a semente. Os primeiros merges do passo 5 mudam? E os embeddings do passo 8?"),
    Text(
      "In step 6, how many tokens can a text have at most, however little was learned?",
      "No passo 6, quantos tokens um texto pode ter no máximo, por menos que se tenha aprendido?"),
    Text(
      "With a stride of 1, how often is each token a target in step 7? What does that cost?",
      "Com passo (stride) 1, quantas vezes cada token é alvo no passo 7? Quanto isso custa?"),
  ]

  func run(_ n: Narrator) throws {
    let sentence = n.language.text(
      "The cat saw the kite and the dog saw the cat.",
      "O gato viu a pipa e o cachorro viu o gato.")
    let tokenizer = try tellWords(sentence, n)
    let documents = SmallWorld(language: n.language, seed: n.seed)
      .stories(400, split: .training).map(\.text)
    let unknown = n.language.text("The kitten unwrapped it.", "O gatinho desembrulhou.")
    try tellUnknown(unknown, tokenizer, n)
    try tellBytes(n)
    let merges = try tellMerges(documents, n)
    try tellEncoding(unknown, merges, n)
    let ids = tokenizer.encode(sentence)
    try tellWindows(ids, tokenizer, n)
    try tellEmbedding(ids, tokenizer, n)
    try tellSimilarity(documents, n)
  }

  /// Steps 1 and 2.
  private func tellWords(_ sentence: String, _ n: Narrator) throws -> WordTokenizer {
    let words = splitWords(sentence).map(String.init)
    let tokenizer = WordTokenizer(text: sentence)
    try n.step("Cut the text into words", "Cortar o texto em palavras")
    n.say(
      "A network multiplies and adds; it cannot read. First the text is cut up. The space, ␣, stays "
        + "with the word after it, so that nothing is lost.",
      "Uma rede multiplica e soma; não sabe ler. Primeiro o texto é cortado. O espaço, ␣, fica com a "
        + "palavra seguinte, para nada se perder.")
    n.emptyLine()
    n.block("“\(sentence)”")
    n.tokens(words)
    n.block(
      "\(words.count) " + n.language.text("words", "palavras") + ", "
        + "\(Set(words).count) " + n.language.text("of them different", "delas diferentes"))

    try n.step("Each word gets a number", "Cada palavra ganha um número")
    n.say(
      "The vocabulary numbers the words in the order in which they appear. Equal words get equal "
        + "numbers; number 0 is kept for what is unknown.",
      "O vocabulário numera as palavras na ordem em que aparecem. Palavras iguais, números iguais; o "
        + "0 fica reservado para o desconhecido.")
    n.tokens(words, ids: tokenizer.encode(sentence))
    let decoded = tokenizer.decode(tokenizer.encode(sentence))
    n.block(n.language.text("decoded: ", "decodificado: ") + "“\(decoded)”")
    n.block(
      decoded == sentence
        ? n.language.text("That is the sentence again.", "É a frase de novo.")
        : n.language.text("That is another sentence.", "É outra frase."))
    return tokenizer
  }

  private func tellUnknown(_ text: String, _ tokenizer: WordTokenizer, _ n: Narrator) throws {
    let ids = tokenizer.encode(text)
    try n.step("A word it has not met is lost", "Uma palavra nova se perde")
    n.tokens(splitWords(text).map(String.init), ids: ids)
    n.block(n.language.text("decoded: ", "decodificado: ") + "“\(tokenizer.decode(ids))”")
    n.emptyLine()
    n.say(
      "\(ids.count { $0 == 0 }) of \(ids.count) words became \(Vocabulary.unknown). No list of words "
        + "is ever complete: names, forms, typing errors.",
      "\(ids.count { $0 == 0 }) de \(ids.count) palavras viraram \(Vocabulary.unknown). Nenhuma lista de "
        + "palavras é completa: nomes, formas, erros de digitação.")
  }

  private func tellBytes(_ n: Narrator) throws {
    let words = n.language == .english ? ["cat", "café"] : ["gato", "pão"]
    try n.step("Bytes never fail", "Bytes nunca falham")
    n.say(
      "Every text is bytes, and there are only 256 of them. An accent takes two. But a token of one "
        + "byte says little, and texts become long.",
      "Todo texto é feito de bytes, e eles são só 256. Um acento ocupa dois. Mas um token de um byte "
        + "diz pouco, e os textos ficam longos.")
    n.emptyLine()
    for word in words {
      n.block("\(word)  →  " + word.utf8.map { String($0) }.joined(separator: " "))
    }
  }

  private func tellMerges(_ documents: [String], _ n: Narrator) throws -> [TokenPair] {
    let words = countWords(in: documents)
    let merges = learnMerges(from: words, count: 1000)
    let tokens = ByteLevelBPE(merges: merges, specialTokens: [])
    func name(_ id: Int) -> String {
      Narrator.visible(String(decoding: tokens.bytes(of: id), as: UTF8.self))
    }
    try n.step("Merge what often stands together", "Juntar o que aparece junto")
    n.say(
      "Byte pair encoding begins with the bytes. It counts all neighbours in \(n.number(documents.count)) "
        + "stories, makes the most frequent pair a new token, and counts again.",
      "O byte pair encoding começa com os bytes. Conta todos os vizinhos em \(n.number(documents.count)) "
        + "histórias, faz do par mais frequente um token novo e conta de novo.")
    var table = Table(
      .left(n.language.text("pair", "par")), .right(n.language.text("times", "vezes")),
      .left(n.language.text("new token", "token novo")), .right("id"))
    var current = words
    for (rank, pair) in merges.prefix(10).enumerated() {
      let id = 256 + rank
      table.addRow(
        "\(name(pair.left)) + \(name(pair.right))", n.number(countPairs(in: current)[pair] ?? 0),
        name(id), "\(id)")
      for index in current.indices {
        current[index].ids = merging(pair, into: id, in: current[index].ids)
      }
    }
    n.show(table)
    let later = [99, 299, 599, 999].filter { $0 < merges.count }
    n.say(
      "Further on: "
        + later.map { "number \($0 + 1) is \(name(256 + $0))" }.joined(separator: ", ") + ".",
      "Mais adiante: "
        + later.map { "o de número \($0 + 1) é \(name(256 + $0))" }.joined(separator: ", ") + ".")
    return merges
  }

  private func tellEncoding(_ text: String, _ merges: [TokenPair], _ n: Narrator) throws {
    try n.step("Nothing is unknown any more", "Nada mais é desconhecido")
    n.say(
      "The sentence that was lost in step 3, with more and more merges. What is frequent becomes "
        + "whole words, what is rare stays in pieces, and decoding always gives the text again.",
      "A frase que se perdeu no passo 3, com cada vez mais merges. O frequente vira palavra inteira, "
        + "o raro fica em pedaços, e decodificar sempre devolve o texto.")
    var isLossless = true
    for count in [0, 50, 200, 1000] {
      let bpe = ByteLevelBPE(merges: Array(merges.prefix(count)), specialTokens: [])
      let ids = bpe.encode(text)
      isLossless = isLossless && bpe.decode(ids) == text
      n.emptyLine()
      n.block(
        "\(n.number(count)) " + n.language.text("merges, ", "merges, ")
          + "\(ids.count) tokens")
      n.tokens(ids.map { String(decoding: bpe.bytes(of: $0), as: UTF8.self) }, ids: ids)
    }
    n.block(
      isLossless
        ? n.language.text(
          "All four decode to “\(text)”", "Os quatro decodificam para “\(text)”")
        : n.language.text("Not all of them decode to it.", "Nem todos decodificam para ela."))
  }

  private func tellWindows(_ ids: [Int], _ tokenizer: WordTokenizer, _ n: Narrator) throws {
    let length = 4
    try n.step("Windows: the text is its own teacher", "Janelas: o texto ensina a si mesmo")
    n.say(
      "A model sees a few tokens at a time and has to say the next. So a window of the text is the "
        + "question, and the same window one position further is the answer.",
      "Um modelo vê alguns tokens por vez e deve dizer o próximo. Então uma janela do texto é a "
        + "pergunta, e a mesma janela uma casa adiante é a resposta.")
    func words(_ ids: ArraySlice<Int>) -> String {
      ids.map { Narrator.visible(tokenizer.decode([$0])) }.joined(separator: " ")
    }
    for stride in [length, 1] {
      let windows = slidingWindows(over: ids, contextLength: length, stride: stride)
      n.emptyLine()
      n.block("stride \(stride): \(windows.count) " + n.language.text("windows", "janelas"))
      var table = Table(
        .left(n.language.text("input", "entrada")), .left(n.language.text("target", "alvo")),
        .left("ids"))
      for window in windows.prefix(3) {
        table.addRow(
          words(window.input), words(window.target),
          "\(Array(window.input)) → \(Array(window.target))")
      }
      n.show(table)
    }
  }

  /// Steps 8 and 9.
  private func tellEmbedding(_ ids: [Int], _ tokenizer: WordTokenizer, _ n: Narrator) throws {
    let width = 6
    var generator = n.generator()
    let embedding = Embedding(
      count: tokenizer.vocabularySize, width: width, standardDeviation: 1, using: &generator)
    let positions = PositionEmbedding(
      contextLength: ids.count, width: width, standardDeviation: 0.5, using: &generator)
    let some = Array(ids.prefix(5))
    let labels = some.map { Narrator.visible(tokenizer.decode([$0])) }
    let batch = TokenBatch(some)
    let x = embedding(batch)

    try n.step("Each number becomes a vector", "Cada número vira um vetor")
    n.say(
      "Number 5 is not more than number 2, so a network cannot use the numbers themselves. Each is a "
        + "row of a table of weights, here \(embedding.weight.shape), random at first; training moves "
        + "the rows.",
      "O número 5 não vale mais que o 2, então a rede não pode usar os números em si. Cada um é uma "
        + "linha de uma tabela de pesos, aqui \(embedding.weight.shape), aleatória no início; o "
        + "treino move as linhas.")
    n.emptyLine()
    n.block(
      "ids \(some)  →  \(x.shape)  "
        + n.language.text(
          "(1 sequence, \(some.count) tokens, \(width) elements each)",
          "(1 sequência, \(some.count) tokens, \(width) elementos cada)"))
    n.show("x[0]", x.reshaped(to: [some.count, width]), rows: labels)

    let repeated = ids.indices.filter { ids[$0] == ids[2] }.prefix(2)
    let placed = positions(embedding(TokenBatch(ids)))
    try n.step("And the position is added", "E a posição é somada")
    n.say(
      "The same word has the same vector wherever it stands. So every position has a vector too, and it "
        + "is added.",
      "A mesma palavra tem o mesmo vetor onde quer que esteja. Por isso cada posição também tem um "
        + "vetor, e ele é somado.")
    let (a, b) = (repeated.first!, repeated.last!)
    let word = Narrator.visible(tokenizer.decode([ids[a]]))
    let pieces: [(String, [Float])] = [
      (word, (0..<width).map { embedding.weight[ids[a], $0] }),
      ("+ p\(a)", (0..<width).map { positions.weight[a, $0] }),
      ("= x\(a)", (0..<width).map { placed[0, a, $0] }),
      (word, (0..<width).map { embedding.weight[ids[b], $0] }),
      ("+ p\(b)", (0..<width).map { positions.weight[b, $0] }),
      ("= x\(b)", (0..<width).map { placed[0, b, $0] }),
    ]
    n.show(
      n.language.text("\(word) at \(a) and at \(b)", "\(word) em \(a) e em \(b)"),
      Tensor(rows: pieces.map(\.1)), rows: pieces.map(\.0))
    n.say(
      "This tensor, one vector for each token of the window, is what the first block of a GPT gets.",
      "Este tensor, um vetor para cada token da janela, é o que o primeiro bloco de um GPT recebe.")
  }
}
