import CourseKit
import Grading
import Tensors
import Testing
import Transformer

@Test(arguments: [true, false], [[], [4], [0, 3, 5], [0, 1, 2, 3, 4, 5]])
func `4.8 logits and gradients of some positions are those of all with 0 elsewhere`(
  tiesHead: Bool, positions: [Int]
) {
  var configuration = GPTConfiguration(
    vocabularySize: 7, contextLength: 4, layerCount: 2, headCount: 2, width: 4)
  configuration.tiesHead = tiesHead
  configuration.dropoutRate = 0.2
  var data = TestData(seed: 48)
  var generator = data.split()
  let model = data.filling(GPT(configuration, using: &generator), in: -0.5...0.5)
  let tokens = TokenBatch([[1, 5, 2], [6, 0, 1]])

  var (one, other) = (SeededGenerator(seed: 8), SeededGenerator(seed: 8))
  let (logits, pullback) = model.withPullback(tokens, at: positions, using: &one)
  let (all, wholePullback) = model.withPullback(tokens, using: &other)
  #expect(one == other)
  #expect(logits == all.gatheringRows(positions))

  let upstream = data.tensor([positions.count, 7])
  let whole = upstream.scatteringRows(to: positions, of: [2, 3, 7])
  let pairs = zip(pullback(upstream).parameters, wholePullback(whole).parameters)
  for (a, b) in pairs {
    #expect(difference(between: a.tensor, and: b.tensor, tolerance: 1e-6) == nil, "\(a.name)")
  }
}
