import CourseKit
import Foundation
import Pretraining
import Tensors
import TensorKernels
import Transformer

func run(_ c: GPTConfiguration, batch: Int, steps: Int) {
  var g = SeededGenerator(seed: 1)
  let model = GPT(c, using: &g)
  let text = TrainingText(
    tokens: (0..<20000).map { _ in Int.random(in: 0..<c.vocabularySize, using: &g) },
    windowLength: c.contextLength)
  var t = Training(
    model,
    plan: TrainingPlan(
      schedule: LearningRateSchedule(peak: 1e-3, floor: 1e-4, warmUpSteps: 10, totalSteps: 1000),
      batchSize: batch), generator: g)
  for _ in 0..<3 { _ = t.advance(on: text) }
  var times: [Double] = []
  var r: StepReport!
  for _ in 0..<steps {
    let s = DispatchTime.now().uptimeNanoseconds
    r = t.advance(on: text)
    times.append(Double(DispatchTime.now().uptimeNanoseconds - s) * 1e-6)
  }
  times.sort()
  print(c.width, "ms/step min", times[0], "median", times[steps / 2], "tok/s at min", Double(batch * c.contextLength) / times[0] * 1e3, r.loss)
  let s2 = DispatchTime.now().uptimeNanoseconds
  let n = 200
  _ = t.model.generateGreedily(from: Array(repeating: 1, count: c.contextLength), count: n)
  let e2 = Double(DispatchTime.now().uptimeNanoseconds - s2) * 1e-9
  print("gen tok/s", Double(n) / e2)
}
let which = CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : "mini"
if which == "mini" { run(.gptMini(vocabularySize: 40), batch: 16, steps: 60) }
if which == "six" {
  run(
    GPTConfiguration(
      vocabularySize: 65, contextLength: 256, layerCount: 6, headCount: 6, width: 384), batch: 8,
    steps: 8)
}
do {
  let a = Tensor(repeating: 0.5, shape: [2048, 256]), b = Tensor(repeating: 0.25, shape: [256, 512])
  for th in [1, 2] {
    Threads.count = th
    var best = 1e9
    for _ in 0..<200 { let s = DispatchTime.now().uptimeNanoseconds; _ = matmul(a, b); best = min(best, Double(DispatchTime.now().uptimeNanoseconds - s)) }
    print(th, "matmul GF/s", 2 * 2048.0 * 256 * 512 / best)
  }
}
