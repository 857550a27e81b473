import CourseKit
import Tensors

/// A tokenizer for texts in ASCII: a token for each character, and one for some neighbours that often
/// stand at a boundary, so that it shows where a text was encoded in the wrong pieces.
struct LetterTokenizer: Tokenizer {
  static let endOfText = 0
  private static let pairs = [": ", ".\n", "s\n", "? "]

  var vocabularySize: Int { 128 + LetterTokenizer.pairs.count }

  func encode(_ text: String) -> [Int] {
    var ids: [Int] = []
    var rest = text[...]
    while let first = rest.first {
      if let pair = LetterTokenizer.pairs.firstIndex(where: { rest.hasPrefix($0) }) {
        ids.append(128 + pair)
        rest = rest.dropFirst(2)
      } else {
        ids.append(Int(first.asciiValue ?? 63))
        rest = rest.dropFirst()
      }
    }
    return ids
  }

  func decode(_ ids: [Int]) -> String { ids.map(piece).joined() }

  /// The text of one token; a number that is none stands for itself.
  func piece(_ id: Int) -> String {
    switch id {
    case LetterTokenizer.endOfText: "<end>"
    case 1..<128: String(UnicodeScalar(UInt8(id)))
    case 128..<vocabularySize: LetterTokenizer.pairs[id - 128]
    default: "<\(id)>"
    }
  }
}

/// After `prompt` it says `script`, token by token; after anything else it says `confused`. The next
/// likeliest token is always an exclamation mark, so a temperature can be heard.
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
