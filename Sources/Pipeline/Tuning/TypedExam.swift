import Console
import Corpora
import CourseKit
import InstructionTuning
import Runs
import Tokenization

/// The questions typed by hand, put to a model: whether it has learned to read, or only the
/// sentences that the small world makes.
struct TypedExam: Sendable {
  /// The kinds in their order. Those that are longer than the context are left out.
  let questions: [TypedQuestion]
  private let examples: [InstructionExample]
  /// No answer needs more tokens.
  private let longestAnswer: Int

  /// The exam that goes with what an assistant was tuned on: nil where that is not the small world, or
  /// where its context is too short for any question.
  init?(_ source: InstructionData.Source, template: PromptTemplate, model: TrainedModel) {
    guard case .smallWorld(let language) = source else { return nil }
    self.init(
      TypedQuestion.all(in: language, for: .measuring), template: template, model: model)
    guard !questions.isEmpty else { return nil }
  }

  init(_ questions: [TypedQuestion], template: PromptTemplate, model: TrainedModel) {
    let length = model.model.configuration.contextLength
    func tokenCount(_ question: TypedQuestion, _ answer: String) -> Int {
      let example = InstructionExample(question, answer: answer)
      return tokenize(
        example, template: template, tokenizer: model.tokenizer,
        endOfText: model.tokenizer.endOfText ?? 0
      ).tokens.count
    }
    let kinds = TypedQuestion.Kind.allCases
    self.questions = kinds.flatMap { kind in questions.filter { $0.kind == kind } }
      .filter { question in
        question.answers.allSatisfy { tokenCount(question, $0) <= length + 1 }
      }
    examples = self.questions.map { InstructionExample($0, answer: $0.answers[0]) }
    longestAnswer =
      self.questions.flatMap(\.answers)
      .map { model.encode(text: " \($0).").count + 1 }.max() ?? 1
  }

  /// An answer is right if it is one of those accepted.
  ///
  /// - Throws: what the observer has thrown, which is told now and then how many are answered.
  func scores(
    of responder: AssistantResponder, observer: Observer<Int> = { _ in }
  ) throws -> AssistantResults.Scores {
    let answers = try responder.answers(
      to: examples, maxTokens: longestAnswer, observer: observer)
    return .init(zip(questions, answers).map { Self.judged($0, answer: $1.answer) })
  }

  /// Compared with the accepted answer that it is, or else with the best one.
  static func judged(_ question: TypedQuestion, answer: String) -> JudgedAnswer {
    let meant =
      question.answers.first {
        isExactMatch(answer, InstructionExample(question, answer: $0).response)
      }
      ?? question.answers[0]
    return JudgedAnswer(InstructionExample(question, answer: meant), answer: answer)
  }
}

extension InstructionExample {
  /// As the small world's own questions are answered: with a full stop.
  fileprivate init(_ question: TypedQuestion, answer: String) {
    self.init(
      instruction: question.question, input: question.passage, response: "\(answer).",
      task: question.kind.rawValue)
  }
}
