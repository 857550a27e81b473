import CourseKit
import Tensors

/// A byte tokenizer with a token for each byte, and one for some pairs that often occur at a
/// boundary, so that it reveals text encoded in the wrong pieces. An é is two tokens, 👩‍🚀 eleven.
struct LetterTokenizer: Tokenizer {
  static let endOfText = 0
  private static let pairs = [": ", ".\n", "s\n", "? "]

  var vocabularySize: Int { 256 + LetterTokenizer.pairs.count }

  func encode(_ text: String) -> [Int] {
    var ids: [Int] = []
    var rest = Array(text.utf8)[...]
    while let first = rest.first {
      if let pair = LetterTokenizer.pairs.firstIndex(where: { rest.starts(with: $0.utf8) }) {
        ids.append(256 + pair)
        rest = rest.dropFirst(2)
      } else {
        ids.append(Int(first))
        rest = rest.dropFirst()
      }
    }
    return ids
  }

  func decode(_ ids: [Int]) -> String { String(decoding: ids.flatMap(bytes), as: UTF8.self) }

  /// The text of one token; a byte that is not a letter by itself is shown by its value.
  func piece(_ id: Int) -> String {
    switch id {
    case LetterTokenizer.endOfText, 32..<128, 10, 256..<vocabularySize: decode([id])
    default: "<\(id)>"
    }
  }

  private func bytes(_ id: Int) -> [UInt8] {
    switch id {
    case LetterTokenizer.endOfText: Array("<end>".utf8)
    case 1..<256: [UInt8(id)]
    case 256..<vocabularySize: Array(LetterTokenizer.pairs[id - 256].utf8)
    default: Array("<\(id)>".utf8)
    }
  }
}

/// After `prompt` it says `script`, token by token; after anything else it says `confused`. The
/// second most likely token is always an exclamation mark, which makes a temperature visible.
struct RehearsedModel: LanguageModel {
  let prompt: [Int]
  let script: [Int]
  var confused = 63
  var vocabularySize = LetterTokenizer().vocabularySize

  var configuration: GPTConfiguration {
    GPTConfiguration(
      vocabularySize: vocabularySize, contextLength: 512, layerCount: 1, headCount: 1, width: 1)
  }

  func nextTokenLogits(after tokens: [Int]) -> Tensor {
    var logits = Tensor(repeating: -20, shape: [vocabularySize])
    let made = tokens.count - prompt.count
    let isAfterPrompt = made >= 0 && tokens.prefix(prompt.count).elementsEqual(prompt)
    logits[33] = 1
    logits[isAfterPrompt && made < script.count ? script[made] : confused] = 2
    return logits
  }

  func callAsFunction(_ tokens: TokenBatch) -> Tensor {
    Tensor(
      (0..<tokens.count).flatMap { row in
        (1...tokens.length).flatMap {
          nextTokenLogits(after: Array(tokens[row].prefix($0))).scalars
        }
      }, shape: [tokens.count, tokens.length, vocabularySize])
  }

  func withPullback(
    _ tokens: TokenBatch, using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<RehearsedModel>) { (self(tokens), { _ in self }) }

  mutating func visitParameters(under prefix: String, _ body: (String, inout Tensor) -> Void) {}
}
