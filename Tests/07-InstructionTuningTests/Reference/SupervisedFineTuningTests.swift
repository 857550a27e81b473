import CourseKit
import Grading
import InstructionTuning
import Pretraining
import Tensors
import Testing
import Tokenization
import Transformer

private func plan(
  batchSize: Int = 2, accumulation: Int = 1, steps: Int = 100, limit: Double = 1
) -> TrainingPlan {
  TrainingPlan(
    schedule: LearningRateSchedule(peak: 1e-2, minimum: 1e-3, warmUpSteps: 5, totalSteps: steps),
    batchSize: batchSize, accumulation: accumulation, gradientNormLimit: limit)
}

private func tuning(
  _ plan: TrainingPlan = plan(), dropoutRate: Float = 0, masksPrompt: Bool = true,
  seed: UInt64 = 76
) -> SupervisedFineTuning<GPT> {
  SupervisedFineTuning(
    smallGPT(vocabularySize: 10, dropoutRate: dropoutRate), examples: numberedExamples,
    plan: plan, padToken: 0, masksPrompt: masksPrompt, seed: seed)
}

/// The first parameter in which two models differ, be it a single bit.
private func differingParameter(_ a: GPT, _ b: GPT) -> String? {
  zip(a.parameters, b.parameters).first {
    bitDifference(between: $0.tensor, and: $1.tensor) != nil
  }?
  .0.name
}

@Suite struct SupervisedFineTuningTests {
  @Test func `7.6 eight examples are learned by heart and answered`() {
    let pairs = [
      ("big", "small."), ("hot", "cold."), ("old", "very new."), ("wet", "dry."),
      ("fast", "slow and calm."), ("long", "short."), ("clean", "dirty."), ("soft", "hard."),
    ]
    let examples = pairs.map {
      InstructionExample(instruction: "The opposite?", input: "It is \($0.0).", response: $0.1)
    }
    let template = PromptTemplate(language: .english)
    let tokenizer = WordTokenizer(
      text: examples.map {
        template.prompt($0.instruction, input: $0.input) + template.continuation($0.response)
      }.joined(separator: "\n"))
    let endOfText = tokenizer.vocabularySize
    let tokenized = examples.map {
      InstructionTuning::tokenize(
        $0, template: template, tokenizer: tokenizer, endOfText: endOfText)
    }
    let model = smallGPT(vocabularySize: endOfText + 1, contextLength: 32)
    func score(_ model: GPT) -> TaskScore {
      let assistant = Assistant(
        model: model, tokenizer: tokenizer, template: template, endOfText: endOfText)
      return TaskScore(of: assistant.answers(to: examples, maxTokens: 8))
    }
    var tuning = SupervisedFineTuning(
      model, examples: tokenized, plan: plan(batchSize: 4, steps: 120), padToken: endOfText,
      seed: 7)
    var last = 0.0
    tuning.run(toStep: 120) { report in
      last = report.loss
      return true
    }
    #expect(last < 0.05)
    #expect(tuning.epochs == 60)
    #expect(score(model).exactMatch == 0)
    let after = score(tuning.model)
    #expect(after.exactMatch == 1 && after.rougeL == 1 && after.count == 8)
  }

  /// 1 and 40 learned tokens, in two batches and in one.
  @Test func `7.6 every learned token of a step counts the same`() {
    let examples = [
      TokenizedExample(tokens: [6, 3, 0], responseStart: 2),
      TokenizedExample(
        tokens: [7, 8, 9] + (0..<39).map { 1 + $0 * $0 % 9 } + [0], responseStart: 3),
    ]
    let model = smallGPT(vocabularySize: 10, contextLength: 48)
    func step(_ plan: TrainingPlan) -> (StepReport, Training<GPT>) {
      var tuning = SupervisedFineTuning(
        model, examples: examples, plan: plan, padToken: 0, seed: 5)
      return (tuning.advance(), tuning.training)
    }
    let (report, whole) = step(plan(batchSize: 2))
    let (partsReport, parts) = step(plan(batchSize: 1, accumulation: 2))

    let losses = examples.map { example in
      let batch = collate([example], padToken: 0)
      return maskedCrossEntropy(model(batch.inputs), targets: batch.targets)
    }
    #expect(abs(losses[0] - losses[1]) > 0.1)
    let mean = (1 * losses[0] + 40 * losses[1]) / 41
    #expect(difference(between: report.loss, and: mean, tolerance: 1e-6) == nil)
    #expect(difference(between: partsReport.loss, and: mean, tolerance: 1e-6) == nil)
    #expect(
      difference(between: partsReport.gradientNorm, and: report.gradientNorm, tolerance: 1e-5)
        == nil)
    // After one step the optimizer's first moments are a tenth of the gradient.
    for (a, b) in zip(parts.optimizer.firstMoments, whole.optimizer.firstMoments) {
      #expect(difference(between: a, and: b, smallestScale: 1e-3) == nil)
    }
  }

  @Test func `7.6 every example comes once in an epoch, in another order each time`() {
    func drawn(_ steps: Int, _ plan: TrainingPlan, seed: UInt64) -> [Int] {
      let tuning = tuning(plan, seed: seed)
      return (0..<steps).flatMap { tuning.exampleNumbers(ofStep: $0) }
    }
    // Five examples in steps of 2 × 3: batches reach from one epoch into the next.
    let order = drawn(10, plan(batchSize: 2, accumulation: 3), seed: 1)
    #expect(order.count == 60)
    let epochs = stride(from: 0, to: 60, by: 5).map { Array(order[$0..<$0 + 5]) }
    for epoch in epochs { #expect(epoch.sorted() == [0, 1, 2, 3, 4]) }
    #expect(Set(epochs).count > 6)
    #expect(order != drawn(10, plan(batchSize: 2, accumulation: 3), seed: 2))
    // The order does not depend on how it is cut into batches.
    #expect(order == drawn(12, plan(batchSize: 5), seed: 1))
  }

  @Test func `7.6 each step learns from its own examples`() {
    var tuning = tuning(plan(batchSize: 3))
    for step in 0..<4 {
      let batch = InstructionTuning::collate(
        tuning.exampleNumbers(ofStep: step).map { numberedExamples[$0] }, padToken: 0)
      let expected = InstructionTuning::maskedCrossEntropy(
        tuning.model(batch.inputs), targets: batch.targets)
      let report = tuning.advance()
      #expect(report.step == step)
      #expect(difference(between: report.loss, and: expected) == nil)
    }
  }

  @Test func `7.6 examples of similar length share a batch`() {
    let model = WatchedTableModel(table: TableModel(weight: Tensor(zeros: [10, 10])))
    for seed in 0..<8 {
      var tuning = SupervisedFineTuning(
        model, examples: numberedExamples, plan: plan(batchSize: 2, accumulation: 2), padToken: 0,
        seed: UInt64(seed))
      let lengths = tuning.exampleNumbers(ofStep: 0).map { numberedExamples[$0].tokens.count - 1 }
        .sorted()
      _ = tuning.advance()
      // The shorter two share a batch, and so do the longer two.
      #expect(model.lengths.takeAll() == [lengths[1], lengths[3]])
    }
  }

  @Test func `7.6 a step learns the responses, or all with the mask off`() throws {
    for masksPrompt in [true, false] {
      var tuning = tuning(plan(batchSize: 5), masksPrompt: masksPrompt)
      let batch = InstructionTuning::collate(
        numberedExamples, padToken: 0, masksPrompt: masksPrompt)
      let expected = InstructionTuning::maskedCrossEntropy(
        tuning.model(batch.inputs), targets: batch.targets)
      #expect(difference(between: tuning.advance().loss, and: expected) == nil)
    }
  }

  @Test func `7.6 batches of one make the step that one of all makes`() {
    var tuning = tuning(plan(batchSize: 1, accumulation: 5, limit: 1e9))
    let batch = InstructionTuning::collate(numberedExamples, padToken: 0)
    var generator = SeededGenerator(seed: 0)
    let (logits, pullback) = tuning.model.withPullback(batch.inputs, using: &generator)
    let (loss, lossPullback) = InstructionTuning::maskedCrossEntropyWithPullback(
      logits, targets: batch.targets, weighting: .tokens)
    let gradient = pullback(lossPullback(1))
    #expect(difference(between: tuning.advance().loss, and: loss) == nil)
    // m = (1 − β₁) g after the first step.
    for (moment, expected) in zip(tuning.training.optimizer.firstMoments, gradient.parameters) {
      #expect(
        difference(between: 10 * moment, and: expected.tensor, smallestScale: 1e-2) == nil,
        "\(expected.name)")
    }
  }

  @Test func `7.6 the same seed gives the same run on one, two and three threads`() {
    let runs = onEachThreadCount {
      var tuning = tuning(plan(batchSize: 2, accumulation: 2), dropoutRate: 0.1)
      tuning.run(toStep: 6)
      return tuning.model
    }
    for run in runs.dropFirst() { #expect(differingParameter(run, runs[0]) == nil) }
    var other = tuning(plan(batchSize: 2, accumulation: 2), dropoutRate: 0.1, seed: 77)
    other.run(toStep: 6)
    #expect(differingParameter(other.model, runs[0]) != nil)
  }

  @Test func `7.6 a run that was interrupted ends with the same bits`() {
    var whole = tuning(dropoutRate: 0.1)
    whole.run(toStep: 9)
    var first = tuning(dropoutRate: 0.1)
    first.run(toStep: 100) { $0.step < 3 }
    #expect(first.training.step == 4)
    var second = SupervisedFineTuning(
      resuming: first.training, examples: numberedExamples, padToken: 0, seed: 76)
    second.run(toStep: 9)
    #expect(differingParameter(second.model, whole.model) == nil)
    #expect(second.training.generator == whole.training.generator)
  }

  @Test func `7.6 no examples, or one that does not fit the model, are refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = SupervisedFineTuning(
        smallGPT(vocabularySize: 10), examples: [], plan: plan(), padToken: 0, seed: 1)
    }
    await #expect(processExitsWith: .failure) {
      _ = SupervisedFineTuning(
        smallGPT(vocabularySize: 10, contextLength: 6), examples: numberedExamples, plan: plan(),
        padToken: 0, seed: 1)
    }
  }
}
