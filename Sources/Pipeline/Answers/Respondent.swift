import Corpora
import CourseKit
import Foundation
import InstructionTuning
import Runs
import Tokenization
import Transformer

/// A run's model that is asked about the small world that it knows.
struct Respondent: Sendable {
  let responder: AssistantResponder
  /// Of its small world.
  let language: Language

  var assistant: Assistant<GPT, ByteLevelBPE> { responder.assistant }
  var model: GPT { assistant.model }
  /// Whether it was tuned to instructions, or only pretrained on documents that hold some questions.
  var isTuned: Bool { assistant.stopText == nil }

  /// Reads one of the run's models; without a choice the assistant, or the pretrained model where
  /// there is none yet.
  init(of folder: RunFolder, model file: KeyPath<RunFolder, String>? = nil) throws {
    let file = file ?? (folder.hasAssistant ? \.assistantFile : \.modelFile)
    let results = file == \.modelFile ? nil : try folder.requiredAssistantResults()
    let trained = try TrainedModel(readingFrom: folder, parameters: file)
    try self.init(
      trained, path: folder.path, template: results.map { PromptTemplate($0.template) },
      isTuned: file != \.modelFile, tunedOn: results?.source)
  }

  /// - Parameter source: the instructions that it was tuned on: any model may have learned of the small
  ///   world there.
  init(
    _ trained: TrainedModel, path: String, template: PromptTemplate? = nil, isTuned: Bool,
    tunedOn source: AssistantResults.Source? = nil
  ) throws {
    var language = trained.configuration.language
    if case .smallWorld(let world) = source { language = language ?? world }
    guard let language else {
      throw InputError(
        "\(path) has learned nothing of the small world, which the questions are about: choose another run "
          + "with --run, or tune this one on it with gpt instruct.",
        "\(path) não aprendeu nada do pequeno mundo, de que tratam as perguntas: escolha outra execução com "
          + "--run ou ajuste esta com gpt instruct.")
    }
    self.language = language
    responder = AssistantResponder(
      trained.assistant(
        template ?? PromptTemplate(language: language), stopText: isTuned ? nil : "\n"))
  }

  private init(_ responder: AssistantResponder, _ language: Language) {
    self.responder = responder
    self.language = language
  }

  /// What became of it by tuning to instructions.
  func tuned(to model: GPT) -> Respondent {
    var assistant = assistant
    (assistant.model, assistant.stopText) = (model, nil)
    return Respondent(AssistantResponder(assistant), language)
  }

  func tokenized(_ pair: PreferencePair) -> PreferenceTuning.Pair? {
    pair.tokenized(
      assistant.template, assistant.tokenizer, endOfText: assistant.endOfText,
      contextLength: responder.contextLength)
  }

  // MARK: Answers

  private static let longestAnswer = 48

  func answers(after prompts: [[Int]]) throws -> [AssistantResponder.Answer] {
    try responder.answers(after: prompts, maxTokens: Self.longestAnswer)
  }

  func answers(to examples: [InstructionExample]) throws -> [JudgedAnswer] {
    try responder.answers(to: examples, maxTokens: Self.longestAnswer)
  }
}

/// Instructions whose facts never occur in training, for measuring.
func heldOutExamples(_ world: SmallWorld, count: Int) -> [InstructionExample] {
  examples(world.instructions(count, split: .heldOut))
}

func examples(_ instructions: [Instruction]) -> [InstructionExample] {
  instructions.map(InstructionExample.init)
}
