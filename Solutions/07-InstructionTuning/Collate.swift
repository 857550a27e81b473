import CourseKit

/// What is done with an example that is longer than the model's context.
public enum Overflow: String, Sendable, Codable, CaseIterable {
  /// It is left out.
  case drop
  /// The prompt loses tokens at its start; the question, which stands at its end, and the response
  /// stay whole. Where no token of the prompt would be left, the example is left out.
  ///
  /// Generation crops a long prompt in the same way.
  case cutPrompt
}

/// The examples that a model of `contextLength` can learn from, in the same order.
///
/// `contextLength + 1` tokens fit, since the last one is only ever a target. A response is never cut:
/// the model would learn to stop, or not to stop, in the middle of a sentence.
public func fit(
  _ examples: [TokenizedExample], contextLength: Int, overflow: Overflow = .drop
) -> [TokenizedExample] {
  examples.compactMap { example in
    let excess = example.tokens.count - (contextLength + 1)
    if excess <= 0 { return example }
    guard overflow == .cutPrompt, excess < example.responseStart else { return nil }
    return TokenizedExample(
      tokens: Array(example.tokens[excess...]),
      responseSpans: example.responseSpans.map {
        $0.lowerBound - excess..<$0.upperBound - excess
      })
  }
}

// MARK: 7.5 Collate

/// Examples of different lengths as one batch, as long as the longest of them.
///
/// Shorter ones are filled up on the right, inputs with `padToken`, targets with
/// ``TokenBatch/ignored``: padding is never learned. And as a token looks only back, no real token
/// sees any of it, so which token it is does not matter (end of text will do).
///
///     // prompts 7 8 9 and 6, responses 4 5 and 3, end of text 0
///     inputs   7  8  9  4  5     targets  -1 -1  4  5  0
///              6  3  0  0  0               3  0 -1 -1 -1
///
/// The inputs are the tokens without the last, the targets those of ``lossTargets(of:learning:)``.
/// Without `masksPrompt` the prompt is learned too, for comparison: then every real token but the first
/// is a target. Shapes: `[examples, longest − 1]`, longest being the most tokens of an example.
public func collate(
  _ examples: [TokenizedExample], padToken: Int, masksPrompt: Bool = true
) -> TrainingBatch {
  precondition(!examples.isEmpty, "a batch of no examples")
  // begin 7.5
  let length = examples.map(\.tokens.count).max()! - 1
  func padded(_ row: [Int], with filler: Int) -> [Int] {
    row + Array(repeating: filler, count: length - row.count)
  }
  return TrainingBatch(
    inputs: TokenBatch(examples.map { padded($0.tokens.dropLast(), with: padToken) }),
    targets: TokenBatch(
      examples.map { example in
        let learned = masksPrompt ? example.responseSpans : [1..<example.tokens.count]
        return padded(
          lossTargets(of: example.tokens, learning: learned), with: TokenBatch.ignored)
      }))
  // end 7.5
}
