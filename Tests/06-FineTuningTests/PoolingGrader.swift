import CourseKit
import FineTuning
import FineTuningSolution
import Grading
import Tensors
import Testing

/// The vectors of a batch, the number of real ones in each row, and the upstream gradient of the
/// texts' vectors.
struct PoolingInput: Sendable {
  /// `[batch, length, width]`
  let x: Tensor
  var lengths: [Int]
  /// "lastToken" or "mean".
  let pooling: String
  /// `[batch, width]`
  let upstream: Tensor
}

private func poolingEvidence(_ pooled: Tensor, _ again: Tensor, _ gradient: Tensor) -> [Evidence] {
  [
    Evidence(Text("the texts' vectors", "os vetores dos textos"), pooled),
    Evidence(
      Text("the output of poolWithPullback", "a saída de poolWithPullback"), again),
    Evidence(
      Text("the gradient of the tokens' vectors", "o gradiente dos vetores dos tokens"), gradient),
  ]
}

/// Pooling as a weighted sum over the positions of a text. Every kind of pooling is a choice of
/// weights, and so is every backward pass.
private struct WeightedPooling: Sendable {
  /// The weight of a position in a row of `length`, of which `count` are real.
  typealias Weight = @Sendable (_ position: Int, _ count: Int, _ length: Int) -> Float

  var last: Weight = { position, count, _ in position == count - 1 ? 1 : 0 }
  var mean: Weight = { position, count, _ in position < count ? 1 / Float(count) : 0 }
  /// The weights of the backward pass; nil if they are the same.
  var lastBackward: Weight? = nil
  var meanBackward: Weight? = nil
  var readsPadding = false

  func evidence(_ input: PoolingInput) -> [Evidence] {
    let isLast = input.pooling == "lastToken"
    let forward = isLast ? last : mean
    let backward = isLast ? lastBackward ?? last : meanBackward ?? mean
    let (length, width) = (input.x.shape[1], input.x.shape[2])
    var pooled = Tensor(zeros: [input.lengths.count, width])
    var gradient = Tensor(zeros: input.x.shape)
    for (text, count) in input.lengths.enumerated() {
      for position in 0..<length {
        let (weight, backWeight) = (
          forward(position, count, length), backward(position, count, length)
        )
        for i in 0..<width {
          if weight != 0 || readsPadding { pooled[text, i] += weight * input.x[text, position, i] }
          gradient[text, position, i] = backWeight * input.upstream[text, i]
        }
      }
    }
    return poolingEvidence(pooled, pooled, gradient)
  }
}

/// Mistakes in the forward pass.
private let forwardMistakes: [(name: Text, wrong: WeightedPooling)] = [
  (
    Text(
      "if the last position of the row is taken, be it padding",
      "quando se pega a última posição da linha, mesmo sendo padding"),
    WeightedPooling(last: { position, _, length in position == length - 1 ? 1 : 0 })
  ),
  (
    Text(
      "if the first token stands for the text: under a causal mask it has seen nothing else",
      "quando o primeiro token representa o texto: com a máscara causal ele não viu mais nada"),
    WeightedPooling(last: { position, _, _ in position == 0 ? 1 : 0 })
  ),
  (
    Text(
      "if the token before the last real one is taken",
      "quando se pega o token anterior ao último token real"),
    WeightedPooling(last: { position, count, _ in position == max(0, count - 2) ? 1 : 0 })
  ),
  (
    Text(
      "if the position after the last real token is taken",
      "quando se pega a posição depois do último token real"),
    WeightedPooling(last: { position, count, length in position == min(count, length - 1) ? 1 : 0 })
  ),
  (
    Text("if the mean takes in the padding", "quando a média inclui o padding"),
    WeightedPooling(mean: { _, _, length in 1 / Float(length) })
  ),
  (
    Text(
      "if the sum of the real tokens is divided by the row's length",
      "quando a soma dos tokens reais é dividida pelo comprimento da linha"),
    WeightedPooling(mean: { position, count, length in position < count ? 1 / Float(length) : 0 })
  ),
  (
    Text("if the sum is not divided at all", "quando a soma não é dividida por nada"),
    WeightedPooling(mean: { position, count, _ in position < count ? 1 : 0 })
  ),
]

let poolingGrader = Grader<PoolingInput>(
  "6.2",
  cases: { data in
    var cases: [Grader<PoolingInput>.Case] = []
    for (lengths, length) in [([2, 4, 3], 5), ([1, 1], 1), ([4, 2, 4, 1], 4)] {
      for pooling in ["lastToken", "mean"] {
        for isSpoilt in [false, true] where !isSpoilt || lengths[0] == 2 {
          let width = data.integer(in: 2...3)
          var x = data.tensor([lengths.count, length, width])
          if isSpoilt { for i in 0..<width { x[1, 4, i] = .nan } }
          let text = "[\(lengths.count), \(length), \(width)]"
          cases.append(
            .init(
              Text(
                "vectors of \(text), lengths \(lengths), pooling .\(pooling)"
                  + (isSpoilt ? ", NaN in the padding" : ""),
                "vetores de \(text), comprimentos \(lengths), pooling .\(pooling)"
                  + (isSpoilt ? ", NaN no padding" : "")),
              PoolingInput(
                x: x, lengths: lengths, pooling: pooling,
                upstream: data.upstream([lengths.count, width]))))
        }
      }
    }
    func add(
      _ english: String, _ portuguese: String, _ x: Tensor, _ lengths: [Int], _ pooling: String,
      upstream: Tensor? = nil
    ) {
      cases.append(
        .init(
          Text("\(english), pooling .\(pooling)", "\(portuguese), pooling .\(pooling)"),
          PoolingInput(
            x: x, lengths: lengths, pooling: pooling,
            upstream: upstream ?? data.upstream([lengths.count, x.shape[2]]))))
    }
    for pooling in ["lastToken", "mean"] {
      add(
        "the comment's example, vectors of [1, 3, 2]",
        "o exemplo do comentário, vetores de [1, 3, 2]",
        Tensor([1, 2, 3, 6, 9, 9], shape: [1, 3, 2]), [2], pooling,
        upstream: Tensor([1, -2], shape: [1, 2]))
      // Real tokens may be 0, as padding often is, and all may be negative.
      add(
        "vectors of [3, 3, 2], real ones of 0 among them and infinite padding",
        "vetores de [3, 3, 2], com reais iguais a 0 e padding infinito",
        Tensor(
          [-2, -3, 0, 0, .infinity, 7, 0, 0, 0, 0, 0, 0, -1, -5, -.infinity, 1, 3, .nan],
          shape: [3, 3, 2]), [2, 3, 1], pooling)
      add(
        "vectors of [9, 21, 37], lengths from 5 to 21",
        "vetores de [9, 21, 37], comprimentos de 5 a 21",
        data.upstream([9, 21, 37]), (0..<9).map { 21 - 2 * $0 }, pooling)
      add(
        "vectors of [2, 67, 2], lengths of 67 and 33",
        "vetores de [2, 67, 2], comprimentos 67 e 33",
        data.upstream([2, 67, 2]), [67, 33], pooling)
      add(
        "no text", "nenhum texto", Tensor(zeros: [0, 3, 2]), [], pooling)
    }
    return cases
  },
  expected: { input in
    let pooling = FineTuningSolution::Pooling(rawValue: input.pooling)!
    let (output, pullback) = FineTuningSolution::poolWithPullback(
      input.x, lengths: input.lengths, by: pooling)
    return poolingEvidence(
      FineTuningSolution::pool(input.x, lengths: input.lengths, by: pooling), output,
      repeatedly(pullback)(input.upstream))
  },
  misconceptions: forwardMistakes.flatMap { name, wrong in
    // The backward pass may contain the same mistake, or be right.
    [true, false].map { goesBackWrong in
      Grader<PoolingInput>.Misconception(name) { input in
        var pooling = wrong
        if !goesBackWrong {
          (pooling.lastBackward, pooling.meanBackward) = (
            WeightedPooling().last, WeightedPooling().mean
          )
        }
        return pooling.evidence(input)
      }
    }
  } + [
    .init(
      Text(
        "if in the mean's pullback each token gets the whole upstream gradient, not its n-th part",
        "quando no pullback da média cada token recebe o gradiente upstream inteiro, e não a n-ésima parte"
      )
    ) {
      WeightedPooling(meanBackward: { position, count, _ in position < count ? 1 : 0 }).evidence($0)
    },
    .init(
      Text(
        "if in the mean's pullback padding gets its part too",
        "quando no pullback da média o padding também recebe a sua parte")
    ) { WeightedPooling(meanBackward: { _, count, _ in 1 / Float(count) }).evidence($0) },
    .init(
      Text(
        "if in the last token's pullback every real token gets the upstream gradient",
        "quando no pullback do último token todos os tokens reais recebem o gradiente upstream")
    ) {
      WeightedPooling(lastBackward: { position, count, _ in position < count ? 1 : 0 }).evidence($0)
    },
    .init(
      Text(
        "if the pullback gives the upstream gradient to the row's last position, not to the last real token",
        "quando o pullback dá o gradiente upstream à última posição da linha, e não ao último token real"
      )
    ) {
      WeightedPooling(lastBackward: { position, _, length in position == length - 1 ? 1 : 0 })
        .evidence($0)
    },
    .init(
      Text(
        "if in the last token's pullback nothing arrives anywhere",
        "quando no pullback do último token nada chega a lugar nenhum")
    ) { WeightedPooling(lastBackward: { _, _, _ in 0 }).evidence($0) },
    .init(
      Text(
        "if the pullback gives the upstream gradient to the position after the last real token",
        "quando o pullback dá o gradiente upstream à posição depois do último token real")
    ) {
      WeightedPooling(lastBackward: { position, count, _ in position == count ? 1 : 0 }).evidence(
        $0)
    },
    .init(
      Text(
        "if the last token that is not 0 is taken: a real one may be 0",
        "quando se pega o último token que não é 0: um real pode ser 0")
    ) { input in
      guard input.pooling == "lastToken" else { return WeightedPooling().evidence(input) }
      var shorter = input
      let width = input.x.shape[2]
      shorter.lengths = input.lengths.indices.map { text in
        let real = (0..<input.lengths[text]).last { position in
          (0..<width).contains { input.x[text, position, $0] != 0 }
        }
        return (real ?? 0) + 1
      }
      return WeightedPooling().evidence(shorter)
    },
    .init(
      Text(
        "if the mean leaves out real tokens of 0",
        "quando a média deixa de fora tokens reais iguais a 0")
    ) { input in
      guard input.pooling == "mean" else { return WeightedPooling().evidence(input) }
      let (shape, right) = (input.x.shape, WeightedPooling().evidence(input))
      guard case .tensor(var pooled) = right[0].value, case .tensor(var gradient) = right[2].value
      else { return right }
      for (text, count) in input.lengths.enumerated() {
        let real = (0..<count).filter { position in
          (0..<shape[2]).contains { input.x[text, position, $0] != 0 }
        }
        for i in 0..<shape[2] {
          pooled[text, i] *= Float(count) / Float(max(1, real.count))
          for position in 0..<count {
            gradient[text, position, i] =
              real.contains(position) ? input.upstream[text, i] / Float(real.count) : 0
          }
        }
      }
      return poolingEvidence(pooled, pooled, gradient)
    },
    .init(
      Text(
        "if the largest element of each column is taken, not the mean",
        "quando se pega o maior elemento de cada coluna, e não a média")
    ) { input in
      guard input.pooling == "mean" else { return WeightedPooling().evidence(input) }
      let shape = input.x.shape
      var pooled = Tensor(zeros: [shape[0], shape[2]])
      var gradient = Tensor(zeros: shape)
      for (text, count) in input.lengths.enumerated() {
        for i in 0..<shape[2] {
          let column = (0..<count).map { input.x[text, $0, i] }
          let position = column.firstIndex(of: column.max()!)!
          pooled[text, i] = column[position]
          gradient[text, position, i] = input.upstream[text, i]
        }
      }
      return poolingEvidence(pooled, pooled, gradient)
    },
    .init(
      Text(
        "if padding is multiplied by 0 and added: 0 · NaN is NaN",
        "quando o padding é multiplicado por 0 e somado: 0 · NaN é NaN")
    ) { WeightedPooling(readsPadding: true).evidence($0) },
  ],
  variants: [
    .init("as a sum with weights") { WeightedPooling().evidence($0) },
    .init("the mean by adding the n-th part of each") { input in
      var pooling = WeightedPooling()
      pooling.mean = { position, count, _ in position < count ? Float(1 / Double(count)) : 0 }
      return pooling.evidence(input)
    },
  ],
  contract: [
    .init("from its real tokens alone"),
    .init("With n real tokens"),
    .init("they come first"),
    .init(
      "NaN included", triedBy: "vectors of [3, 5, ", "vectors of [3, 3, 2]"),
    .init("let x = Tensor", triedBy: "the comment's example"),
    .init("the last real token gets the whole"),
    .init("Padding gets 0"),
    .init(
      "Shapes in the backward pass",
      untested: "the types and the shapes are compared with every answer"),
    .init("an upstream gradient of [1, −2]", triedBy: "the comment's example"),
  ])

/// Parts that can be graded while other holes are still open.
private let poolingParts: [Part<PoolingInput>] = [
  .init(Text("pool", "pool")) { input in
    let pooled = FineTuning::pool(
      input.x, lengths: input.lengths, by: FineTuning::Pooling(rawValue: input.pooling)!)
    return Array(poolingEvidence(pooled, pooled, pooled)[0..<1])
  },
  .init(Text("poolWithPullback", "poolWithPullback")) { input in
    let (output, pullback) = FineTuning::poolWithPullback(
      input.x, lengths: input.lengths, by: FineTuning::Pooling(rawValue: input.pooling)!)
    return Array(poolingEvidence(output, output, repeatedly(pullback)(input.upstream))[1...])
  },
]

@Test func `6.2 pooling makes one vector of a text`() async throws {
  let attempt = Attempt("6.2")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(poolingGrader, parts: poolingParts) { input in
      let pooling = FineTuning::Pooling(rawValue: input.pooling)!
      let (output, pullback) = FineTuning::poolWithPullback(
        input.x, lengths: input.lengths, by: pooling)
      return poolingEvidence(
        FineTuning::pool(input.x, lengths: input.lengths, by: pooling), output,
        repeatedly(pullback)(input.upstream))
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `6.2 grader`() { #expect(poolingGrader.flaws() == []) }
