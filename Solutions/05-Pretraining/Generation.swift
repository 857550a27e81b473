import CourseKit
import Tensors

/// Continues a prompt token by token, until `maxTokens` are chosen or `stop` is.
///
/// `onToken` gets each new token as soon as it is chosen and may end the generation by returning
/// false. Returns the new tokens, without `stop`.
public func generate(
  with model: some LanguageModel, from prompt: [Int], maxTokens: Int, decoding: Decoding,
  stop: Int? = nil, using generator: inout SeededGenerator,
  onToken: (Int) -> Bool = { _ in true }
) -> [Int] {
  precondition(!prompt.isEmpty, "the prompt is empty: give at least one token to go on from")
  var tokens = prompt
  while tokens.count < prompt.count + maxTokens {
    let next = decoding.choose(model.nextTokenLogits(after: tokens), using: &generator)
    if next == stop { break }
    tokens.append(next)
    if !onToken(next) { break }
  }
  return Array(tokens[prompt.count...])
}
