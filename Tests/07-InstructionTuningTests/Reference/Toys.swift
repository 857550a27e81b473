import CourseKit
import InstructionTuning
import Tensors
import Transformer

/// A tokenizer of a few given pieces: always the longest one that fits.
struct PieceTokenizer: Tokenizer {
  let pieces: [String]

  init(_ pieces: [String]) { self.pieces = pieces }

  var vocabularySize: Int { pieces.count }

  func encode(_ text: String) -> [Int] {
    var ids: [Int] = []
    var rest = text[...]
    while !rest.isEmpty {
      let fitting = pieces.indices.filter { !pieces[$0].isEmpty && rest.hasPrefix(pieces[$0]) }
      guard let id = fitting.max(by: { pieces[$0].count < pieces[$1].count }) else {
        preconditionFailure("no piece begins \(rest.debugDescription)")
      }
      ids.append(id)
      rest.removeFirst(pieces[id].count)
    }
    return ids
  }

  func decode(_ ids: [Int]) -> String { ids.map { pieces[$0] }.joined() }
}

/// After `prompt` it says `script`, token by token; after anything else, token `confused`.
struct ScriptedModel: LanguageModel {
  var prompt: [Int]
  var script: [Int]
  var confused: Int
  var configuration: GPTConfiguration

  init(prompt: [Int], script: [Int], confused: Int, vocabularySize: Int) {
    self.prompt = prompt
    self.script = script
    self.confused = confused
    configuration = GPTConfiguration(
      vocabularySize: vocabularySize, contextLength: 32, layerCount: 1, headCount: 1, width: 1)
  }

  func nextTokenLogits(after tokens: [Int]) -> Tensor {
    let made = tokens.count - prompt.count
    let isOnScript =
      made >= 0 && made < script.count && tokens == prompt + script.prefix(made)
    var logits = Tensor(zeros: [configuration.vocabularySize])
    logits[isOnScript ? script[made] : confused] = 9
    return logits
  }

  func callAsFunction(_ tokens: TokenBatch) -> Tensor { fatalError("not asked for here") }

  func withPullback(
    _ tokens: TokenBatch, using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<ScriptedModel>) { fatalError("not asked for here") }

  mutating func visitParameters(under prefix: String, _ body: (String, inout Tensor) -> Void) {}
}

/// A GPT small enough for tests.
func smallGPT(
  vocabularySize: Int, contextLength: Int = 16, dropoutRate: Float = 0, seed: UInt64 = 7
) -> GPT {
  var generator = SeededGenerator(seed: seed)
  return GPT(
    GPTConfiguration(
      vocabularySize: vocabularySize, contextLength: contextLength, layerCount: 1, headCount: 2,
      width: 32, dropoutRate: dropoutRate), using: &generator)
}

/// Examples of different lengths over the tokens 1 ..< 10; 0 is the end of text.
let numberedExamples: [TokenizedExample] = [
  TokenizedExample(tokens: [7, 8, 9, 4, 5, 0], responseStart: 3),
  TokenizedExample(tokens: [6, 3, 0], responseStart: 1),
  TokenizedExample(tokens: [1, 2, 3, 4, 5, 6, 7, 0], responseStart: 2),
  TokenizedExample(tokens: [9, 9, 0], responseStart: 2),
  TokenizedExample(tokens: [5, 6, 1, 1, 1, 2, 0], responseStart: 5),
]
