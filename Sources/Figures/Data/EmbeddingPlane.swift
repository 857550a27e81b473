import CourseKit
import Tensors
import TokenizationSolution
import TransformerSolution

/// The token embeddings of some words, projected onto their first two principal components.
///
/// The components are found by power iteration on the words' covariance.
struct EmbeddingPlane {
  let map: FigureData.EmbeddingMap

  init(_ categories: [[String]], _ model: GPT, _ tokenizer: ByteLevelBPE) {
    var words: [(text: String, category: Int, row: [Double])] = []
    for (category, texts) in categories.enumerated() {
      for text in texts {
        let tokens = tokenizer.encode(text)
        guard tokens.count == 1 else { continue }
        let row = model.tokenEmbedding(TokenBatch(tokens)).scalars.map(Double.init)
        words.append((text, category, row))
      }
    }
    let rows = EmbeddingPlane.centred(words.map(\.row))
    let total = rows.joined().reduce(0) { $0 + $1 * $1 }
    let first = EmbeddingPlane.mainDirection(rows)
    let rest = EmbeddingPlane.without(first, rows)
    let second = EmbeddingPlane.mainDirection(rest)
    let places = rows.map { (EmbeddingPlane.dot($0, first), EmbeddingPlane.dot($0, second)) }

    var nearest = [(text: String, cosine: Double)](repeating: ("", -1), count: words.count)
    for a in words.indices {
      for b in words.indices where b != a {
        let cosine = EmbeddingPlane.cosine(words[a].row, words[b].row)
        if cosine > nearest[a].cosine { nearest[a] = (words[b].text, cosine) }
      }
    }
    map = FigureData.EmbeddingMap(
      words: words.indices.map { index in
        .init(
          text: words[index].text.trimmingPrefix(" ").description, category: words[index].category,
          x: rounded(places[index].0), y: rounded(places[index].1),
          nearest: nearest[index].text.trimmingPrefix(" ").description,
          cosine: rounded(nearest[index].cosine))
      },
      explained: [places.map(\.0), places.map(\.1)].map { axis in
        rounded(axis.reduce(0) { $0 + $1 * $1 } / total)
      })
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private static func cosine(_ a: [Double], _ b: [Double]) -> Double {
    dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()
  }

  private static func centred(_ rows: [[Double]]) -> [[Double]] {
    let mean = rows[0].indices.map { column in
      rows.reduce(0) { $0 + $1[column] } / Double(rows.count)
    }
    return rows.map { zip($0, mean).map { $0 - $1 } }
  }

  /// The rows without their component along a direction.
  private static func without(_ direction: [Double], _ rows: [[Double]]) -> [[Double]] {
    rows.map { row in
      let share = dot(row, direction)
      return zip(row, direction).map { $0 - share * $1 }
    }
  }

  /// The unit vector v that maximizes ∑ (row · v)², with its sign chosen so that the first row's
  /// component is positive.
  private static func mainDirection(_ rows: [[Double]]) -> [Double] {
    var direction = rows[0].indices.map { 1 + Double($0 % 7) / 10 }
    for _ in 0..<500 {
      var next = [Double](repeating: 0, count: direction.count)
      for row in rows {
        let share = dot(row, direction)
        for column in row.indices { next[column] += share * row[column] }
      }
      let length = dot(next, next).squareRoot()
      direction = next.map { $0 / length }
    }
    return dot(rows[0], direction) < 0 ? direction.map { -$0 } : direction
  }
}
