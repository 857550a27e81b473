import CourseKit
import FineTuning
import FineTuningSolution
import Foundation
import Foundations
import FoundationsSolution
import Grading
import Tensors
import Testing

/// The parameters of a head, the texts' vectors, and the upstream gradient of the logits.
struct HeadInput: Sendable {
  /// `[width, classes]` and `[classes]`
  let weight: Tensor
  let bias: Tensor
  /// `[batch, width]`
  let pooled: Tensor
  /// `[batch, classes]`
  let upstream: Tensor
}

/// The results of a head. The gradients are named after its parameters.
private struct HeadResult: Sendable {
  var logits: Tensor
  var probabilities: Tensor
  var trainingLogits: Tensor
  var input: Tensor
  var weight: Tensor
  var bias: Tensor

  var evidence: [Evidence] {
    [
      Evidence(Text("the logits", "os logits"), logits),
      Evidence(Text("the probabilities", "as probabilidades"), probabilities),
      Evidence(Text("the logits of withPullback", "os logits de withPullback"), trainingLogits),
      Evidence(
        Text("the gradient of the texts' vectors", "o gradiente dos vetores dos textos"), input),
      Evidence(Text("the gradient of the weight", "o gradiente do peso"), weight),
      Evidence(Text("the gradient of the bias", "o gradiente do bias"), bias),
    ]
  }

  init(_ input: HeadInput, of head: some GradedHead) {
    self.init(input)
    logits = head(input.pooled)
    probabilities = head.probabilities(input.pooled)
    train(head, input)
  }

  /// The results of `withPullback`.
  mutating func train(_ head: some GradedHead, _ input: HeadInput) {
    let (logits, pullback) = head.withPullback(input.pooled)
    let (inputGradient, gradient) = repeatedly(pullback)(input.upstream)
    trainingLogits = logits
    self.input = inputGradient
    let parameters = gradient.parameters.map(\.tensor)
    (weight, bias) = (parameters[0], parameters[1])
  }

  /// The head from its formulas, in plain loops over Doubles.
  init(_ input: HeadInput) {
    let (batch, width) = (input.pooled.shape[0], input.pooled.shape[1])
    let classes = input.bias.count
    func tensor(_ rows: Int, _ columns: Int, _ number: (Int, Int) -> Double) -> Tensor {
      Tensor(
        (0..<rows * columns).map { Float(number($0 / columns, $0 % columns)) },
        shape: [rows, columns])
    }
    func sum(_ count: Int, _ term: (Int) -> Float) -> Double {
      (0..<count).reduce(0) { $0 + Double(term($1)) }
    }
    logits = tensor(batch, classes) { row, label in
      Double(input.bias[label])
        + sum(width) { input.pooled[row, $0] * input.weight[$0, label] }
    }
    probabilities = HeadResult.softmax(logits)
    trainingLogits = logits
    self.input = tensor(batch, width) { row, i in
      sum(classes) { input.upstream[row, $0] * input.weight[i, $0] }
    }
    weight = tensor(width, classes) { i, label in
      sum(batch) { input.pooled[$0, i] * input.upstream[$0, label] }
    }
    bias = Tensor((0..<classes).map { label in Float(sum(batch) { input.upstream[$0, label] }) })
  }

  /// The same result with a change: most mistakes amount to such a change.
  func changing(_ change: (inout HeadResult) -> Void) -> [Evidence] {
    var changed = self
    change(&changed)
    return changed.evidence
  }

  /// The softmax of every row, with the largest element subtracted first.
  static func softmax(_ x: Tensor) -> Tensor {
    var moved = x
    for row in 0..<x.shape[0] {
      let largest = (0..<x.shape[1]).map { x[row, $0] }.max()!
      for column in 0..<x.shape[1] { moved[row, column] -= largest }
    }
    return normalized(moved) { exp($0) }
  }

  /// Every row divided by its sum, after a function is applied to each element.
  static func normalized(_ x: Tensor, _ function: (Double) -> Double) -> Tensor {
    var result = x
    for row in 0..<x.shape[0] {
      let values = (0..<x.shape[1]).map { function(Double(x[row, $0])) }
      let sum = values.reduce(0, +)
      for (column, value) in values.enumerated() { result[row, column] = Float(value / sum) }
    }
    return result
  }

  /// Applies a function to each element.
  static func mapped(_ x: Tensor, _ function: (Float) -> Float) -> Tensor {
    Tensor(x.scalars.map(function), shape: x.shape)
  }
}

/// The transposed matrix.
private func transposed(_ x: Tensor) -> Tensor {
  var result = Tensor(zeros: [x.shape[1], x.shape[0]])
  for row in 0..<x.shape[0] {
    for column in 0..<x.shape[1] { result[column, row] = x[row, column] }
  }
  return result
}

let classificationHeadGrader = Grader<HeadInput>(
  "6.3",
  cases: { data in
    func example(_ name: Text, _ weight: [Float], _ bias: [Float], _ pooled: [Float])
      -> Grader<HeadInput>.Case
    {
      let (classes, width) = (bias.count, weight.count / bias.count)
      return .init(
        name,
        HeadInput(
          weight: Tensor(weight, shape: [width, classes]), bias: Tensor(bias),
          pooled: Tensor(pooled, shape: [pooled.count / width, width]),
          upstream: data.upstream([pooled.count / width, classes])))
    }
    let examples = [
      example(
        Text("the comment's example, the vector [1, 3]", "o exemplo do comentário, o vetor [1, 3]"),
        [1, 0, 0, 2], [0.5, 0], [1, 3]),
      example(Text("the logits [0, ln 3]", "os logits [0, ln 3]"), [0, log(3)], [0, 0], [1]),
      example(
        Text("logits up to ±10000 and a vector of 0", "logits até ±10000 e um vetor 0"),
        [100, -100, 99, 0, 50, -1], [0, 0, 0], [100, 0, -100, 50, 0, 0]),
      example(Text("one class", "uma só classe"), [2, -3], [-0.5], [1, 2, 0, 1]),
    ]
    return [(3, 4, 2), (2, 5, 3), (1, 3, 4), (9, 37, 11)].map { batch, width, classes in
      .init(
        Text(
          "vectors of [\(batch), \(width)] and \(classes) classes",
          "vetores de [\(batch), \(width)] e \(classes) classes"),
        HeadInput(
          weight: data.tensor([width, classes]), bias: data.upstream([classes]),
          pooled: data.tensor([batch, width]), upstream: data.upstream([batch, classes])))
    } + examples
  },
  expected: { input in
    HeadResult(
      input,
      of: FineTuningSolution::ClassificationHead(
        FoundationsSolution::Linear(weight: input.weight, bias: input.bias))
    ).evidence
  },
  misconceptions: [
    .init(
      Text(
        "if the logits went through softmax already: the loss does that itself",
        "quando os logits já passaram pelo softmax: a perda é que faz isso")
    ) { HeadResult($0).changing { $0.logits = $0.probabilities } },
    .init(
      Text(
        "if the logits go through softmax before probabilities takes it once more",
        "quando os logits passam pelo softmax e probabilities o aplica outra vez")
    ) {
      HeadResult($0).changing {
        $0.logits = $0.probabilities
        $0.probabilities = HeadResult.softmax($0.probabilities)
      }
    },
    .init(
      Text("if the bias is left out of the logits", "quando o bias fica fora dos logits")
    ) { input in
      let unbiased = HeadInput(
        weight: input.weight, bias: Tensor(zeros: input.bias.shape), pooled: input.pooled,
        upstream: input.upstream)
      let wrong = HeadResult(unbiased)
      return HeadResult(input).changing {
        ($0.logits, $0.probabilities) = (wrong.logits, wrong.probabilities)
      }
    },
    .init(
      Text(
        "if softmax is left out of the probabilities", "quando as probabilidades ficam sem softmax")
    ) { HeadResult($0).changing { $0.probabilities = $0.logits } },
    .init(
      Text(
        "if each class has a sigmoid of its own: then the classes do not share a sum of 1",
        "quando cada classe tem a sua sigmoide: aí as classes não somam 1")
    ) {
      HeadResult($0).changing {
        $0.probabilities = HeadResult.mapped($0.logits) { 1 / (1 + exp(-$0)) }
      }
    },
    .init(
      Text(
        "if softmax runs over the texts of the batch, not over the classes",
        "quando o softmax corre sobre os textos do lote, e não sobre as classes")
    ) {
      HeadResult($0).changing {
        $0.probabilities = transposed(HeadResult.softmax(transposed($0.logits)))
      }
    },
    .init(
      Text(
        "if the logits are divided by their sum, without exp",
        "quando os logits são divididos pela soma, sem exp")
    ) {
      HeadResult($0).changing { $0.probabilities = HeadResult.normalized($0.logits) { $0 } }
    },
    .init(
      Text(
        "if the head itself comes back in the place of its gradient",
        "quando volta a própria cabeça em vez do gradiente dela")
    ) { input in
      HeadResult(input).changing { ($0.weight, $0.bias) = (input.weight, input.bias) }
    },
    .init(
      Text(
        "if the gradients are means over the texts, not sums",
        "quando os gradientes são médias sobre os textos, e não somas")
    ) { input in
      let share = 1 / Float(input.pooled.shape[0])
      return HeadResult(input).changing {
        $0.weight *= share
        $0.bias *= share
      }
    },
    .init(
      Text(
        "if the backward pass goes through softmax: the upstream gradient is that of the logits",
        "quando o backward pass passa pelo softmax: o gradiente upstream já é o dos logits")
    ) { input in
      let plain = HeadResult(input)
      var upstream = input.upstream
      for row in 0..<upstream.shape[0] {
        let dot = (0..<upstream.shape[1]).reduce(Float(0)) {
          $0 + plain.probabilities[row, $1] * input.upstream[row, $1]
        }
        for label in 0..<upstream.shape[1] {
          upstream[row, label] =
            plain.probabilities[row, label] * (input.upstream[row, label] - dot)
        }
      }
      let wrong = HeadResult(
        HeadInput(
          weight: input.weight, bias: input.bias, pooled: input.pooled, upstream: upstream))
      return plain.changing {
        ($0.input, $0.weight, $0.bias) = (wrong.input, wrong.weight, wrong.bias)
      }
    },
    .init(
      Text(
        "if exp is taken of the logits as they are: ∞ / ∞ is no number",
        "quando se aplica exp aos logits como estão: ∞ / ∞ não é um número")
    ) {
      HeadResult($0).changing {
        $0.probabilities = HeadResult.normalized($0.logits) { Double(exp(Float($0))) }
      }
    },
    .init(
      Text(
        "if the gradient of the bias is left as it was: this is the bias itself",
        "quando o gradiente do viés fica como estava: este é o próprio viés")
    ) { input in HeadResult(input).changing { $0.bias = input.bias } },
    .init(
      Text(
        "if the gradient of the weight is left as it was: this is the weight itself",
        "quando o gradiente do peso fica como estava: este é o próprio peso")
    ) { input in HeadResult(input).changing { $0.weight = input.weight } },
    .init(
      Text(
        "if the upstream gradient comes back in the place of the vectors' gradient",
        "quando volta o gradiente upstream no lugar do gradiente dos vetores")
    ) { input in HeadResult(input).changing { $0.input = input.upstream } },
    .init(
      Text(
        "if only the first text counts for the bias's gradient",
        "quando só o primeiro texto conta no gradiente do viés")
    ) { input in
      HeadResult(input).changing {
        $0.bias = Tensor((0..<input.bias.count).map { input.upstream[0, $0] })
      }
    },
  ],
  variants: [
    .init("by the formulas, in plain loops") { HeadResult($0).evidence }
  ],
  contract: [
    .init("no softmax yet"),
    .init(
      "Shapes: `[batch, width] → [batch, classes]`",
      untested: "the types and the shapes are compared with every answer"),
    .init("the vector [1, 3] has the logits", triedBy: "the comment's example"),
    .init("softmax over the logits"),
    .init("Each row is positive", triedBy: "the logits [0, ln 3]", "logits up to"),
    .init("and the pullback from their upstream gradient"),
    .init("the sum of ∂y's rows"),
    .init("has this pullback", untested: "says what helps"),
  ])

private func learnersHead(_ input: HeadInput) -> FineTuning::ClassificationHead {
  FineTuning::ClassificationHead(Foundations::Linear(weight: input.weight, bias: input.bias))
}

/// Parts that can be graded while other holes are still open.
private let classificationHeadParts: [Part<HeadInput>] = [
  .init(Text("the logits", "os logits")) { input in
    var result = HeadResult(input)
    result.logits = learnersHead(input)(input.pooled)
    return Array(result.evidence[0..<1])
  },
  .init(Text("probabilities", "probabilities")) { input in
    var result = HeadResult(input)
    result.probabilities = learnersHead(input).probabilities(input.pooled)
    return Array(result.evidence[1..<2])
  },
  .init(Text("withPullback", "withPullback")) { input in
    var result = HeadResult(input)
    result.train(learnersHead(input), input)
    return Array(result.evidence[2...])
  },
]

@Test func `6.3 classification head`() async throws {
  let attempt = Attempt("6.3")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(classificationHeadGrader, parts: classificationHeadParts) { input in
      HeadResult(input, of: learnersHead(input)).evidence
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `6.3 grader`() { #expect(classificationHeadGrader.flaws() == []) }
