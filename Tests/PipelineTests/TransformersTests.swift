import Corpora
import CourseKit
import Foundation
import InstructionTuning
import Pretraining
import Runs
import Tensors
import TestSupport
import Testing
import Transformer

@testable import Pipeline

/// What Hugging Face's transformers make of the same folder: models made there and imported, and models of
/// the course exported.
@Suite(
  .enabled(
    if: PythonPeer.hasTorch, "skipped: python3 has not all of torch, transformers and safetensors"))
struct TransformersTests {
  struct Guise: Encodable, CustomTestStringConvertible {
    var type = "float32"
    var parts = false
    var ties = true
    var activation = "gelu_new"
    var isOld = false
    var corpus: [String] = []

    var testDescription: String { "\(type) parts \(parts) ties \(ties) \(activation) \(isOld)" }
  }

  private struct Message: Encodable {
    let role: String
    let content: String
  }

  private struct Questions: Encodable {
    let texts: [String]
    var prompts: [[Int]] = []
    var count = 12
    var ends: Int? = nil
    var conversations: [[Message]] = []
  }

  private struct Answers: Decodable {
    let ids: [[Int]]
    let logits: [[Float]]
    let greedy: [[Int]]
    let prompts: [String]
  }

  @discardableResult
  private func ask(_ action: String, _ folder: String, _ words: some Encodable) throws -> Data {
    try PythonPeer.output(
      of: ["Tests/Peers/transformers_answers.py", action, folder],
      input: JSONEncoder().encode(words))
  }

  private func answers(to questions: Questions, from folder: String) throws -> Answers {
    try JSONDecoder().decode(Answers.self, from: ask("answer", folder, questions))
  }

  private static let texts = [
    "Anna found a red kite.", "  two  spaces \n\n", "don't I'LL we've", "coração, não!", "🙂 日本語",
    "Ana viu a raposa no parque.",
  ]

  private func expectNear(_ own: [Float], _ foreign: [Float]) {
    #expect(own.count == foreign.count)
    let largest = zip(own, foreign).map { abs($0 - $1) }.max() ?? 0
    #expect(largest < 1e-4)
  }

  private func expectSame(_ trained: TrainedModel, _ questions: Questions, _ answers: Answers)
    throws
  {
    #expect(answers.ids.count == questions.texts.count)
    #expect(answers.greedy.count == questions.prompts.count && !answers.greedy.isEmpty)
    for (text, ids) in zip(questions.texts, answers.ids) {
      #expect(trained.tokenizer.encode(text) == ids, "\(text.debugDescription)")
    }
    var generator = SeededGenerator(seed: 1)
    for (prompt, (logits, greedy)) in zip(questions.prompts, zip(answers.logits, answers.greedy)) {
      expectNear(trained.model.nextTokenLogits(after: prompt).scalars, logits)
      let own = try GenerationSession(trained.model, stop: questions.ends).tokens(
        after: prompt, maxTokens: questions.count, decoding: .greedy, using: &generator)
      #expect(own == (greedy.last == questions.ends ? greedy.dropLast() : greedy))
    }
  }

  @Test(arguments: [
    Guise(), Guise(type: "float16", parts: true, ties: false),
    Guise(type: "bfloat16", activation: "gelu", isOld: true),
  ])
  func `a model that was made there is the same here, and there again`(guise: Guise) throws {
    try withTemporaryFolder { folder in
      var guise = guise
      guise.corpus = Language.allCases.flatMap {
        SmallWorld(language: $0, seed: 1).pretrainingDocuments(count: 40, split: .training)
      }
      let made = folder + "/made"
      try ask("make", made, guise)
      let run = try RunFolder.make(named: "made", in: folder)
      try ModelImport(readingFrom: made).write(to: run)
      let trained = try TrainedModel(readingFrom: run)
      let questions = Questions(
        texts: Self.texts, prompts: Self.texts.map { trained.tokenizer.encode($0) }, ends: 0)
      try expectSame(trained, questions, answers(to: questions, from: made))
      let back = folder + "/back"
      try ModelExport(of: run, .pretrained, dropsBias: false)
        .write(toFolder: back, cardIn: .english)
      try expectSame(trained, questions, answers(to: questions, from: back))
    }
  }

  @Test(arguments: Language.allCases)
  func `an assistant is the same there, and is asked the same way`(language: Language) throws {
    try withQuestionRun(language: language, hasAssistant: true) {
      $0.tiesHead = true
    } _: {
      folder in
      let trained = try TrainedModel(assistantOf: folder)
      let end = try #require(trained.tokenizer.endOfText)
      let template = PromptTemplate(language: language)
      let (question, passage) = (" Who ran? ", "Ana ran.\n")
      let questions = Questions(
        texts: Self.texts, prompts: Self.texts.map { [end] + trained.tokenizer.encode($0) },
        ends: end,
        conversations: [
          [Message(role: "user", content: question)],
          [
            Message(role: "system", content: passage), Message(role: "user", content: question),
          ],
        ])
      let out = folder.path + "/out"
      try ModelExport(of: folder, .assistant, dropsBias: false)
        .write(toFolder: out, cardIn: language)
      let answers = try answers(to: questions, from: out)
      try expectSame(trained, questions, answers)
      #expect(
        answers.prompts == [
          template.prompt(question), template.prompt(question, input: passage),
        ])
    }
  }

  @Test func `a classifier gives the same logits there`() throws {
    try withQuestionRun {
      $0.tiesHead = true
    } _: { folder in
      let trained = try TrainedModel(readingFrom: folder)
      var plan = ClassificationPlan.quick
      plan.minimumSteps = 1
      plan.epochs[.everything] = 2
      plan.pooling = .lastToken
      let data = ClassificationData.smallWorld(
        language: .english, seed: 5, trainingCount: 96, testCount: 60)
      let (classifier, results) = try ClassifierTuning(
        trained, on: data, strategies: [.everything], plan: plan, seed: 1
      ).run()
      try classifier.save(results, to: folder)
      let out = folder.path + "/out"
      try ModelExport(of: folder, .classifier, dropsBias: false)
        .write(toFolder: out, cardIn: .english)
      let texts = data.test.prefix(6).map(\.text)
      let answers = try answers(to: Questions(texts: texts), from: out)
      let own = classifier.classifier.probabilities(of: texts, with: classifier.tokenizer)
      #expect(answers.logits.count == texts.count)
      for (row, logits) in answers.logits.enumerated() {
        let largest = logits.max()!
        let powers = logits.map { exp($0 - largest) }
        expectNear(
          (0..<logits.count).map { own[row, $0] }, powers.map { $0 / powers.reduce(0, +) })
      }
    }
  }
}
