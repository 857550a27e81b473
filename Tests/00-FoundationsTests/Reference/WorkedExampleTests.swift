import Foundation
import FoundationsSolution
import Grading
import Tensors
import Testing

/// The numbers of "By hand" in chapter 0, computed by the reference.
struct WorkedExampleTests {
  private typealias Linear = FoundationsSolution::Linear

  private let x = Tensor(rows: [[1, 2, 0], [3, 1, 2]])
  private let upstream = Tensor(rows: [[1, 2], [-1, 0.5]])
  private let layer = Linear(
    weight: Tensor(rows: [[2, 0], [1, -1], [0, 3]]), bias: Tensor([1, -2]))

  private func printed(_ tensor: Tensor, decimals: [Int]) -> [PrintedNumber] {
    zip(tensor.scalars, decimals).map { PrintedNumber(Double($0), decimals: $1) }
  }

  /// The outputs, each times its number in the upstream gradient.
  private func loss(_ layer: Linear) -> Double {
    (layer(x) * upstream).scalars.reduce(0) { $0 + Double($1) }
  }

  @Test func `the example of chapter 0 is what the code computes`() throws {
    let offset = FoundationsSolution::rowMajorOffset(of: [1, 2], in: x.shape)
    let product = FoundationsSolution::matrixProduct(x, layer.weight)
    let (y, pullback) = layer.withPullback(x)
    let (inputGradient, gradient) = pullback(upstream)

    var numbers = [PrintedNumber(offset), PrintedNumber(Double(x[offset]), decimals: 0)]
    numbers += printed(product, decimals: [0, 0, 0, 0])
    numbers += printed(y, decimals: [0, 0, 0, 0])

    let radius: Double = (-2 * log(1 - 0.5)).squareRoot()
    numbers += [
      PrintedNumber(radius, decimals: 4), PrintedNumber(radius * cos(.pi / 4), decimals: 4),
    ]

    numbers.append(PrintedNumber(loss(layer), decimals: 1))
    var losses: [Double] = []
    for move: Float in [0.1, -0.1] {
      var moved = layer
      moved.weight[1, 1] += move
      let output = moved(x)
      losses.append(loss(moved))
      numbers += [
        PrintedNumber(Double(moved.weight[1, 1]), decimals: 1),
        PrintedNumber(Double(output[0, 1]), decimals: 1),
        PrintedNumber(Double(output[1, 1]), decimals: 1),
        PrintedNumber(loss(moved), decimals: 2),
      ]
    }
    numbers.append(PrintedNumber((losses[0] - losses[1]) / 0.2, decimals: 1))

    numbers += printed(gradient.weight, decimals: [0, 1, 0, 1, 0, 0])
    numbers += printed(gradient.bias, decimals: [0, 1])
    numbers += printed(inputGradient, decimals: [0, 0, 0, 0, 1, 1])

    let start = Linear(weight: Tensor(zeros: [1, 1]), bias: Tensor(zeros: [1]))
    let points = Tensor([1, 3], shape: [2, 1])
    let targets = Tensor([2, 4], shape: [2, 1])
    // How many decimals the text gives to the loss, to W and to b of each step.
    for (step, decimals) in [(0, 1, 1), (2, 2, 2), (4, 3, 3)].enumerated() {
      let (line, losses) = FoundationsSolution::fitLine(
        points, targets, from: start, learningRate: 0.1, steps: step + 1)
      numbers += [
        PrintedNumber(losses[step], decimals: decimals.0),
        PrintedNumber(Double(line.weight[0]), decimals: decimals.1),
        PrintedNumber(Double(line.bias[0]), decimals: decimals.2),
      ]
    }
    try expectInChapter(0, numbers)
  }
}
