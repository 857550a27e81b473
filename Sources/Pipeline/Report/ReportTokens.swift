import Charts
import CourseKit
import Pretraining
import Runs
import Tensors
import Tokenization

/// A text that a model made, with what it thought at every token.
struct ReadText {
  /// What it was given, with the end of text in front where it was given that.
  let prompt: [Int]
  /// What it made, with the end of text where it chose to end.
  let made: [Int]
  /// The logits of each of these tokens: `[vocabulary]`.
  let logits: [Tensor]
}

extension TrainedModel {
  /// Lets the model go on from `prompt`, and reads the whole again for its logits: in one pass,
  /// which gives what generation had, to rounding. Throws ``LogitsError``.
  ///
  /// No more tokens than fit into the context, so that every one is judged by all before it.
  func read(
    from prompt: [Int], maxTokens: Int, decoding: Decoding
  ) throws -> ReadText {
    // Of a prompt that fills the context the end stays, and room for a few tokens.
    let length = configuration.model.contextLength
    let prompt = Array(prompt.suffix(max(1, length - min(8, length / 2))))
    let count = min(maxTokens, length - prompt.count)
    var generator = SeededGenerator(seed: configuration.seed)
    var made = try session(.uncached).tokens(
      after: prompt, maxTokens: count, decoding: decoding, using: &generator)
    if made.count < count, let endOfText = tokenizer.endOfText { made.append(endOfText) }
    let all = model(TokenBatch(prompt + made))
    guard all.isFinite else { throw LogitsError() }
    let vocabulary = all.columnCount
    let scalars = all.scalars
    return ReadText(
      prompt: prompt, made: made,
      logits: made.indices.map { index in
        let start = (prompt.count - 1 + index) * vocabulary
        return Tensor(Array(scalars[start..<start + vocabulary]))
      })
  }

  /// The run's prompt as `complete` gives it to the model.
  var promptTokens: [Int] { promptTokens(configuration.prompt) }

  /// A token as a reader can see it. Bytes that are no whole character are shown as bytes: ‹C3›.
  func label(of token: Int, _ language: Language) -> String {
    if token == tokenizer.endOfText { return language.text("‹end›", "‹fim›") }
    let bytes = tokenizer.bytes(of: token)
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return bytes.map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return "‹\(digits.count == 1 ? "0" : "")\(digits)›"
    }.joined()
  }

  /// The text of tokens, without the end of text.
  func text(of tokens: [Int]) -> String {
    tokenizer.decode(tokens.filter { $0 != tokenizer.endOfText })
  }

  /// The read text as something to point at, with the five likeliest tokens at each position.
  func strip(_ text: ReadText, prompt: String? = nil, _ language: Language) -> TokenStrip {
    let tokens = zip(text.made, text.logits).map { token, logits in
      let probabilities = softmax(logits, temperature: 1)
      return TokenStrip.Token(
        label: label(of: token, language), probability: Double(probabilities[token]),
        alternatives: likeliest(5, of: probabilities).map {
          (label(of: $0, language), Double(probabilities[$0]))
        })
    }
    return TokenStrip(
      prompt: prompt ?? self.text(of: text.prompt), tokens: tokens, language: language,
      textLanguage: configuration.language)
  }
}

/// The numbers of the `count` greatest probabilities, the greatest first; of equal ones the first.
func likeliest(_ count: Int, of probabilities: [Float]) -> [Int] {
  Array(probabilities.indices.sorted { probabilities[$0] > probabilities[$1] }.prefix(count))
}
