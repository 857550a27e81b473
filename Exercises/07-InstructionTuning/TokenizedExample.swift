import CourseKit

// MARK: 7.2 Tokenize, response span

/// An example as tokens, and where in them its responses stand.
public struct TokenizedExample: Hashable, Sendable {
  /// The prompt, the response, and the end of text; then the same of each question that follows.
  public let tokens: [Int]
  /// The positions of each response and of the end of text after it, which is learned with it: that
  /// is how an assistant knows when to stop.
  public let responseSpans: [Range<Int>]

  /// There must be a token before each response to predict it from, and one in it to learn.
  public init(tokens: [Int], responseSpans: [Range<Int>]) {
    precondition(!responseSpans.isEmpty, "an example without a response")
    for span in responseSpans {
      precondition(
        span.lowerBound > 0 && !span.isEmpty && span.upperBound <= tokens.count,
        "a response of tokens \(span) among \(tokens.count): it needs a prompt before it and a token of "
          + "its own")
    }
    self.tokens = tokens
    self.responseSpans = responseSpans
  }

  /// An example with one response, from `responseStart` to the end.
  public init(tokens: [Int], responseStart: Int) {
    precondition(
      responseStart > 0 && responseStart < tokens.count,
      "a response from token \(responseStart) on among \(tokens.count): it needs a prompt before it "
        + "and a token of its own")
    self.init(tokens: tokens, responseSpans: [responseStart..<tokens.count])
  }

  /// The position of the first token after the first prompt.
  public var responseStart: Int { responseSpans[0].lowerBound }
}

/// The tokens of prompt and response, one after the other; then those of the questions that follow.
///
/// The texts are the template's: `prompt`, then `continuation` of the response, then the end of
/// text; for each of `followUps` its `followUp`, its `continuation` and the end of text again. A
/// span holds the positions of a response's tokens and of the end of text after it; an empty
/// response is the end of text alone.
///
/// Each text is encoded by itself. Encoded as one text, a token might straddle the boundary, half prompt
/// and half response, and in use the model would never meet it: there the prompt stands alone.
///
///     // with words for tokens, 0 the end of text
///     Question: | Who | ran? | Answer: | Ana. | <end>
///         1        2      3       4       5      0       responseSpans = [4..<6]
public func tokenize(
  _ example: InstructionExample, template: PromptTemplate, tokenizer: some Tokenizer, endOfText: Int
) -> TokenizedExample {
  todo("7.2")
}
