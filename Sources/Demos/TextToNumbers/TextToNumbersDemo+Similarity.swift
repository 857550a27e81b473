import Charts
import Console
import CourseKit
import Narration
import TokenizationSolution

extension TextToNumbersDemo {
  /// Steps 10 and 11.
  func tellSimilarity(_ documents: [String], _ n: Narrator) throws {
    let space = NeighbourVectors(documents)
    let words =
      n.language == .english
      ? [
        " Anna", " Leo", " Laura", " park", " market", " garden", " found", " bought", " painted",
        " Monday", " Friday",
      ]
      : [
        " Ana", " Pedro", " Júlia", " parque", " mercado", " jardim", " trouxe", " comprou",
        " pintou",
        " segunda", " sexta",
      ]
    let known = words.filter { space.knows($0) }
    let labels = known.map { Narrator.visible($0) }
    let values = known.map { a in known.map { b in space.cosine(a, b) } }
    try n.step("Close words, close vectors", "Palavras próximas, vetores próximos")
    n.say(
      "What would good vectors be like? A word is known by its neighbours. If the vector of a word "
        + "simply counts what stands before and after it, words that are used alike point the same "
        + "way. The cosine measures that: 1 is the same direction, 0 nothing in common.",
      "Como seriam bons vetores? Uma palavra se conhece pelos vizinhos. Se o vetor de uma palavra só "
        + "conta o que vem antes e depois dela, palavras de uso parecido apontam para o mesmo lado. O "
        + "cosseno mede isso: 1 é a mesma direção, 0 é nada em comum.")
    var table = Table(
      .left(n.language.text("word", "palavra")),
      .left(n.language.text("closest words, by cosine", "palavras mais próximas, pelo cosseno")))
    for word in known where words.firstIndex(of: word)! % 3 == 0 {
      table.addRow(
        Narrator.visible(word),
        space.closest(to: word, count: 4)
          .map { "\(Narrator.visible($0.word)) \(n.number($0.cosine, 2))" }
          .joined(separator: n.language.text(", ", "; ")))
    }
    n.show(table)

    try n.step("A map of likeness", "Um mapa de semelhança")
    n.say(
      "Nobody told the counts what a name, a place or a deed is. Training finds vectors of this kind, "
        + "and far better ones.",
      "Ninguém contou às contagens o que é um nome, um lugar ou uma ação. O treino acha vetores "
        + "desse tipo, e bem melhores.")
    var map = HeatMap(
      title: n.language.text("Cosine between words", "Cosseno entre palavras"),
      rowLabels: labels, columnLabels: labels, values: values)
    map.language = n.language
    n.draw(map)
    try n.picture(map)
  }
}

/// A vector for every word of some texts: how often each other word occurs directly before and
/// directly after it. Square roots of the frequencies keep frequent neighbours from drowning out
/// the rest.
private struct NeighbourVectors {
  private let tokenizer: WordTokenizer
  private var vectors: [[Float]]
  private var counts: [Int]

  init(_ documents: [String]) {
    tokenizer = WordTokenizer(text: documents.joined(separator: "\n"))
    let size = tokenizer.vocabularySize
    vectors = [[Float]](repeating: [Float](repeating: 0, count: 2 * size), count: size)
    counts = [Int](repeating: 0, count: size)
    for ids in documents.map(tokenizer.encode) {
      for id in ids { counts[id] += 1 }
      for (before, after) in zip(ids, ids.dropFirst()) {
        vectors[before][after] += 1
        vectors[after][size + before] += 1
      }
    }
    for id in vectors.indices {
      let norm = vectors[id].reduce(0, +).squareRoot()
      if norm > 0 { vectors[id] = vectors[id].map { $0.squareRoot() / norm } }
    }
  }

  func knows(_ word: String) -> Bool { tokenizer.vocabulary.id(of: word) != 0 }

  /// The cosine similarity of two words. The vectors have length 1, so it is their dot product.
  func cosine(_ a: String, _ b: String) -> Double {
    cosine(tokenizer.vocabulary.id(of: a), tokenizer.vocabulary.id(of: b))
  }

  private func cosine(_ a: Int, _ b: Int) -> Double {
    zip(vectors[a], vectors[b]).reduce(0.0) { $0 + Double($1.0 * $1.1) }
  }

  /// The closest words among those that occur at least ten times: for rarer ones the counts say
  /// little.
  func closest(to word: String, count: Int) -> [(word: String, cosine: Double)] {
    let id = tokenizer.vocabulary.id(of: word)
    return vectors.indices.filter { $0 != id && counts[$0] >= 10 }
      .map { (word: tokenizer.vocabulary.word(of: $0), cosine: cosine(id, $0)) }
      .sorted { ($0.cosine, $1.word) > ($1.cosine, $0.word) }
      .prefix(count).map { $0 }
  }
}
