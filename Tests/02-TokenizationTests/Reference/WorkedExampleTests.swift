import CourseKit
import Grading
import Tensors
import Testing
import TokenizationSolution

/// The numbers of "By hand" in chapter 2, computed by the reference.
struct WorkedExampleTests {
  private func whole(_ numbers: some Sequence<Int>) -> [PrintedNumber] {
    numbers.map { PrintedNumber($0) }
  }

  private func printed(_ tensor: Tensor, rows: [Int], decimals: Int) -> [PrintedNumber] {
    rows.flatMap { row in
      (0..<tensor.columnCount).map { column in
        PrintedNumber(
          Double(tensor[row * tensor.columnCount + column]), decimals: decimals)
      }
    }
  }

  @Test func `the example of chapter 2 is what the code computes`() throws {
    var numbers = whole("é".utf8.map(Int.init)) + whole("café".utf8.map(Int.init))
    numbers += merging()
    numbers += windows()
    numbers += embeddings()
    try expectInChapter(2, numbers)
  }

  /// Each step's counts, its new id and the tokens that are left; the words; a new word.
  private func merging() -> [PrintedNumber] {
    var words = [("banana", 3), ("cabana", 2)].map { word, count in
      TokenizationSolution::CountedWord(ids: word.utf8.map(Int.init), count: count)
    }
    let merges = TokenizationSolution::learnMerges(from: words, count: 4)
    var numbers = [PrintedNumber(words.reduce(0) { $0 + $1.ids.count * $1.count })]
    for (rank, pair) in merges.enumerated() {
      let counts = TokenizationSolution::countPairs(in: words)
      numbers += whole(counts.values.sorted(by: >))
      for position in words.indices {
        words[position].ids = TokenizationSolution::merging(
          pair, into: 256 + rank, in: words[position].ids)
      }
      numbers += whole([256 + rank, words.reduce(0) { $0 + $1.ids.count * $1.count }])
    }
    numbers += words.flatMap { whole($0.ids) }

    let bytes = "bananas".utf8.map { Int($0) }
    numbers += whole(bytes)
    for known in 1...merges.count {
      let tokenizer = TokenizationSolution::ByteLevelBPE(merges: Array(merges.prefix(known)))
      numbers += whole(tokenizer.encodeWord(Array("bananas".utf8)))
    }
    return numbers
  }

  private func windows() -> [PrintedNumber] {
    let text = [5, 8, 2, 9, 4, 7]
    let starts = TokenizationSolution::windowStarts(
      tokenCount: text.count, contextLength: 3, stride: 2)
    let windows = TokenizationSolution::slidingWindows(over: text, contextLength: 3, stride: 2)
    return whole(starts)
      + zip(starts, windows).flatMap { start, window in
        whole([start]) + whole(window.input) + whole(window.target)
      }
  }

  private func embeddings() -> [PrintedNumber] {
    let tokens = TokenizationSolution::Embedding(
      weight: Tensor(rows: [[1, 0], [0.5, -1], [0, 2], [-1, 1]]))
    let positions = TokenizationSolution::PositionEmbedding(
      weight: Tensor(rows: [[0.1, 0], [0, 0.1]]))
    let (vectors, tokenPullback) = tokens.withPullback(TokenBatch([[2, 0], [0, 2]]))
    let (sums, positionPullback) = positions.withPullback(vectors)
    let upstream = Tensor([1, 0.5, -1, 2, 0.25, -0.5, 3, 1], shape: [2, 2, 2])
    let (back, positionGradient) = positionPullback(upstream)
    let tokenGradient = tokenPullback(back).weight
    return printed(tokenGradient, rows: [0, 2], decimals: 2)
      + printed(tokenGradient, rows: [1], decimals: 0)
      + printed(sums, rows: [0, 1, 2, 3], decimals: 1)
      + printed(positionGradient.weight, rows: [0, 1], decimals: 2)
  }
}
