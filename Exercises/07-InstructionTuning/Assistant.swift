import CourseKit
import Foundation
import Pretraining
import Tensors

// MARK: 7.7 Respond

/// A model that answers: with its tokenizer, and the template that it was tuned on.
public struct Assistant<Model: LanguageModel, Coder: Tokenizer>: Sendable {
  public var model: Model
  public let tokenizer: Coder
  public let template: PromptTemplate
  /// The token that ends an answer.
  public let endOfText: Int
  /// Where an answer ends besides at the end of text; nil for nowhere.
  ///
  /// A model that is only pretrained goes on with the next question: with a line break here it can
  /// be measured by the same items.
  public var stopText: String?

  public init(
    model: Model, tokenizer: Coder, template: PromptTemplate, endOfText: Int,
    stopText: String? = nil
  ) {
    self.model = model
    self.tokenizer = tokenizer
    self.template = template
    self.endOfText = endOfText
    self.stopText = stopText
  }

  /// The answer to an instruction, without white space around it.
  ///
  /// The prompt is what tuning saw before the response, token for token. The answer ends with the end
  /// of text, at ``stopText``, or after `maxTokens`. `onToken` gets each token as it is chosen and
  /// may end the answer by returning false. Of a prompt that is too long only the end is seen.
  ///
  /// The tokens come from chapter 5's `generate`, with ``endOfText`` as its stop; what it returns is only
  /// what is new. `onToken` hears of every token first, also of the one that completes ``stopText``.
  public func respond(
    to instruction: String, input: String = "", maxTokens: Int = 48, decoding: Decoding,
    using generator: inout SeededGenerator, onToken: (Int) -> Bool = { _ in true }
  ) -> String {
    todo("7.7")
  }

  /// The answer made of the likeliest tokens: the same every time.
  public func respond(to instruction: String, input: String = "", maxTokens: Int = 48) -> String {
    var unused = SeededGenerator(seed: 0)
    return respond(
      to: instruction, input: input, maxTokens: maxTokens, decoding: .greedy, using: &unused)
  }

  /// The answers to many examples, several worked on at the same time.
  public func answers(to examples: [InstructionExample], maxTokens: Int = 48) -> [JudgedAnswer] {
    concurrentMap(examples.count) { index in
      let example = examples[index]
      return JudgedAnswer(
        example,
        answer: respond(to: example.instruction, input: example.input, maxTokens: maxTokens))
    }
  }

  // MARK: The parts, for other ways to generate

  /// What the model continues: the tokens of the template's prompt, and no others.
  public func promptTokens(_ instruction: String, input: String = "") -> [Int] {
    todo("7.7")
  }

  /// Whether the tokens made so far have reached ``stopText``; never where it is nil.
  ///
  /// They are decoded together: a token may be a piece of a word, or hold ``stopText`` and more. White
  /// space at the beginning does not count: an answer that begins with a line break has not ended.
  public func hasEnded(_ tokens: [Int]) -> Bool {
    todo("7.7")
  }

  /// The answer that the tokens make: up to the first ``stopText`` (not counting white space at the
  /// beginning), without white space around it.
  ///
  ///     // stop text "\n"
  ///     "\n Ana.\nQuestion:"  →  "Ana."
  public func answer(of tokens: [Int]) -> String {
    todo("7.7")
  }

  /// An answer that begins with a line break has not ended yet.
  private func withoutLeadingSpace(_ text: String) -> String {
    String(text.drop(while: \.isWhitespace))
  }
}
