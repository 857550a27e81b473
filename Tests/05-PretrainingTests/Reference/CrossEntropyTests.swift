import CourseKit
import Foundation
import Grading
import Pretraining
import Tensors
import Testing

private let names = ["crossEntropy", "crossEntropyIgnored", "crossEntropyExtreme"]

private func batch(_ targets: [Int]) -> TokenBatch { TokenBatch(targets) }

@Test func `5.1 the loss is the mean of −ln p(target)`() {
  // Logits that are logarithms: probabilities ⅛, ⅜, ½ and ¼, ¼, ½.
  let logits = Tensor(rows: [[log(1), log(3), log(4)], [log(5), log(5), log(10)]])
  let loss = Pretraining::crossEntropy(logits, targets: batch([1, 0]))
  #expect(abs(loss - (log(8.0 / 3) + log(4.0)) / 2) < 1e-6)
}

@Test(arguments: names)
func `5.1 cross-entropy is PyTorch's`(name: String) throws {
  let fixture = try Fixture("layers")
  let logits = try fixture.tensor("\(name).logits")
  let targets = batch(try fixture.integers("\(name).targets"))
  let expected = try fixture.doubles("\(name).output")[0]
  let loss = Pretraining::crossEntropy(logits, targets: targets)
  // Extreme logits cancel digits on purpose; see the fixtures' head.
  #expect(difference(between: loss, and: expected, tolerance: 2e-5) == nil)
}

@Test func `5.1 equal logits are as surprising as the vocabulary is large`() {
  for logit in [0, 1e4, -1e4] as [Float] {
    let logits = Tensor(repeating: logit, shape: [2, 3, 50])
    let loss = Pretraining::crossEntropy(logits, targets: TokenBatch([[0, 1, 49], [7, 7, 7]]))
    #expect(abs(loss - log(50.0)) < 1e-6)
  }
}

@Test func `5.1 logits of ten thousand overflow nothing`() {
  let logits = Tensor(rows: [[1e4, 0, -1e4], [-1e4, 0, 1e4]])
  #expect(Pretraining::crossEntropy(logits, targets: batch([0, 2])) == 0)
  #expect(Pretraining::crossEntropy(logits, targets: batch([2, 2])) == 1e4)
}

@Test
func `5.1 a token that cannot come is infinitely surprising, and its hiding changes no other`() {
  let logits = Tensor(rows: [[0, -.infinity, 0]])
  #expect(abs(Pretraining::crossEntropy(logits, targets: batch([2])) - log(2.0)) < 1e-6)
  #expect(Pretraining::crossEntropy(logits, targets: batch([1])) == .infinity)
}

@Test func `5.1 targets of −1 are left out of the mean`() {
  var data = TestData(seed: 51)
  let logits = data.tensor([4, 6], in: -3...3)
  let one = Pretraining::crossEntropy(Tensor(logits.matrix.rows(2..<3)), targets: batch([5]))
  let masked = Pretraining::crossEntropy(logits, targets: batch([-1, -1, 5, -1]))
  #expect(abs(one - masked) < 1e-7)
  #expect(Pretraining::crossEntropy(logits, targets: batch([-1, -1, -1, -1])) == 0)
  #expect(Pretraining::crossEntropy(Tensor(zeros: [0, 6]), targets: batch([])) == 0)
}

@Test func `5.1 targets that do not fit are refused`() async {
  await #expect(processExitsWith: .failure) {
    _ = Pretraining::crossEntropy(Tensor(zeros: [2, 3]), targets: TokenBatch([0]))
  }
  await #expect(processExitsWith: .failure) {
    _ = Pretraining::crossEntropy(Tensor(zeros: [1, 3]), targets: TokenBatch([3]))
  }
}

@Test(arguments: names)
func `5.2 the gradient is PyTorch's`(name: String) throws {
  let fixture = try Fixture("layers")
  let logits = try fixture.tensor("\(name).logits")
  let targets = batch(try fixture.integers("\(name).targets"))
  let (loss, pullback) = Pretraining::crossEntropyWithPullback(logits, targets: targets)
  #expect(loss == Pretraining::crossEntropy(logits, targets: targets))
  let expected = try fixture.tensor("\(name).gradient.logits")
  #expect(difference(between: pullback(1), and: expected) == nil)
  #expect(difference(between: pullback(-2.5), and: -2.5 * expected) == nil)
}

@Test(arguments: [[1, 0, 3, 3, 4], [-1, 2, -1, 0, 4], [-1, -1, -1, -1, -1]])
func `5.2 the loss's gradients are as measured, with ignored targets too`(targets: [Int]) {
  var data = TestData(seed: 52)
  let logits = data.tensor([5, 6], in: -2...2)
  let targets = batch(targets)
  let gradient = Pretraining::crossEntropyWithPullback(logits, targets: targets).pullback(1)
  let problem = GradientCheck().problem(at: [("the logits", logits)], claimed: [gradient]) {
    Pretraining::crossEntropy($0[0], targets: targets)
  }
  #expect(problem == nil)
}

@Test func `5.2 what the target gains the others lose, an ignored row nothing`() {
  var data = TestData(seed: 520)
  let logits = data.tensor([3, 7], in: -4...4)
  let gradient = Pretraining::crossEntropyWithPullback(logits, targets: batch([6, -1, 0]))
    .pullback(1)
  for row in 0..<3 {
    #expect(abs((0..<7).reduce(0.0) { $0 + Double(gradient[row, $1]) }) < 1e-6)
    for column in 0..<7 {
      let number = gradient[row, column]
      switch (row, column) {
      case (1, _): #expect(number == 0)
      case (0, 6), (2, 0): #expect(number < 0)
      default: #expect(number > 0)
      }
    }
  }
}
