import Console
import Corpora
import CourseKit
import Extensions
import Foundation
import InstructionTuning
import Pipeline
import TensorKernels
import TestSupport
import Testing

struct PreferenceTests {
  // MARK: Pairs

  @Test(arguments: Language.allCases, Split.allCases)
  func `both answers stand in the passage, and neither in the other`(
    language: Language, split: Split
  ) {
    let world = SmallWorld(language: language, seed: 3)
    let pairs = world.preferencePairs(200, split: split)
    #expect(pairs.count == 200)
    for pair in pairs {
      let (right, wrong) = (String(pair.chosen.dropLast()), String(pair.rejected.dropLast()))
      #expect(pair.chosen.hasSuffix(".") && pair.rejected.hasSuffix("."))
      #expect(!right.contains(wrong) && !wrong.contains(right))
      // What somebody did may be told in another form.
      if pair.kind != .what {
        #expect(pair.input.lowercased().contains(right.lowercased()), "\(pair)")
        #expect(pair.input.lowercased().contains(wrong.lowercased()), "\(pair)")
      }
    }
    #expect(Set(pairs.map(\.kind)) == Set(QuestionKind.allCases))
    #expect(world.preferencePairs(50, split: split) == Array(pairs.prefix(50)))
    #expect(
      SmallWorld(language: language, seed: 4).preferencePairs(50, split: split)
        != Array(pairs.prefix(50)))
  }

  @Test func `a story with one question of each kind makes no pair`() {
    let world = SmallWorld(language: .english, seed: 1)
    var (with, without) = (0, 0)
    for index in 0..<400 {
      let story = world.story(index, split: .training)
      let counts = Dictionary(grouping: story.questions, by: \.kind)
        .mapValues { Set($0.map(\.answer)).count }
      // `preferencePairs` goes on to the next story where one makes none.
      let pair = world.preferencePairs(1, split: .training, firstStory: index)[0]
      if pair.input == story.text {
        with += 1
        #expect(counts[pair.kind]! >= 2)
      } else {
        without += 1
        if story.facts.count == 1 { continue }
      }
    }
    #expect(with > 100 && without > 20)
  }

  // MARK: Learning

  private func plan(steps: Int) -> PreferenceTuning.Plan {
    PreferenceTuning.Plan(
      beta: 0.3, stepCount: steps, learningRate: 5e-3, batchSize: 2, accumulation: 4)
  }

  private func size(pairs: Int) -> PreferenceRun.Size {
    var size = PreferenceRun.Size()
    size.trainingPairs = pairs
    size.heldOutPairs = 12
    size.instructions = 12
    return size
  }

  @Test func `on the pairs it learns from, the margin grows from nothing`() throws {
    try withQuestionRun(hasAssistant: true) { folder in
      // Each step sees all pairs.
      var run = try PreferenceRun(folder, size: size(pairs: 8), plan: plan(steps: 40), seed: 1)
      try run.train()
      let results = try run.finish()
      // Those that fit into the context.
      #expect((1...8).contains(results.trainingPairCount) && results.steps.count == 40)
      // Policy and reference are still the same: −ln σ(0).
      #expect(abs(results.steps[0].loss - log(2)) < 1e-9)
      #expect(results.steps[0].rewardMargin == 0 && results.steps[0].accuracy == 0)
      #expect(results.steps[39].rewardMargin > 0.5)
      #expect(results.steps[39].accuracy == 1)
      #expect(results.steps[39].loss < results.steps[20].loss)
      #expect(results.before.rewardMargin == 0)
      // The margin is what the log-ratio has grown by, times β.
      let grown = results.after.logRatio - results.before.logRatio
      #expect(abs(results.after.rewardMargin - 0.3 * grown) < 1e-9)
      #expect(results.before.answers.all.count == 12)
    }
  }

  @Test func `the same seed gives the same bytes, for any number of threads`() throws {
    try withQuestionRun(hasAssistant: true) { folder in
      let count = Threads.count
      defer { Threads.count = count }
      var files: [Data] = []
      for (threads, seed) in [(1, 1), (3, 1), (2, 2)] {
        Threads.count = threads
        var run = try PreferenceRun(
          folder, size: size(pairs: 20), plan: plan(steps: 4), seed: UInt64(seed))
        try run.train()
        let results = try run.finish()
        #expect(try folder.preferenceResults() == results)
        _ = try TrainedModel(readingFrom: folder, parameters: \.preferredFile)
        files.append(try bytes(of: folder.preferredFile))
      }
      #expect(files[0] == files[1])
      #expect(files[0] != files[2])
    }
  }

  @Test func `it can be stopped, and saves nothing then`() throws {
    try withQuestionRun(hasAssistant: true) { folder in
      var run = try PreferenceRun(folder, size: size(pairs: 8), plan: plan(steps: 9), seed: 1)
      var steps = 0
      #expect(throws: Stopped.self) {
        try run.train { _ in
          steps += 1
          if steps == 3 { throw Stopped() }
        }
      }
      #expect(steps == 3)
      #expect(!FileManager.default.fileExists(atPath: folder.preferredFile))
      #expect(try folder.preferenceResults() == nil)
    }
  }
}
