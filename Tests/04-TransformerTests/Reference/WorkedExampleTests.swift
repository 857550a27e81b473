import AttentionSolution
import CourseKit
import FoundationsSolution
import Grading
import Tensors
import Testing
import TransformerSolution

struct WorkedExampleTests {
  private let upWeight = Tensor(rows: [[0, 1], [1, 1], [1, -1], [1, 0]])
  private let downWeight = Tensor(rows: [[1, 0, -1, 2], [0, 1, 2, -1]])

  private var feedForward: FeedForward {
    FeedForward(
      upProjection: Linear(weight: upWeight, bias: Tensor(zeros: [2])),
      downProjection: Linear(weight: downWeight, bias: Tensor(zeros: [4])))
  }

  /// A block whose attention says 0, so that its middle is its input.
  private var block: Block {
    Block(
      attentionNorm: LayerNorm(width: 4),
      attention: CausalSelfAttention(
        queryKeyValue: Linear(weight: Tensor(zeros: [4, 12]), bias: Tensor(zeros: [12])),
        projection: Linear(weight: Tensor(zeros: [4, 4]), bias: Tensor(zeros: [4])),
        headCount: 1),
      feedForwardNorm: LayerNorm(width: 4), feedForward: feedForward)
  }

  @Test func `the example of chapter 4 is what the code computes`() throws {
    let x = Tensor([1, 3, 3, 9], shape: [1, 1, 4])
    let upstream = Tensor([1, 0, -1, 0], shape: [1, 1, 4])
    let norm = block.feedForwardNorm

    // Forward, part by part.
    let mean = x.scalars.reduce(0, +) / 4
    let variance = x.scalars.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4
    let (normed, normPullback) = norm.withPullback(x)
    let wide = feedForward.upProjection(normed)
    let (activated, geluPullback) = geluWithPullback(wide)
    let slope = geluPullback(Tensor(repeating: 1, shape: wide.shape))
    let transformed = feedForward.downProjection(activated)

    // Backward, part by part.
    let (toActivated, downGradient) = feedForward.downProjection.withPullback(activated)
      .pullback(upstream)
    let toWide = geluPullback(toActivated)
    let (toNormed, _) = feedForward.upProjection.withPullback(normed).pullback(toWide)
    let (throughNorm, normGradient) = normPullback(toNormed)
    let bracket = throughNorm.scalars.map { $0 * variance.squareRoot() }
    let products = zip(toNormed.scalars, normed.scalars).map { $0 * $1 }

    // The block does all of it in one go.
    var generator = SeededGenerator(seed: 4)
    let (output, pullback) = block.withPullback(x, using: &generator)
    let (toInput, gradient) = pullback(upstream)
    for (whole, parts) in zip(output.scalars, zip(x.scalars, transformed.scalars)) {
      #expect(abs(whole - (parts.0 + parts.1)) < 1e-5)
    }
    for (whole, part) in zip(
      gradient.feedForwardNorm.weight.scalars, normGradient.weight.scalars)
    {
      #expect(abs(whole - part) < 1e-5)
    }

    func printed(_ numbers: [Float], _ decimals: Int = 3) -> [PrintedNumber] {
      numbers.map { PrintedNumber(Double($0), decimals: decimals) }
    }
    // Layer norm.
    var numbers = printed([mean, variance, variance.squareRoot()], 0)
    numbers += printed(normed.scalars)
    numbers += printed(toNormed.scalars)
    numbers += printed(normGradient.weight.scalars)
    numbers += printed([
      toNormed.scalars.reduce(0, +) / 4, products.reduce(0, +) / 4,
    ])
    numbers += printed(bracket)
    numbers += printed(throughNorm.scalars)
    // GELU.
    numbers += printed(activated.scalars, 4)
    numbers += printed(slope.scalars, 4)
    // The feed-forward layer.
    numbers += printed(wide.scalars)
    numbers += printed(activated.scalars, 4)
    numbers += printed(transformed.scalars)
    numbers += printed(toActivated.scalars, 0)
    numbers += printed(toWide.scalars)
    numbers += printed(toNormed.scalars)
    numbers += printed([downGradient.weight.scalars[0]])
    // The block.
    numbers += printed(output.scalars)
    numbers += printed(toInput.scalars)
    try expectInChapter(4, numbers)
  }

  @Test func `chapter 4 counts the parameters as the code does`() {
    var generator = SeededGenerator(seed: 4)
    var mainJob = GPTConfiguration.gptMini(vocabularySize: 2048)
    mainJob.tiesHead = true
    #expect(GPT(mainJob, using: &generator).parameterCount == 873_600)
    let small = GPT(.gptMini(vocabularySize: 1024), using: &generator)
    #expect(small.parameterCount == 874_624)
    let block = small.blocks[0]
    #expect(block.attention.parameterCount == 66_048)
    #expect(block.feedForward.parameterCount == 131_712)
    #expect(block.parameterCount == 198_272)
  }
}
