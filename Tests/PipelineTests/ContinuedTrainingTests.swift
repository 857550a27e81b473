import CourseKit
import Foundation
import Pretraining
import Runs
import Tensors
import TestSupport
import Testing
import Transformer

@testable import Pipeline

/// A model that is exported, trained on by `Course/engines` and imported again.
@Suite(
  .enabled(
    if: PythonPeer.hasTorch, "skipped: python3 has not all of torch, transformers and safetensors"))
struct ContinuedTrainingTests {
  private func train(_ words: [String], processes: Int) throws {
    let start = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "\(processes)"]
    _ = try PythonPeer.output(of: start + ["Course/engines/continue_training.py"] + words)
  }

  @Test(arguments: [
    ["--batch", "4"], ["--batch", "2", "--accumulation", "2"], ["--batch", "4", "--fsdp"],
  ])
  func `a step in two processes is a step of chapter 5`(options: [String]) throws {
    try withQuestionRun { model in
      (model.activation, model.tiesHead, model.dropoutRate) = (.geluTanh, true, 0)
    } _: { folder in
      let trained = try TrainedModel(readingFrom: folder)
      let (export, text, output) = (
        folder.path + "/export", folder.path + "/text", folder.path + "/out"
      )
      try ModelExport(of: folder, .pretrained, dropsBias: false).write(
        toFolder: export, cardIn: .english)

      // Eight windows, all of which are in the one step, in whatever order.
      let length = trained.configuration.model.contextLength
      let sentence = "Anna found a red kite in the park. Bruno washed the car on Monday.\n"
      var document = sentence
      var batches = [TrainingBatch]()
      while batches.count < 8 {
        document += sentence
        batches = try PretrainingData.batches(of: document, for: trained)
      }
      try #require(batches.count == 8 && batches[0].inputs.length == length)
      try put(document, at: text)

      let plan = TrainingPlan(
        schedule: LearningRateSchedule(peak: 1e-3, minimum: 1e-4, warmUpSteps: 0, totalSteps: 1),
        batchSize: 1, accumulation: 8)
      var training = Training(trained.model, plan: plan, generator: SeededGenerator(seed: 1))
      var next = batches.makeIterator()
      _ = training.advance { _ in next.next()! }

      try train(
        [export, text, output, "--steps", "1", "--learning-rate", "1e-3", "--warm-up", "0"]
          + options,
        processes: 2)
      let back = try RunFolder.make(named: "back", in: folder.path)
      try ModelImport(readingFrom: output).write(to: back)
      let other = try TrainedModel(readingFrom: back).model
      let tokens = batches[0].inputs
      for (own, foreign) in zip(training.model(tokens).scalars, other(tokens).scalars) {
        #expect(abs(own - foreign) < 1e-4)
      }
      for (own, foreign) in zip(training.model.parameters, other.parameters) {
        #expect(own.name == foreign.name)
        // The gradient of the key bias is rounding error, which AdamW makes whole steps of: it changes no logit.
        let width = trained.configuration.model.width
        let keys = own.name.hasSuffix("attn.c_attn.bias") ? width..<2 * width : 0..<0
        for (place, (a, b)) in zip(own.tensor.scalars, foreign.tensor.scalars).enumerated()
        where !keys.contains(place) && abs(a - b) > 1e-4 {
          Issue.record("\(own.name) at \(place): \(a) and \(b)")
        }
      }
    }
  }

  @Test func `what cannot be trained on is told in a sentence, with a status`() throws {
    try withTemporaryFolder { folder in
      let failure = try #require(
        #expect(throws: PythonPeer.Failure.self) {
          try PythonPeer.output(of: [
            "Course/engines/continue_training.py", folder, folder, folder + "/out",
          ])
        })
      #expect(failure.message.hasSuffix("give the folder that gpt export wrote\n"))
    }
  }
}
