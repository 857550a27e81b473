import Foundation
import Pipeline
import Pretraining
import Runs
import TestSupport
import Testing

struct InferenceTests {
  /// The model of a run, which never comes to an end of its own.
  private func endless(_ folder: RunFolder) throws -> TrainedModel {
    let model = try TrainedModel(readingFrom: folder)
    return model.without(token: try #require(model.tokenizer.endOfText))
  }

  @Test func `with a cache, within the context, the text is the uncached one`() throws {
    try withQuestionRun { folder in
      let model = try endless(folder)
      for decoding in [.greedy, Decoding(topP: 0.9)] {
        let texts = try [TrainedModel.Inference.cached, .uncached].map {
          try model.completion(
            of: "One morning", maxTokens: 60, decoding: decoding, seed: 5, inference: $0)
        }
        #expect(texts[0] == texts[1] && !texts[0].isEmpty)
      }
    }
  }

  @Test(arguments: TrainedModel.Inference.allCases)
  func `text may go beyond the context`(inference: TrainedModel.Inference) throws {
    try withQuestionRun { folder in
      let model = try endless(folder)
      let prompt = String(repeating: "The cat and the dog. ", count: 40)
      let count = try model.complete(
        prompt, maxTokens: 150, decoding: .greedy, seed: 1, inference: inference
      ) { _ in true }
      #expect(count == 150)
    }
  }

  @Test func `a beam of one is greedy, and beams come best first`() throws {
    try withQuestionRun { folder in
      let model = try endless(folder)
      let greedy = try model.completion(of: "One", maxTokens: 12, decoding: .greedy, seed: 1)
      for inference in [TrainedModel.Inference.cached, .uncached] {
        let one = try model.beams(of: "One", maxTokens: 12, width: 1, inference: inference)
        #expect(one.map(\.text) == [greedy])
        let many = try model.beams(of: "One", maxTokens: 12, width: 4, inference: inference)
        #expect(many.count == 4 && Set(many.map(\.text)).count == 4)
        #expect(many.map(\.score) == many.map(\.score).sorted(by: >))
        #expect(many[0].logProbability >= one[0].logProbability - 1e-6)
      }
      #expect(try model.beams(of: "One", maxTokens: 12, width: 2, inference: .int8).count == 2)
    }
  }
}
