import Corpora
import CourseKit
import Extensions
import Foundation
import InstructionTuning
import Pretraining
import Runs
import Tensors
import Tokenization
import Transformer

/// A run's model that answers questions with a cache, and tells how sure it was of each answer.
struct Respondent: Sendable {
  var assistant: Assistant<GPT, ByteLevelBPE>
  /// Of the small world that it knows.
  let language: Language
  /// Whether it was tuned to instructions, or only pretrained on documents that hold some questions.
  let isTuned: Bool

  var model: GPT { assistant.model }
  private var contextLength: Int { model.configuration.contextLength }

  /// Reads one of the run's models; without a choice the assistant, or the pretrained model where
  /// there is none yet.
  init(of folder: RunFolder, model file: KeyPath<RunFolder, String>? = nil) throws {
    let file = file ?? (folder.hasAssistant ? \.assistantFile : \.modelFile)
    let template = file == \.modelFile ? nil : try folder.requiredAssistantResults().template
    let trained = try TrainedModel(readingFrom: folder, parameters: file)
    try self.init(
      trained, path: folder.path, template: template.map(PromptTemplate.init),
      isTuned: file != \.modelFile)
  }

  init(
    _ trained: TrainedModel, path: String, template: PromptTemplate? = nil, isTuned: Bool
  ) throws {
    guard let language = trained.configuration.language else {
      throw InputError(
        "\(path) was trained on a text of your own, and the questions are about the small world: "
          + "choose a run of the small world with --run.",
        "\(path) foi treinada com um texto seu, e as perguntas são sobre o pequeno mundo: escolha "
          + "com --run uma execução do pequeno mundo.")
    }
    self.language = language
    self.isTuned = isTuned
    assistant = trained.assistant(
      template ?? PromptTemplate(language: language), stopText: isTuned ? nil : "\n")
  }

  func tokenized(_ pair: PreferencePair) -> PreferenceTuning.Pair? {
    pair.tokenized(
      assistant.template, assistant.tokenizer, endOfText: assistant.endOfText,
      contextLength: contextLength)
  }

  // MARK: Answers

  /// An answer and how sure the model was of it.
  struct Reply: Sendable {
    let text: String
    /// ln P(answer, end | prompt)
    let logProbability: Double
    /// The mean entropy of the distributions that its tokens were chosen from, in nats.
    let entropy: Double
  }

  /// Goes on from the prompt's tokens until the answer has ended. Throws ``LogitsError``.
  func reply(
    to prompt: [Int], maxTokens: Int = 48, decoding: Decoding = .greedy,
    using generator: inout SeededGenerator
  ) throws -> Reply {
    var decoder = Decoder(model)
    var unread = prompt
    var tokens: [Int] = []
    var (logProbability, entropy, count) = (0.0, 0.0, 0.0)
    while tokens.count < maxTokens {
      let logits = decoder.read(unread)
      guard logits.isFinite else { throw LogitsError() }
      let probabilities = softmax(logits, temperature: 1)
      let next = decoding.choose(logits, using: &generator)
      logProbability += log(Double(max(probabilities[next], .leastNormalMagnitude)))
      entropy -= probabilities.reduce(0) { $1 > 0 ? $0 + Double($1) * log(Double($1)) : $0 }
      count += 1
      if next == assistant.endOfText { break }
      tokens.append(next)
      if assistant.hasEnded(tokens) { break }
      unread = [next]
    }
    return Reply(
      text: assistant.answer(of: tokens), logProbability: logProbability,
      entropy: entropy / max(1, count))
  }

  /// The likeliest answers to many prompts, several worked on at the same time.
  func replies(to prompts: [[Int]]) throws -> [Reply] {
    try concurrentTry(prompts.count) { index in
      var unused = SeededGenerator(seed: 0)
      return try reply(to: prompts[index], using: &unused)
    }
  }

  func answers(to examples: [InstructionExample]) throws -> [JudgedAnswer] {
    let prompts = examples.map { assistant.promptTokens($0.instruction, input: $0.input) }
    return try zip(examples, replies(to: prompts)).map { JudgedAnswer($0, answer: $1.text) }
  }
}

/// Instructions whose facts never occur in training, for measuring.
func heldOutExamples(_ world: SmallWorld, count: Int) -> [InstructionExample] {
  examples(world.instructions(count, split: .heldOut))
}

func examples(_ instructions: [Instruction]) -> [InstructionExample] {
  instructions.map(InstructionExample.init)
}
