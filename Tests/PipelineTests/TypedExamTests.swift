import Corpora
import CourseKit
import InstructionTuning
import Runs
import TestSupport
import Testing

@testable import Pipeline

@Suite struct TypedExamTests {
  private func exam(
    _ language: Language, contextLength: Int = 160
  ) throws -> (exam: TypedExam, model: TrainedModel) {
    let model = untrainedModel(language: language, contextLength: contextLength)
    let exam = try #require(
      TypedExam(
        .smallWorld(language), template: PromptTemplate(language: language), model: model))
    return (exam, model)
  }

  @Test(arguments: Language.allCases)
  func `every question of the measuring set is asked, by kind`(language: Language) throws {
    let (exam, model) = try exam(language, contextLength: 512)
    let all = TypedQuestion.all(in: language, for: .measuring)
    #expect(Set(exam.questions) == Set(all) && exam.questions.count == all.count)
    let scores = try exam.scores(
      of: AssistantResponder(model.assistant(PromptTemplate(language: language))))
    #expect(scores.all.count == all.count)
    let kinds = TypedQuestion.Kind.allCases.filter { kind in all.contains { $0.kind == kind } }
    #expect(scores.tasks.map(\.task) == kinds.map(\.rawValue))
    for score in scores.tasks {
      #expect(score.count == all.count { $0.kind.rawValue == score.task })
    }
    // What was never trained is never right.
    #expect(scores.all.exactMatch < 0.02)
  }

  @Test func `what is longer than the context is left out`() throws {
    let (exam, _) = try exam(.english, contextLength: 48)
    let all = TypedQuestion.all(in: .english, for: .measuring)
    #expect(exam.questions.count < all.count && !exam.questions.isEmpty)
    let longest = try #require(all.map(\.passage.count).max())
    #expect(exam.questions.allSatisfy { $0.passage.count < longest })
    let tiny = untrainedModel(contextLength: 8)
    #expect(
      TypedExam(
        .smallWorld(.english), template: PromptTemplate(language: .english), model: tiny) == nil)
  }

  @Test func `any of the accepted answers is right, and nothing else`() throws {
    let question = try #require(
      TypedQuestion.all(in: .english, for: .choosing).first { $0.answers.count > 1 })
    for answer in question.answers {
      #expect(TypedExam.judged(question, answer: "\(answer).").isExact)
      #expect(!TypedExam.judged(question, answer: "\(answer) today.").isExact)
    }
    let wrong = TypedExam.judged(question, answer: "")
    #expect(!wrong.isExact && wrong.example.response == "\(question.answers[0]).")
    #expect(wrong.example.task == question.kind.rawValue)
  }

  @Test func `an assistant of a user's own data does not sit it`() {
    let model = untrainedModel()
    #expect(
      TypedExam(
        .file(path: "a.json", fingerprint: "0"), template: PromptTemplate(language: .english),
        model: model) == nil)
  }
}
