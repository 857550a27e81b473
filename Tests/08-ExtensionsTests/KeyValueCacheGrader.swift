import CourseKit
import Extensions
import ExtensionsSolution
import Foundation
import Foundations
import FoundationsSolution
import Grading
import Tensors
import Testing
import Transformer
import TransformerSolution

/// A model's numbers, and what is read by it.
struct CacheInput: Sendable {
  enum Step: Sendable {
    case read([Int])
    /// Only so many tokens stay in the cache.
    case truncate(Int)
  }

  let configuration: GPTConfiguration
  let parameters: [Tensor]
  /// What is read into a cache.
  let steps: [Step]
  /// What a decoder reads, beyond the context.
  let chunks: [[Int]]
}

extension Layer {
  /// The same layer with these numbers.
  fileprivate func filled(with parameters: [Tensor]) -> Self {
    var layer = self
    var left = parameters[...]
    layer.visitParameters(under: "") { _, parameter in parameter = left.removeFirst() }
    return layer
  }
}

/// What came out, named, in the order of reading.
private struct Readings {
  var evidence: [Evidence] = []

  mutating func cache(_ step: Int, _ logits: Tensor, count: Int) {
    evidence += [
      Evidence(
        Text("the logits after reading \(step + 1)", "os logits depois da leitura \(step + 1)"),
        logits),
      Evidence(
        Text("cache.count after reading \(step + 1)", "cache.count depois da leitura \(step + 1)"),
        [count]),
    ]
  }

  mutating func decoder(_ step: Int, _ logits: Tensor, tokens: [Int], count: Int) {
    evidence += [
      Evidence(
        Text(
          "the decoder's tokens after reading \(step + 1)",
          "os tokens do decoder depois da leitura \(step + 1)"), tokens),
      Evidence(
        Text(
          "the decoder's cache.count after reading \(step + 1)",
          "cache.count do decoder depois da leitura \(step + 1)"), [count]),
      Evidence(
        Text(
          "the decoder's logits after reading \(step + 1)",
          "os logits do decoder depois da leitura \(step + 1)"), logits),
    ]
  }
}

/// Cached decoding in plain loops: lists of keys and values, and places where it can be got wrong.
private struct PlainReader: Sendable {
  enum Overflow { case right, keepsWholeContext, keepsHalfBesidesNew, keepsNewOnly, keepsOldKeys }

  var restartsPositions = false
  var masks = true
  var movesMask = true
  var seesItself = true
  var remembers = true
  var seesUnsetPlaces = false
  var sharesLayer = false
  var answersForFirst = false
  var norms = true
  var scalesByWidth = false
  var overflow = Overflow.right

  struct Memory {
    var keys: [[[Float]]]
    var values: [[[Float]]]
    var count: Int { keys[0].count }

    init(layerCount: Int) {
      keys = Array(repeating: [], count: layerCount)
      values = keys
    }

    mutating func keep(_ range: Range<Int>) {
      for layer in keys.indices {
        keys[layer] = Array(keys[layer][range])
        values[layer] = Array(values[layer][range])
      }
    }
  }

  func evidence(_ input: CacheInput) -> [Evidence] {
    var generator = SeededGenerator(seed: 1)
    let model = TransformerSolution::GPT(input.configuration, using: &generator)
      .filled(with: input.parameters)
    var readings = Readings()
    let empty = Memory(layerCount: input.configuration.layerCount)
    var memory = empty
    for (index, step) in input.steps.enumerated() {
      switch step {
      case .truncate(let count): memory.keep(0..<count)
      case .read(let tokens):
        readings.cache(index, read(tokens, model, &memory), count: memory.count)
      }
    }
    memory = empty
    var seen: [Int] = []
    let capacity = input.configuration.contextLength
    for (index, new) in input.chunks.enumerated() {
      var unread = new
      seen += new
      if seen.count > capacity {
        let kept =
          switch overflow {
          case .right, .keepsOldKeys: max(capacity / 2, new.count)
          case .keepsWholeContext: capacity
          case .keepsHalfBesidesNew: capacity / 2 + new.count
          case .keepsNewOnly: new.count
          }
        seen = Array(seen.suffix(min(capacity, kept)))
        if overflow == .keepsOldKeys, new.count < seen.count {
          memory.keep(memory.count - (seen.count - new.count)..<memory.count)
        } else {
          memory = empty
          unread = seen
        }
      }
      let logits = read(unread, model, &memory)
      readings.decoder(index, logits, tokens: seen, count: memory.count)
    }
    return readings.evidence
  }

  private func read(
    _ tokens: [Int], _ model: TransformerSolution::GPT, _ memory: inout Memory
  ) -> Tensor {
    let before = memory.count
    var x = model.positionEmbedding(
      model.tokenEmbedding(TokenBatch(tokens)), from: restartsPositions ? 0 : before)
    for (layer, block) in model.blocks.enumerated() {
      let joined = block.attention.queryKeyValue(block.attentionNorm(x))
      let attended = attend(
        joined, headCount: block.attention.headCount, layer, before, model.configuration, &memory)
      x = x + block.attention.projection(attended)
      x = x + block.feedForward(block.feedForwardNorm(x))
    }
    let width = x.columnCount
    let row = answersForFirst ? 0 : tokens.count - 1
    let last = Tensor((0..<width).map { x[0, row, $0] }, shape: [1, 1, width])
    let hidden = norms ? model.finalNorm(last) : last
    let logits =
      model.head.map { $0(hidden) } ?? matmul(hidden, model.tokenEmbedding.weight.transposed)
    return logits.reshaped(to: [logits.columnCount])
  }

  private func attend(
    _ joined: Tensor, headCount: Int, _ layer: Int, _ before: Int,
    _ configuration: GPTConfiguration, _ memory: inout Memory
  ) -> Tensor {
    let (length, width) = (joined.shape[1], joined.shape[2] / 3)
    func part(_ row: Int, _ part: Int) -> [Float] {
      (0..<width).map { joined[0, row, part * width + $0] }
    }
    for row in 0..<length {
      memory.keys[layer].append(part(row, 1))
      memory.values[layer].append(part(row, 2))
    }
    let source = sharesLayer ? 0 : layer
    var (keys, values) = (memory.keys[source], memory.values[source])
    if seesUnsetPlaces {
      let unset = Array(
        repeating: [Float](repeating: 0, count: width),
        count: configuration.contextLength - keys.count)
      keys += unset
      values += unset
    }
    var output = Tensor(zeros: [1, length, width])
    let headWidth = width / headCount
    let scale = 1 / Double(scalesByWidth ? width : headWidth).squareRoot()
    for row in 0..<length {
      let query = part(row, 0)
      let lastVisible = movesMask ? before + row : row
      let visible = keys.indices.filter { key in
        (!masks || seesUnsetPlaces || key <= lastVisible) && (remembers || key >= before)
          && (seesItself || key != before + row || key == 0)
      }
      for head in 0..<headCount {
        let columns = head * headWidth..<(head + 1) * headWidth
        let powers = visible.map { key in
          exp(columns.reduce(0.0) { $0 + Double(query[$1] * keys[key][$1]) } * scale)
        }
        let sum = powers.reduce(0, +)
        for column in columns {
          output[0, row, column] = Float(
            zip(visible, powers).reduce(0.0) { $0 + $1.1 / sum * Double(values[$1.0][column]) })
        }
      }
    }
    return output
  }
}

let keyValueCacheGrader = Grader<CacheInput>(
  "8.1",
  cases: { data in
    func input(
      _ layers: Int, _ heads: Int, _ width: Int, tied: Bool, context: Int = 8,
      steps: (inout TestData) -> [CacheInput.Step], chunks: [Int] = []
    ) -> CacheInput {
      let configuration = GPTConfiguration(
        vocabularySize: 7, contextLength: context, layerCount: layers, headCount: heads,
        width: width, tiesHead: tied)
      var generator = data.split()
      let model = TransformerSolution::GPT(configuration, using: &generator)
      return CacheInput(
        configuration: configuration, parameters: data.filling(model).parameters.map(\.tensor),
        steps: steps(&data), chunks: chunks.map { tokens($0, &data) })
    }
    func tokens(_ count: Int, _ data: inout TestData) -> [Int] {
      (0..<count).map { _ in data.integer(in: 0...6) }
    }
    return [
      .init(
        Text("a prompt of 4 tokens", "um prompt de 4 tokens"),
        input(2, 2, 4, tied: false) { [.read(tokens(4, &$0))] }),
      .init(
        Text("a prompt of 3 tokens, then one by one", "um prompt de 3 tokens e depois um por um"),
        input(2, 3, 6, tied: true) {
          [.read(tokens(3, &$0)), .read(tokens(1, &$0)), .read(tokens(1, &$0))]
        }),
      .init(
        Text("2 tokens, then 3, then 2", "2 tokens, depois 3, depois 2"),
        input(1, 2, 4, tied: false) {
          [.read(tokens(2, &$0)), .read(tokens(3, &$0)), .read(tokens(2, &$0))]
        }),
      .init(
        Text(
          "5 tokens, cut back to 2, then 1 and 2 others",
          "5 tokens, reduzidos a 2, e depois mais 1 e mais 2"),
        input(2, 2, 4, tied: false) {
          [
            .read(tokens(5, &$0)), .truncate(2), .read(tokens(1, &$0)),
            .read(tokens(2, &$0)),
          ]
        }),
      .init(
        Text("a full context, read at once", "um contexto cheio, lido de uma vez"),
        input(1, 2, 4, tied: false, context: 6) { [.read(tokens(6, &$0))] }),
      .init(
        Text(
          "a decoder with a context of 6: 4 tokens, then 1, 1, 1, 1",
          "um decoder com contexto de 6: 4 tokens, depois 1, 1, 1, 1"),
        input(2, 2, 4, tied: false, context: 6, steps: { _ in [] }, chunks: [4, 1, 1, 1, 1])),
      .init(
        Text(
          "a decoder with a context of 6: 9 tokens, then 4, 1",
          "um decoder com contexto de 6: 9 tokens, depois 4, 1"),
        input(1, 2, 4, tied: false, context: 6, steps: { _ in [] }, chunks: [9, 4, 1])),
    ]
  },
  expected: { input in
    var generator = SeededGenerator(seed: 1)
    let model = TransformerSolution::GPT(input.configuration, using: &generator)
      .filled(with: input.parameters)
    var readings = Readings()
    var cache = ExtensionsSolution::KeyValueCache(for: input.configuration)
    for (index, step) in input.steps.enumerated() {
      switch step {
      case .truncate(let count): cache.truncate(to: count)
      case .read(let tokens):
        let logits = model.nextTokenLogits(reading: tokens, into: &cache)
        readings.cache(index, logits, count: cache.count)
      }
    }
    var decoder = ExtensionsSolution::Decoder(model)
    for (index, tokens) in input.chunks.enumerated() {
      let logits = decoder.read(tokens)
      readings.decoder(index, logits, tokens: decoder.tokens, count: decoder.cache.count)
    }
    return readings.evidence
  },
  misconceptions: [
    .init(
      Text(
        "if the tokens of a prompt see each other without the causal mask",
        "se os tokens do prompt se veem uns aos outros sem a máscara causal")
    ) { PlainReader(masks: false).evidence($0) },
    .init(
      Text(
        "if the positions of new tokens begin at 0 again",
        "se as posições dos novos tokens recomeçam do 0")
    ) { PlainReader(restartsPositions: true).evidence($0) },
    .init(
      Text(
        "if the mask is not moved: query i sees the keys 0 … i and not 0 … count + i",
        "se a máscara não é deslocada: a consulta i vê as chaves 0 … i, e não 0 … count + i")
    ) { PlainReader(movesMask: false).evidence($0) },
    .init(
      Text(
        "if new tokens see only each other and not the cache",
        "se os novos tokens só veem uns aos outros, e não o cache")
    ) { PlainReader(remembers: false).evidence($0) },
    .init(
      Text(
        "if a token does not see itself", "se um token não vê a si mesmo")
    ) { PlainReader(seesItself: false).evidence($0) },
    .init(
      Text(
        "if places that are not set yet are looked at: their keys are 0, and exp(0) is 1",
        "se as posições ainda vazias são olhadas: as chaves delas são 0, e exp(0) é 1")
    ) { PlainReader(seesUnsetPlaces: true).evidence($0) },
    .init(
      Text(
        "if every block reads the keys and values of the first",
        "se todo bloco lê as chaves e os valores do primeiro")
    ) { PlainReader(sharesLayer: true).evidence($0) },
    .init(
      Text(
        "if the logits are those after the first new token",
        "se os logits são os que seguem o primeiro token novo")
    ) { PlainReader(answersForFirst: true).evidence($0) },
    .init(
      Text("without the last norm", "sem a última layer norm")
    ) { PlainReader(norms: false).evidence($0) },
    .init(
      Text(
        "if the scores are divided by the root of the whole width",
        "se os scores são divididos pela raiz da largura inteira")
    ) { PlainReader(scalesByWidth: true).evidence($0) },
    .init(
      Text(
        "if the old keys and values stay when the context is full: they hold the old positions",
        "se as chaves e os valores antigos ficam quando o contexto enche: eles guardam as posições antigas"
      )
    ) { PlainReader(overflow: .keepsOldKeys).evidence($0) },
    .init(
      Text(
        "if a full context drops no more than it must",
        "se um contexto cheio descarta só o mínimo necessário")
    ) { PlainReader(overflow: .keepsWholeContext).evidence($0) },
    .init(
      Text(
        "if half of the context stays and the new tokens come on top",
        "se metade do contexto fica e os novos tokens vêm além dela")
    ) { PlainReader(overflow: .keepsHalfBesidesNew).evidence($0) },
    .init(
      Text(
        "if a full context forgets all but the new tokens",
        "se um contexto cheio esquece tudo, menos os novos tokens")
    ) { PlainReader(overflow: .keepsNewOnly).evidence($0) },
  ],
  variants: [.init("in plain loops, with lists of keys and values") { PlainReader().evidence($0) }])

@Test func `8.1 KV cache`() async throws {
  let attempt = Attempt("8.1")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(keyValueCacheGrader) { input in
      var generator = SeededGenerator(seed: 1)
      let model = Transformer::GPT(input.configuration, using: &generator)
        .filled(with: input.parameters)
      var readings = Readings()
      var cache = Extensions::KeyValueCache(for: input.configuration)
      for (index, step) in input.steps.enumerated() {
        switch step {
        case .truncate(let count): cache.truncate(to: count)
        case .read(let tokens):
          let logits = model.nextTokenLogits(reading: tokens, into: &cache)
          readings.cache(index, logits, count: cache.count)
        }
      }
      var decoder = Extensions::Decoder(model)
      for (index, tokens) in input.chunks.enumerated() {
        let logits = decoder.read(tokens)
        readings.decoder(index, logits, tokens: decoder.tokens, count: decoder.cache.count)
      }
      return readings.evidence
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `8.1 grader`() { #expect(keyValueCacheGrader.flaws() == []) }
