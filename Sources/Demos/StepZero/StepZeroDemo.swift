import Charts
import Console
import CourseKit
import Foundation
import FoundationsSolution
import Narration
import Tensors

/// Chapter 0: what a tensor is, what a matrix product does to shapes, what a seed is for, and a
/// first model that learns.
struct StepZeroDemo: Demo {
  let chapter = 0
  let summary = Text(
    "A tensor, a matrix product, a seed, and a line that learns",
    "Um tensor, um produto de matrizes, uma semente e uma reta que aprende")
  let questions = [
    Text(
      "Change the seed (--seed 2). Which numbers change, and which stay as they are?",
      "Mude a semente (--seed 2). Quais números mudam e quais continuam iguais?"),
    Text(
      "In step 4, which shapes could W have so that x · W still exists? And W · x?",
      "No passo 4, que formas W poderia ter para que x · W ainda exista? E W · x?"),
    Text(
      "In step 8 the points are noisy. Can the loss ever reach 0?",
      "No passo 8 os pontos têm ruído. A perda pode chegar a 0?"),
  ]

  func run(_ n: Narrator) throws {
    try tellEnvironment(n)
    let x = try tellTensor(n)
    try tellProduct(x, n)
    try tellChance(n)
    try tellGradient(n)
    try tellLine(n)
  }

  private func tellEnvironment(_ n: Narrator) throws {
    try n.step("What runs here", "O que roda aqui")
    n.say(
      "Nothing but Swift: no packages, no graphics card, no network.",
      "Só Swift: nenhum pacote, nenhuma placa de vídeo, nenhuma rede.")
    var table = Table(.left(""), .left(""))
    table.addRow("Swift", swiftVersion() ?? "?")
    table.addRow(
      n.language.text("system", "sistema"), ProcessInfo.processInfo.operatingSystemVersionString)
    table.addRow(
      n.language.text("cores", "núcleos"), "\(ProcessInfo.processInfo.activeProcessorCount)")
    n.show(table)
  }

  /// Steps 2 and 3.
  ///
  /// - Returns: the tensor for the next step.
  private func tellTensor(_ n: Narrator) throws -> Tensor {
    let x = Tensor(rows: [[1, 2, 3], [4, 5, 6]])
    try n.step("A tensor is numbers with a shape", "Um tensor são números com uma forma")
    n.say(
      "Two rows of three numbers: the shape is [2, 3]. Later a row will be a token, and its numbers "
        + "what the model knows of it.",
      "Duas linhas de três números: a forma é [2, 3]. Mais adiante uma linha será um token, e os "
        + "números, o que o modelo sabe dele.")
    n.show("x", x, decimals: 0)

    try n.step("In memory it is one line", "Na memória ele é uma fila só")
    n.say(
      "The rows stand one after the other. The shape alone tells where an element is.",
      "As linhas ficam uma depois da outra. Só a forma diz onde está cada elemento.")
    n.tokens(x.scalars.map { n.number($0, 0) }, ids: Array(0..<x.count))
    let offset = rowMajorOffset(of: [1, 2], in: x.shape)
    n.block("x[1, 2]  →  1 · 3 + 2 = \(offset)  →  \(n.number(x[offset], 0))")
    return x
  }

  /// Steps 4 and 5.
  private func tellProduct(_ x: Tensor, _ n: Narrator) throws {
    let w = Tensor(rows: [[1, 0, 2, 1], [0, 1, 1, -1], [1, 1, 0, 2]])
    let y = matrixProduct(x, w)
    try n.step("A product changes the shape", "Um produto muda a forma")
    n.say(
      "Each element of the result is a row of x times a column of W, summed up. So the inner lengths "
        + "must agree, and the outer ones stay.",
      "Cada elemento do resultado é uma linha de x vezes uma coluna de W, somadas. Por isso os "
        + "comprimentos de dentro têm de ser iguais, e os de fora ficam.")
    n.show("W", w, decimals: 0)
    n.block("\(x.shape) · \(w.shape)  →  \(y.shape)")
    n.show("x · W", y, decimals: 0)
    let terms = (0..<3).map { "\(n.number(x[1, $0], 0)) · \(n.number(w[$0, 2], 0))" }
    n.block(
      n.language.text("row 1, column 2: ", "linha 1, coluna 2: ")
        + terms.joined(separator: " + ") + " = \(n.number(y[1, 2], 0))")

    let layer = Linear(weight: w, bias: Tensor([10, 20, 30, 40]))
    try n.step("A bias makes it a layer", "Com um bias vira uma camada")
    n.say(
      "The bias is added to every row. This is a linear layer, and most of a GPT is made of it.",
      "O bias é somado a todas as linhas. Isto é uma camada linear, e quase todo o GPT é feito dela."
    )
    n.show("b", layer.bias, decimals: 0)
    n.show("x · W + b", layer(x), decimals: 0)
  }

  private func tellChance(_ n: Narrator) throws {
    try n.step("Equal seeds, equal numbers", "Sementes iguais, números iguais")
    n.say(
      "A model begins with random weights. They come from a generator that only looks random: the "
        + "same seed gives the same numbers, every time.",
      "Um modelo começa com pesos aleatórios. Eles vêm de um gerador que só parece sortear: a mesma "
        + "semente dá os mesmos números, sempre.")
    func draw(_ seed: UInt64) -> Tensor {
      var generator = SeededGenerator(seed: seed)
      return normal([5], using: &generator)
    }
    let (first, again, other) = (draw(n.seed), draw(n.seed), draw(n.seed &+ 1))
    let seedWord = n.language.text("seed", "semente")
    n.emptyLine()
    for (seed, values) in [(n.seed, first), (n.seed, again), (n.seed &+ 1, other)] {
      n.block("\(seedWord) \(seed)  \(n.list(values.scalars))")
    }
    n.emptyLine()
    n.say(
      first.scalars == again.scalars
        ? "The first two are equal bit for bit." : "The first two differ: that is a bug.",
      first.scalars == again.scalars
        ? "Os dois primeiros são iguais bit a bit." : "Os dois primeiros diferem: isso é um bug.")

    var generator = n.generator()
    let many = normal([2000], using: &generator).scalars
    n.say(
      "Of 2,000 such numbers most are near 0. How many lie around each value:",
      "De 2.000 números assim, a maioria fica perto de 0. Quantos há em torno de cada valor:")
    n.bars(
      (-3...3).map { value in
        let count = many.count { $0.rounded() == Float(value) }
        return ("\(value)", Double(count))
      }, decimals: 0)
  }

  private func tellGradient(_ n: Narrator) throws {
    let point = Tensor([2, 3])
    func f(_ x: Tensor) -> Double { Double(x[0] * x[0] * x[1]) }
    let gradient = numericalGradient(of: f, at: point)
    try n.step("A gradient can be measured", "Um gradiente pode ser medido")
    n.say(
      "Move one number a little and see how much the result moves. For f(a, b) = a² · b at (2, 3) the "
        + "rules of calculus say 2ab = 12 and a² = 4. The graders of this course check your "
        + "gradients in this way.",
      "Mexa um pouco em um número e veja quanto o resultado mexe. Para f(a, b) = a² · b em (2, 3), as "
        + "regras do cálculo dizem 2ab = 12 e a² = 4. É assim que os corretores do curso conferem os "
        + "seus gradientes.")
    n.emptyLine()
    n.block("f = \(n.number(f(point), 1))")
    n.block(n.language.text("measured: ", "medido: ") + n.list(gradient.scalars))
  }

  private func tellLine(_ n: Narrator) throws {
    var generator = n.generator()
    let x = uniform([40, 1], in: -1..<1, using: &generator)
    let noise = normal([40, 1], standardDeviation: 0.1, using: &generator)
    let y = 2 * x + Tensor(repeating: 1, shape: x.shape) + noise
    let start = Linear(weight: Tensor(zeros: [1, 1]), bias: Tensor(zeros: [1]))
    let steps = 60
    let rate: Float = 0.2

    try n.step("A line learns", "Uma reta aprende")
    n.say(
      "Forty points lie near y = 2x + 1. The layer begins as y = 0x + 0. At each step it asks its "
        + "gradient which way the loss falls, and moves both parameters a bit that way.",
      "Quarenta pontos ficam perto de y = 2x + 1. A camada começa como y = 0x + 0. A cada passo ela "
        + "pergunta ao gradiente para que lado a perda cai e move os dois parâmetros um pouco para lá."
    )
    var table = Table(
      .right(n.language.text("step", "passo")), .right("W"), .right("b"),
      .right(n.language.text("loss", "perda")))
    var layer = start
    var losses: [Double] = []
    for step in 0..<steps {
      let next = fitLine(x, y, from: layer, learningRate: rate, steps: 1)
      if [0, 1, 2, 5, 10, 20, 40, 59].contains(step) {
        table.addRow(
          "\(step)", n.number(layer.weight[0]), n.number(layer.bias[0]), n.number(next.losses[0]))
      }
      losses += next.losses
      layer = next.layer
    }
    n.show(table)
    n.say(
      "After \(steps) steps: y = \(n.number(layer.weight[0]))x + \(n.number(layer.bias[0])). "
        + "What is left of the loss is the noise of the points: their mean square is "
        + "\(n.number(noise.sumOfSquares() / 40)).",
      "Depois de \(steps) passos: y = \(n.number(layer.weight[0]))x + \(n.number(layer.bias[0])). "
        + "O que sobra da perda é o ruído dos pontos: a média dos quadrados dele é "
        + "\(n.number(noise.sumOfSquares() / 40)).")

    let curve = losses.enumerated().map { ChartPoint(Double($0.offset), $0.element) }
    var small = TerminalChart(curve, height: 11)
    small.yScale = .logarithmic
    n.draw(small)
    var chart = LineChart(
      title: n.language.text("A line learns", "Uma reta aprende"),
      xLabel: n.language.text("step", "passo"),
      yLabel: n.language.text("loss: mean squared error", "perda: erro quadrático médio"),
      series: [LineChart.Series("", curve)])
    chart.yScale = .logarithmic
    chart.language = n.language
    try n.picture(chart)
  }

  /// The first line of `swift --version`, without details that a reader does not need.
  private func swiftVersion() -> String? {
    guard let text = programOutput(of: ["swift", "--version"]) else { return nil }
    guard let range = text.firstRange(of: "version ") else { return nil }
    return text[range.upperBound...].split(separator: " ").first.map(String.init)
  }
}
