import CourseKit

// MARK: 7.2 Tokenize, response span

/// An example as tokens, and where in them the response stands.
public struct TokenizedExample: Hashable, Sendable {
  /// The prompt, the response, and the end of text.
  public let tokens: [Int]
  /// The place of the first token after the prompt.
  public let responseStart: Int

  /// There must be a token before the response to predict it from, and one in it to learn.
  public init(tokens: [Int], responseStart: Int) {
    precondition(
      responseStart > 0 && responseStart < tokens.count,
      "a response from token \(responseStart) on among \(tokens.count): it needs a prompt before it "
        + "and a token of its own")
    self.tokens = tokens
    self.responseStart = responseStart
  }

  /// The places of the response and of the end of text, which is learned with it: that is how an
  /// assistant knows when to stop.
  public var responseSpan: Range<Int> { responseStart..<tokens.count }
}

/// The tokens of prompt and response, one after the other.
///
/// Each is encoded by itself. Encoded as one text, a token might straddle the boundary, half prompt
/// and half response, and in use the model would never meet it: there the prompt stands alone.
///
///     // with words for tokens, 0 the end of text
///     Question: | Who | ran? | Answer: | Ana. | <end>
///         1        2      3       4       5      0       responseSpan = 4..<6
public func tokenize(
  _ example: InstructionExample, template: PromptTemplate, tokenizer: some Tokenizer, endOfText: Int
) -> TokenizedExample {
  let prompt = tokenizer.encode(template.prompt(example.instruction, input: example.input))
  let response = tokenizer.encode(template.continuation(example.response))
  return TokenizedExample(
    tokens: prompt + response + [endOfText], responseStart: prompt.count)
}
