import Attention
import Grading
import Tensors
import Testing

/// The three tokens of chapter 3: "the cat slept".
private let query = Tensor(rows: [[0, 1, 1, 0], [1, 0, 1, 0], [2, 0, 1, 0]])
private let key = Tensor(rows: [[0, 1, 0, 1], [2, 1, 0, 0], [0, 0, 2, 0]])
private let value = Tensor(rows: [[1, 0], [0, 1], [1, 1]])
private let upstream = Tensor(rows: [[1, 1], [0, 1], [1, 0]])

@Suite struct WorkedExampleTests {
  @Test func `the forward pass of chapter 3's example is what the code computes`() throws {
    let products = matmul(query, key.transposed)
    let scores = matmul(query, key.transposed, scaledBy: 0.5)
    let masked = Attention::causalMask(scores)
    let weights = Attention::softmax(masked)
    let contexts = Attention::contextVectors(weights: weights, values: value.matrix)
    let together = Attention::attentionWeights(query: query.matrix, key: key.matrix)
    #expect(difference(between: together, and: weights) == nil)

    var numbers = [PrintedNumber(Int(products[2, 1]))]
    for i in 0..<3 {
      // A row's largest score has the exponential 1, so its weight is 1 / sum.
      let largest = (0...i).map { weights[i, $0] }.max()!
      let exponentials = (0...i).map { Double(weights[i, $0] / largest) }
      numbers += exponentials.filter { $0 < 1 }.map { PrintedNumber($0, decimals: 3) }
      numbers.append(PrintedNumber(Double(1 / largest), decimals: 3))
      numbers += printed(weights, row: i, columns: 0..<i + 1, decimals: 3)
    }
    numbers += printed(weights, row: 2, columns: 1..<3, decimals: 3)
    numbers += printed(weights, row: 2, columns: 0..<3, decimals: 3)
    for i in 0..<3 { numbers += printed(contexts, row: i, columns: 0..<2, decimals: 3) }
    for i in 0..<3 {
      numbers += printed(scores, row: i, columns: 0..<3, decimals: 1)
      numbers += printed(masked, row: i, columns: 0..<i + 1, decimals: 1)
    }
    for i in 0..<3 {
      numbers += (0..<3).map { PrintedNumber(Int(products[i, $0])) }
      numbers += printed(scores, row: i, columns: 0..<3, decimals: 1)
    }
    try expectInChapter(3, numbers)
  }

  @Test func `the backward pass of chapter 3's example is what the code computes`() throws {
    let weights = Attention::attentionWeights(query: query.matrix, key: key.matrix)
    let (_, pullback) = Attention::scaledDotProductAttentionWithPullback(
      query: query.matrix, key: key.matrix, value: value.matrix)
    let gradient = pullback(upstream)
    let weightsGradient = matmul(upstream, value.transposed)
    let scoresGradient = Attention::softmaxPullback(weights: weights, upstream: weightsGradient)

    var numbers = (0..<3).map { PrintedNumber(Double(weights[$0, 0]), decimals: 3) }
    for j in 0..<3 { numbers += printed(gradient.value, row: j, columns: 0..<2, decimals: 3) }
    for i in 0..<3 {
      numbers += (0..<3).map { PrintedNumber(Int(weightsGradient[i, $0])) }
      let sum = (0..<3).reduce(0.0) { $0 + Double(weights[i, $1] * weightsGradient[i, $1]) }
      numbers.append(PrintedNumber(sum, decimals: 3))
      numbers += printedNotZero(scoresGradient, row: i)
    }
    numbers += (0..<3).map { PrintedNumber(abs(Double(scoresGradient[2, $0])), decimals: 3) }
    for i in 0..<3 {
      numbers += printedNotZero(gradient.query, row: i)
      numbers += printedNotZero(gradient.key, row: i)
    }

    // One number of the query, raised by a tenth.
    var raised = query
    raised[2, 0] += 0.1
    let raisedWeights = Attention::attentionWeights(query: raised.matrix, key: key.matrix)
    let before = Double(1 - weights[2, 1])
    let after = Double(1 - raisedWeights[2, 1])
    numbers += printed(raisedWeights, row: 2, columns: 0..<3, decimals: 4)
    numbers.append(PrintedNumber(before, decimals: 4))
    numbers += printed(raisedWeights, row: 2, columns: 1..<2, decimals: 4)
    numbers += [
      PrintedNumber(after, decimals: 4), PrintedNumber(after - before, decimals: 4),
      PrintedNumber((after - before) / 0.1, decimals: 3),
    ]
    numbers += printed(gradient.query, row: 2, columns: 0..<1, decimals: 3)
    try expectInChapter(3, numbers)
  }

  @Test func `dropout and heads in chapter 3's example are what the code computes`() throws {
    let factors = Tensor(rows: [[1, 0, 0], [1, 1, 0], [1 / (1 - 0.2), 0, 1 / (1 - 0.2)]])
    let weights = Attention::attentionWeights(query: query.matrix, key: key.matrix)
    let (contexts, _) = Attention::scaledDotProductAttentionWithPullback(
      query: query.matrix, key: key.matrix, value: value.matrix
    ) { weights in (weights * factors, { $0 * factors }) }
    let kept = weights * factors
    let weightsGradient = matmul(upstream, value.transposed) * factors
    let scoresGradient = Attention::softmaxPullback(weights: weights, upstream: weightsGradient)
    let sum = PrintedNumber(Double(kept[2, 0] + kept[2, 2]), decimals: 4)

    var numbers = printed(weights, row: 2, columns: 0..<3, decimals: 4)
    numbers += [factors[2, 0], factors[2, 2]].map { PrintedNumber(Double($0), decimals: 2) }
    numbers += [kept[2, 0], kept[2, 2]].map { PrintedNumber(Double($0), decimals: 4) }
    numbers.append(sum)
    numbers += printed(contexts, row: 2, columns: 0..<2, decimals: 4)
    numbers += [weightsGradient[2, 0], weightsGradient[2, 2]].map {
      PrintedNumber(Double($0), decimals: 2)
    }
    numbers.append(sum)
    numbers += printed(scoresGradient, row: 2, columns: 0..<3, decimals: 3)

    let x = Tensor([1, 2, 3, 4, 5, 6, 7, 8], shape: [1, 2, 4])
    let heads = Attention::splitHeads(x, headCount: 2)
    for token in 0..<2 {
      numbers += (0..<4).map { PrintedNumber(Int(x[0, token, $0])) }
      for head in heads { numbers += (0..<2).map { PrintedNumber(Int(head[token, $0])) } }
    }
    try expectInChapter(3, numbers)
  }
}

private func printed(
  _ x: Tensor, row: Int, columns: Range<Int>, decimals: Int
) -> [PrintedNumber] {
  columns.map { PrintedNumber(Double(x[row, $0]), decimals: decimals) }
}

/// The numbers of a row to three decimals, but those that are 0.
private func printedNotZero(_ x: Tensor, row: Int) -> [PrintedNumber] {
  (0..<x.columnCount).filter { abs(x[row, $0]) > 1e-6 }
    .map { PrintedNumber(Double(x[row, $0]), decimals: 3) }
}
