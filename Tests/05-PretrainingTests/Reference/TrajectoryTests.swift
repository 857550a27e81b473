import CourseKit
import Grading
import Pretraining
import Tensors
import Testing
import Transformer

/// Loss, gradients and twenty steps of training beside PyTorch's.
@Suite struct TrajectoryTests {
  @Test(arguments: FixtureModel.allCases, ["", "short."])
  func `5.2 the whole model's loss and gradients are PyTorch's`(
    preset: FixtureModel, part: String
  ) throws {
    let (model, fixture) = (try preset.model(), try preset.fixture())
    let targets = try fixture.tokens("\(part)targets")
    var generator = SeededGenerator(seed: 1)
    let (logits, modelPullback) = model.withPullback(
      try fixture.tokens("\(part)tokens"), using: &generator)
    let (loss, lossPullback) = Pretraining::crossEntropyWithPullback(logits, targets: targets)
    let expected = try fixture.doubles("\(part)loss")[0]
    #expect(difference(between: loss, and: expected, tolerance: 1e-6) == nil)
    #expect(loss == Pretraining::crossEntropy(logits, targets: targets))
    let gradient = modelPullback(lossPullback(1))
    #expect(try fixture.difference(between: gradient, and: "\(part)gradient.") == nil)
  }

  @Test(arguments: FixtureModel.allCases)
  func `5.7 twenty steps of training go where PyTorch's go`(preset: FixtureModel) throws {
    let fixture = try preset.fixture()
    let inputs = try fixture.batches("trajectory.tokens")
    let targets = try fixture.batches("trajectory.targets")
    let (losses, norms, rates) = (
      try fixture.doubles("trajectory.loss"), try fixture.doubles("trajectory.gradientNorm"),
      try fixture.doubles("trajectory.learningRate")
    )
    let schedule = LearningRateSchedule(peak: 1e-2, minimum: 1e-3, warmUpSteps: 5, totalSteps: 20)
    var training = Training(
      try preset.model(), plan: TrainingPlan(schedule: schedule, batchSize: 3),
      generator: SeededGenerator(seed: 1))
    for step in 0..<20 {
      let report = training.advance { _ in
        TrainingBatch(inputs: inputs[step], targets: targets[step])
      }
      #expect(report.step == step)
      #expect(difference(between: report.loss, and: losses[step]) == nil, "step \(step)")
      #expect(difference(between: report.gradientNorm, and: norms[step], tolerance: 5e-5) == nil)
      #expect(
        difference(between: Double(report.learningRate), and: rates[step], tolerance: 1e-6) == nil)
    }
    let final = training.model.withoutKeyBias()
    for (name, tensor) in final.parameters {
      let expected = Tensor.withoutKeyBias(name, try fixture.tensor("trajectory.final.\(name)"))
      let difference = difference(between: tensor, and: expected, tolerance: 5e-5)
      #expect(difference == nil, "\(preset) \(name)")
    }
  }
}

extension GPT {
  /// The gradient of the key bias is rounding error, which AdamW makes whole steps of: 0 in its place.
  fileprivate func withoutKeyBias() -> GPT {
    var model = self
    model.visitParameters(under: "") { name, parameter in
      parameter = Tensor.withoutKeyBias(name, parameter)
    }
    return model
  }
}

extension Tensor {
  fileprivate static func withoutKeyBias(_ name: String, _ parameter: Tensor) -> Tensor {
    guard name.hasSuffix("attn.c_attn.bias") else { return parameter }
    var parameter = parameter
    let third = parameter.count / 3
    for offset in third..<2 * third { parameter[offset] = 0 }
    return parameter
  }
}
