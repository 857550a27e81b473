import CourseKit
import Grading
import Tensors
import Testing
import Transformer

/// The whole model beside PyTorch's, for a full context and for a shorter sequence.
@Suite struct GPTParityTests {
  @Test(arguments: FixtureModel.allCases, ["", "short."])
  func `4.7 the logits are PyTorch's`(preset: FixtureModel, part: String) throws {
    let (model, fixture) = (try preset.model(), try preset.fixture())
    let logits = model(try fixture.tokens("\(part)tokens"))
    #expect(difference(between: logits, and: try fixture.tensor("\(part)logits")) == nil)
  }

  @Test(arguments: FixtureModel.allCases, ["", "short."])
  func `4.8 every parameter's gradient is PyTorch's`(preset: FixtureModel, part: String) throws {
    let (model, fixture) = (try preset.model(), try preset.fixture())
    var generator = SeededGenerator(seed: 1)
    let (logits, pullback) = model.withPullback(
      try fixture.tokens("\(part)tokens"), using: &generator)
    #expect(difference(between: logits, and: try fixture.tensor("\(part)logits")) == nil)
    let gradient = pullback(lossUpstream(logits, try fixture.tokens("\(part)targets")))
    #expect(try fixture.difference(between: gradient, and: "\(part)gradient.") == nil)
  }
}
