import CourseKit
import Foundation
import Foundations
import FoundationsSolution
import Grading
import Tensors
import Testing

struct SlopeProblem: Sendable {
  let function: @Sendable (Tensor) -> Double
  let x: Tensor
  let step: Float
}

private let gradient = Text("the gradient", "o gradiente")

/// Σ cᵢ · xᵢ³ plus products of neighbours: every slope depends on other elements too.
private func curve(_ factors: [Double]) -> @Sendable (Tensor) -> Double {
  { x in
    let numbers = x.scalars.map(Double.init)
    let cubes = zip(numbers, factors).reduce(0) { $0 + $1.1 * $1.0 * $1.0 * $1.0 }
    return cubes + zip(numbers, numbers.dropFirst()).reduce(0) { $0 + 2 * $1.0 * $1.1 }
  }
}

/// Σ xᵢ + 1000 · xᵢ², whose slopes change within any step that is not small.
private let narrowValley: @Sendable (Tensor) -> Double = { x in
  var sum = 0.0
  for number in x.scalars {
    let number = Double(number)
    sum += number + 1000 * number * number
  }
  return sum
}

/// The slope for each element, from the function restricted to it and its value.
private func slopes(
  _ problem: SlopeProblem,
  _ slope: (_ at: (Float) -> Double, _ x: Float, _ h: Float) -> Double
) -> [Evidence] {
  let numbers = (0..<problem.x.count).map { index in
    let value: (Float) -> Double = { number in
      var moved = problem.x
      moved[index] = number
      return problem.function(moved)
    }
    return Float(slope(value, problem.x[index], problem.step))
  }
  return [Evidence(gradient, Tensor(numbers, shape: problem.x.shape))]
}

let numericalGradientGrader = Grader<SlopeProblem>(
  "0.5",
  cases: { data in
    let steps: [([Int], Float)] = [
      ([3], 0.125), ([2, 3], 0.25), ([1], 0.0625), ([2, 1, 2], 0.125),
    ]
    let curves = steps.map { axes, step in
      let x = data.tensor(Shape(axes), in: 0.5...1.5)
      let factors = data.upstream([x.count]).scalars.map(Double.init)
      return Grader<SlopeProblem>.Case(
        Text(
          "a sum of cubes and products at \(x.scalars), step \(step)",
          "uma soma de cubos e produtos em \(x.scalars), passo \(step)"),
        SlopeProblem(function: curve(factors), x: x, step: step))
    }
    let far = data.tensor([2], in: 900...1000)
    let slope = Double(data.number(in: 2...4))
    return curves + [
      .init(
        Text(
          "(x₀ + x₁) · \(slope) at \(far.scalars), where Floats are 0.00006 apart, step 0.0003",
          "(x₀ + x₁) · \(slope) em \(far.scalars), onde os Floats distam 0,00006, passo 0.0003"),
        SlopeProblem(
          function: { slope * $0.scalars.reduce(0) { $0 + Double($1) } }, x: far, step: 0.0003)),
      .init(
        Text("x³ at 1.25, step 0.5: 3x² + h²", "x³ em 1.25, passo 0.5: 3x² + h²"),
        SlopeProblem(
          function: { Double($0[0]) * Double($0[0]) * Double($0[0]) }, x: Tensor([1.25]), step: 0.5)
      ),
      .init(
        Text("x₀² · x₁ at (2, 3), step 0.01", "x₀² · x₁ em (2, 3), passo 0.01"),
        SlopeProblem(
          function: { Double($0[0]) * Double($0[0]) * Double($0[1]) }, x: Tensor([2, 3]), step: 0.01
        )),
      .init(
        Text(
          "a sum of cubes and products at (0, −1, 0, −1, −0.5), step 0.125",
          "uma soma de cubos e produtos em (0, −1, 0, −1, −0.5), passo 0.125"),
        SlopeProblem(
          function: curve([1, -2, 3, 0.5, -1]), x: Tensor([0, -1, 0, -1, -0.5]), step: 0.125)),
      .init(
        Text(
          "|x₀| + |x₁ − 0.5| at (0, 0.375), step 0.25: the slopes are 0 and −0.5",
          "|x₀| + |x₁ − 0.5| em (0, 0.375), passo 0.25: as inclinações são 0 e −0.5"),
        SlopeProblem(
          function: { abs(Double($0[0])) + abs(Double($0[1]) - 0.5) }, x: Tensor([0, 0.375]),
          step: 0.25)),
      .init(
        Text("a constant at an x of [2, 2]", "uma constante em um x de [2, 2]"),
        SlopeProblem(function: { _ in 7 }, x: data.tensor([2, 2]), step: 0.125)),
      .init(
        Text(
          "100 million plus a sum of cubes and products at an x of [7, 5]",
          "100 milhões mais uma soma de cubos e produtos em um x de [7, 5]"),
        SlopeProblem(
          function: { [large = curve(data.upstream([35]).scalars.map(Double.init))] in
            1e8 + large($0)
          }, x: data.tensor([7, 5]), step: 0.125)),
      .init(
        Text(
          "x₀ + x₁ + 1000 · (x₀² + x₁²) at (0, 0.01), step 0.00001",
          "x₀ + x₁ + 1000 · (x₀² + x₁²) em (0, 0.01), passo 0.00001"),
        SlopeProblem(function: narrowValley, x: Tensor([0, 0.01]), step: 0.00001)),
      .init(
        Text("an x of no elements", "um x sem elementos"),
        SlopeProblem(function: { _ in 1 }, x: Tensor([]), step: 0.01)),
    ]
  },
  expected: {
    [
      Evidence(
        gradient,
        FoundationsSolution::numericalGradient(of: $0.function, at: $0.x, step: $0.step))
    ]
  },
  misconceptions: [
    .init(
      Text(
        "if what comes out is the difference, not divided by anything",
        "se o que sai é a diferença, sem dividir por nada")
    ) { slopes($0) { f, x, h in f(x + h) - f(x - h) } },
    .init(
      Text(
        "if each element moves by h/2 both ways, so that the points are h apart",
        "se cada elemento anda só h/2 para cada lado, e a distância entre os pontos é h")
    ) {
      slopes($0) { f, x, h in
        (f(x + h / 2) - f(x - h / 2)) / (Double(x + h / 2) - Double(x - h / 2))
      }
    },
    .init(
      Text(
        "if the step is a share of the element, h · x, and not h",
        "se o passo é uma parte do elemento, h · x, e não h")
    ) {
      slopes($0) { f, x, h in
        (f(x + h * x) - f(x - h * x)) / (Double(x + h * x) - Double(x - h * x))
      }
    },
    .init(
      Text(
        "if the values of the function are rounded to Float before they are subtracted",
        "se os valores da função são arredondados para Float antes da subtração")
    ) {
      slopes($0) { f, x, h in
        Double(Float(f(x + h)) - Float(f(x - h))) / (Double(x + h) - Double(x - h))
      }
    },
    .init(
      Text(
        "if one looks ahead only: (f(x + h) − f(x)) / h",
        "se só se olha para a frente: (f(x + h) − f(x)) / h")
    ) { slopes($0) { f, x, h in (f(x + h) - f(x)) / (Double(x + h) - Double(x)) } },
    .init(
      Text(
        "if one looks back only: (f(x) − f(x − h)) / h",
        "se só se olha para trás: (f(x) − f(x − h)) / h")
    ) { slopes($0) { f, x, h in (f(x) - f(x - h)) / (Double(x) - Double(x - h)) } },
    .init(
      Text(
        "if the difference is divided by h and not 2h",
        "se a diferença é dividida por h, e não por 2h")
    ) { slopes($0) { f, x, h in 2 * (f(x + h) - f(x - h)) / (Double(x + h) - Double(x - h)) } },
    .init(
      Text(
        "if f(x + h) is taken from f(x − h), so that the sign turns",
        "se f(x + h) é subtraído de f(x − h), o que troca o sinal")
    ) { slopes($0) { f, x, h in (f(x - h) - f(x + h)) / (Double(x + h) - Double(x - h)) } },
    .init(
      Text(
        "if an element that was moved is not put back before the next one moves",
        "se um elemento deslocado não volta ao lugar antes de o próximo se mover")
    ) { problem in
      var moved = problem.x
      var result = problem.x
      for index in 0..<moved.count {
        let x = problem.x[index]
        moved[index] = x + problem.step
        let above = problem.function(moved)
        moved[index] = x - problem.step
        let distance = Double(x + problem.step) - Double(x - problem.step)
        result[index] = Float((above - problem.function(moved)) / distance)
      }
      return [Evidence(gradient, result)]
    },
    .init(
      Text(
        "if all elements are moved at once", "se todos os elementos são deslocados de uma vez")
    ) { problem in
      var (above, below) = (problem.x, problem.x)
      for index in 0..<problem.x.count {
        above[index] += problem.step
        below[index] -= problem.step
      }
      let difference = problem.function(above) - problem.function(below)
      let slope = Float(difference / (2 * Double(problem.step)))
      return [Evidence(gradient, Tensor(repeating: slope, shape: problem.x.shape))]
    },
    .init(
      Text(
        "if one divides by 2h, and not by the distance that Float really moved",
        "se a divisão é por 2h, e não pela distância que o Float andou de verdade")
    ) { slopes($0) { f, x, h in (f(x + h) - f(x - h)) / (2 * Double(h)) } },
  ],
  variants: [
    .init("one copy, moved there and back") { problem in
      var moved = problem.x
      var result = Tensor(zeros: problem.x.shape)
      for index in 0..<moved.count {
        let before = moved[index]
        moved[index] = before - problem.step
        let (low, below) = (Double(moved[index]), problem.function(moved))
        moved[index] = before + problem.step
        let (high, above) = (Double(moved[index]), problem.function(moved))
        moved[index] = before
        result[index] = Float((above - below) / (high - low))
      }
      return [Evidence(gradient, result)]
    }
  ],
  contract: [
    .init("measured instead of derived"),
    .init("one element of x moves, the others stay"),
    .init("as Float holds them, not 2h", triedBy: "(x₀ + x₁) ·"),
    .init("Cost: two calls", untested: "the cost is not the point"),
    .init("The gradient has the shape of x", triedBy: "a sum of cubes and products at"),
    .init("at (2, 3) it is about", triedBy: "x₀² · x₁ at (2, 3)"),
    .init("For f(x) = x³", triedBy: "x³ at 1.25"),
  ])

@Test func `0.5 the gradient measured by differences`() async throws {
  let attempt = Attempt("0.5")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(numericalGradientGrader) {
      [
        Evidence(
          gradient, Foundations::numericalGradient(of: $0.function, at: $0.x, step: $0.step))
      ]
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `0.5 grader`() { #expect(numericalGradientGrader.flaws() == []) }
