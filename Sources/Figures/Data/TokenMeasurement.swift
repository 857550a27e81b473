import CourseKit
import PretrainingSolution
import Tensors
import TokenizationSolution
import TransformerSolution

/// Measures the tokens that figures show: ids, embeddings, nearest tokens, most likely next tokens.
struct TokenMeasurement {
  let tokens: FigureData.Tokens

  init(_ words: FigureWords, _ model: GPT, _ tokenizer: ByteLevelBPE) {
    func token(_ id: Int) -> FigureData.Tokens.Token {
      .init(text: tokenizer.decode([id]), id: id)
    }
    let ids = Array(0..<tokenizer.vocabularySize)
    let table = model.tokenEmbedding(TokenBatch(ids)).scalars.map(Double.init)
    let width = table.count / ids.count
    let rows = ids.map { Array(table[($0 * width)..<(($0 + 1) * width)]) }
    let lengths = rows.map { row -> Double in row.reduce(0) { $0 + $1 * $1 }.squareRoot() }

    let word = tokenizer.encode(words.mergedWord)[0]
    tokens = FigureData.Tokens(
      sentence: tokenizer.encode(words.sentence).map(token),
      roundTrip: tokenizer.encode(words.roundTrip).map(token), word: token(word),
      row: rows[word].map(rounded),
      neighbours: words.centres.map { centre in
        let id = tokenizer.encode(centre)[0]
        let cosines = rows.indices.map { other -> Double in
          var product = 0.0
          for (a, b) in zip(rows[id], rows[other]) { product += a * b }
          return product / (lengths[id] * lengths[other])
        }
        let nearest = rows.indices.filter { $0 != id }.sorted { cosines[$0] > cosines[$1] }
        return .init(
          token: token(id),
          nearest: nearest.prefix(4).map {
            .init(text: tokenizer.decode([$0]), cosine: rounded(cosines[$0]))
          })
      },
      answers: words.prompts.map { prompt in
        let probabilities = Decoding().probabilities(
          model.nextTokenLogits(after: tokenizer.encode(prompt)))
        let likeliest = probabilities.indices.max { probabilities[$0] < probabilities[$1] } ?? 0
        return .init(
          prompt: prompt, token: tokenizer.decode([likeliest]),
          probability: rounded(probabilities[likeliest]))
      })
  }
}
