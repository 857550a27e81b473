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

/// The parameters of a model, and the tokens that it reads.
struct CacheInput: Sendable {
  enum Step: Sendable {
    case read([Int])
    /// Truncates the cache to this many tokens.
    case truncate(Int)
  }

  let configuration: GPTConfiguration
  let parameters: [Tensor]
  /// The steps of reading into a cache.
  let steps: [Step]
  /// The chunks that a decoder reads, beyond the context length.
  let chunks: [[Int]]
  /// The tolerance of the logits: the two forms of GELU differ by less than 1e-4 of the largest.
  var tolerance = 1e-4
}

extension Layer {
  /// The same layer with these parameters.
  fileprivate func filled(with parameters: [Tensor]) -> Self {
    var layer = self
    var left = parameters[...]
    layer.visitParameters(under: "") { _, parameter in parameter = left.removeFirst() }
    return layer
  }
}

/// The named results, in reading order.
private struct Readings {
  let tolerance: Double
  var evidence: [Evidence] = []

  /// `work` is the number of tokens embedded and the number of positions that went through the
  /// head.
  mutating func cache(_ step: Int, _ logits: Tensor, count: Int, work: [Int]) {
    evidence += [
      Evidence(
        Text("the logits after reading \(step + 1)", "os logits depois da leitura \(step + 1)"),
        logits, tolerance: tolerance),
      Evidence(
        Text("cache.count after reading \(step + 1)", "cache.count depois da leitura \(step + 1)"),
        [count]),
      Readings.work(step, work),
    ]
  }

  private static func work(_ step: Int, _ work: [Int]) -> Evidence {
    Evidence(
      Text(
        "how many tokens were embedded in reading \(step + 1), and how many positions the head was given",
        "quantos tokens foram embutidos na leitura \(step + 1), e quantas posições a cabeça recebeu"
      ),
      work)
  }

  mutating func decoder(_ step: Int, _ logits: Tensor, tokens: [Int], count: Int, work: [Int]) {
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
      Evidence(
        Text(
          "how many tokens were embedded in reading \(step + 1)",
          "quantos tokens foram embutidos na leitura \(step + 1)"), Array(work.prefix(1))),
    ]
  }
}

/// Reads with an empty cache, then with a decoder of the same model.
private func readings<Model: CountedReader>(
  _ input: CacheInput, of model: Model, into emptyCache: Model.Cache,
  by newDecoder: some GradedDecoder<Model.Cache>
) -> [Evidence] {
  var readings = Readings(tolerance: input.tolerance)
  var cache = emptyCache
  for (index, step) in input.steps.enumerated() {
    switch step {
    case .truncate(let count): cache.truncate(to: count)
    case .read(let tokens):
      let logits = model.nextTokenLogits(reading: tokens, into: &cache)
      readings.cache(index, logits, count: cache.count, work: model.work.take())
    }
  }
  var decoder = newDecoder
  for (index, tokens) in input.chunks.enumerated() {
    let logits = decoder.read(tokens)
    readings.decoder(
      index, logits, tokens: decoder.tokens, count: decoder.cache.count,
      work: model.work.take())
  }
  return readings.evidence
}

/// Cached decoding in plain loops: lists of keys and values, with hooks for mistakes.
private struct PlainReader: Sendable {
  enum Overflow { case right, keepsWholeContext, keepsHalfBesidesNew, keepsNewOnly, keepsOldKeys }

  var restartsPositions = false
  var masks = true
  var movesMask = true
  var seesItself = true
  var remembers = true
  var seesUnsetPositions = false
  var sharesLayer = false
  var answersForFirst = false
  var norms = true
  var scalesByWidth = false
  var interleavesHeads = false
  var subtractsLargest = true
  /// Whether a score of 0 is taken for a masked one.
  var masksZeros = false
  var addsAttention = true
  var addsFeedForward = true
  var normsFeedForward = true
  var usesExactGELU = false
  /// Whether a decoder reads all tokens again for each new one.
  var rereads = false
  var headsAll = false
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
    var readings = Readings(tolerance: input.tolerance)
    let empty = Memory(layerCount: input.configuration.layerCount)
    var memory = empty
    for (index, step) in input.steps.enumerated() {
      switch step {
      case .truncate(let count): memory.keep(0..<count)
      case .read(let tokens):
        let logits = read(tokens, model, &memory)
        readings.cache(
          index, logits, count: memory.count,
          work: [tokens.count, headsAll ? tokens.count : 1])
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
      if rereads {
        memory = empty
        unread = seen
      }
      let logits = read(unread, model, &memory)
      readings.decoder(
        index, logits, tokens: seen, count: memory.count,
        work: [unread.count, headsAll ? unread.count : 1])
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
      let projected = block.attention.projection(attended)
      x = addsAttention ? x + projected : projected
      let normed = normsFeedForward ? block.feedForwardNorm(x) : x
      let fed =
        usesExactGELU
        ? block.feedForward.downProjection(
          TransformerSolution::gelu(block.feedForward.upProjection(normed), .gelu))
        : block.feedForward(normed)
      x = addsFeedForward ? x + fed : fed
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
    if seesUnsetPositions {
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
        (!masks || seesUnsetPositions || key <= lastVisible) && (remembers || key >= before)
          && (seesItself || key != before + row || key == 0)
      }
      for head in 0..<headCount {
        let columns = (0..<headWidth).map {
          interleavesHeads ? $0 * headCount + head : head * headWidth + $0
        }
        let scores = visible.map { key in
          columns.reduce(0.0) { $0 + Double(query[$1]) * Double(keys[key][$1]) } * scale
        }
        let largest = subtractsLargest ? scores.max()! : 0
        let powers = scores.map { score in
          if masksZeros, score == 0 { return 0.0 }
          return subtractsLargest ? exp(score - largest) : Double(exp(Float(score)))
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
      activation: GPTConfiguration.Activation = .gelu, attention scale: Float = 1,
      steps: (inout TestData) -> [CacheInput.Step], chunks: [Int] = []
    ) -> CacheInput {
      let configuration = GPTConfiguration(
        vocabularySize: 7, contextLength: context, layerCount: layers, headCount: heads,
        width: width, activation: activation, tiesHead: tied)
      var generator = data.split()
      var model = data.filling(TransformerSolution::GPT(configuration, using: &generator))
      for block in model.blocks.indices {
        let joined = model.blocks[block].attention.queryKeyValue
        // Queries and keys alone: with 0, every score is 0.
        func scaled(_ tensor: Tensor) -> Tensor {
          Tensor(
            tensor.scalars.enumerated().map { $0 % (3 * width) < 2 * width ? $1 * scale : $1 },
            shape: tensor.shape)
        }
        model.blocks[block].attention.queryKeyValue = FoundationsSolution::Linear(
          weight: scaled(joined.weight), bias: scaled(joined.bias))
      }
      return CacheInput(
        configuration: configuration, parameters: model.parameters.map(\.tensor),
        steps: steps(&data), chunks: chunks.map { tokens($0, &data) },
        tolerance: activation == .gelu ? 1e-4 : 1e-5)
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
      .init(
        Text(
          "the comment's decoder, a context of 8: 6 tokens, then 5, 3, 1",
          "o decoder do comentário, contexto de 8: 6 tokens, depois 5, 3, 1"),
        input(1, 1, 3, tied: true, context: 8, steps: { _ in [] }, chunks: [6, 5, 3, 1])),
      .init(
        Text(
          "a decoder with a context of 19: 18 tokens, then 3, 1",
          "um decoder com contexto de 19: 18 tokens, depois 3, 1"),
        input(1, 1, 2, tied: true, context: 19, steps: { _ in [] }, chunks: [18, 3, 1])),
      .init(
        Text(
          "a decoder with a context of 5: 1 token, then 1 nine times",
          "um decoder com contexto de 5: 1 token, depois 1 nove vezes"),
        input(
          2, 1, 3, tied: false, context: 5, steps: { _ in [] },
          chunks: [Int](repeating: 1, count: 10))),
      .init(
        Text(
          "queries and keys of 0, so that every visible score is 0: 2 tokens, then 1, then 2",
          "consultas e chaves 0, de modo que todo score visível é 0: 2 tokens, depois 1, depois 2"),
        input(1, 2, 4, tied: false, attention: 0) {
          [.read(tokens(2, &$0)), .read(tokens(1, &$0)), .read(tokens(2, &$0))]
        }),
      .init(
        Text(
          "scores of more than exp takes: 3 tokens, then 1, then 2",
          "scores além do que exp aceita: 3 tokens, depois 1, depois 2"),
        input(2, 2, 4, tied: false, attention: 40) {
          [.read(tokens(3, &$0)), .read(tokens(1, &$0)), .read(tokens(2, &$0))]
        }),
      .init(
        Text(
          "token 0 alone, GELU by the tangent, then token 0 again; cut back to nothing; 0 and another",
          "só o token 0, GELU pela tangente, depois o token 0 de novo; reduzido a nada; 0 e outro"),
        input(1, 3, 9, tied: true, activation: .geluTanh) {
          [
            .read([0]), .read([0]), .read([0, 0, 0]), .truncate(0),
            .read([0] + tokens(1, &$0)),
          ]
        }),
      .init(
        Text(
          "a context of 41: 35 tokens, then 1, 1, 4", "um contexto de 41: 35 tokens, depois 1, 1, 4"
        ),
        input(3, 1, 5, tied: false, context: 41) {
          [
            .read(tokens(35, &$0)), .read(tokens(1, &$0)), .read(tokens(1, &$0)),
            .read(tokens(4, &$0)),
          ]
        }),
    ]
  },
  expected: { input in
    var generator = SeededGenerator(seed: 1)
    let model = CountedModel(
      base: TransformerSolution::GPT(input.configuration, using: &generator)
        .filled(with: input.parameters))
    return readings(
      input, of: model, into: ExtensionsSolution::KeyValueCache(for: input.configuration),
      by: ExtensionsSolution::CachedDecoder(model))
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
        "if positions that are not set yet are looked at: their keys are 0, and exp(0) is 1",
        "se as posições ainda vazias são olhadas: as chaves delas são 0, e exp(0) é 1")
    ) { PlainReader(seesUnsetPositions: true).evidence($0) },
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
    .init(
      Text(
        "if the decoder reads all tokens anew for each that comes: the cache then saves nothing",
        "se o decoder relê todos os tokens a cada um que chega: assim o cache não poupa nada")
    ) { PlainReader(rereads: true).evidence($0) },
    .init(
      Text(
        "if every position goes through the head, not the last alone",
        "se todas as posições passam pela cabeça, e não só a última")
    ) { PlainReader(headsAll: true).evidence($0) },
    .init(
      Text(
        "if the heads are interleaved: head h has the columns h, h + heads …, not those side by side",
        "se as cabeças estão intercaladas: a cabeça h tem as colunas h, h + cabeças …, e não as vizinhas"
      )
    ) { PlainReader(interleavesHeads: true).evidence($0) },
    .init(
      Text(
        "if exp is taken of the scores without subtracting the largest: it overflows",
        "se exp é aplicado aos scores sem subtrair o maior: há overflow")
    ) { PlainReader(subtractsLargest: false).evidence($0) },
    .init(
      Text(
        "if a visible score of 0 is taken for a hidden one",
        "se um score visível igual a 0 é tomado por escondido")
    ) { PlainReader(masksZeros: true).evidence($0) },
    .init(
      Text(
        "if the block's first sum is missing: x + attention",
        "se falta a primeira soma do bloco: x + atenção")
    ) { PlainReader(addsAttention: false).evidence($0) },
    .init(
      Text(
        "if the block's second sum is missing: x + feed-forward",
        "se falta a segunda soma do bloco: x + feed-forward")
    ) { PlainReader(addsFeedForward: false).evidence($0) },
    .init(
      Text(
        "if the norm before the feed-forward layer is missing",
        "se falta a norma antes da camada feed-forward")
    ) { PlainReader(normsFeedForward: false).evidence($0) },
    .init(
      Text(
        "if the block's own activation is not asked for: it may be GELU by the tangent",
        "se a ativação do próprio bloco não é consultada: pode ser a GELU pela tangente")
    ) { PlainReader(usesExactGELU: true).evidence($0) },
  ],
  variants: [
    .init("in plain loops, with lists of keys and values") { PlainReader().evidence($0) }
  ],
  contract: [
    .init("the mask of chapter 3.4", triedBy: "2 tokens, then 3"),
    .init("For each head, on its columns"),
    .init("so query i may look at the keys", triedBy: "2 tokens, then 3"),
    .init("// count = 2, n = 3", triedBy: "2 tokens, then 3"),
    .init("Shapes: query", untested: "the types and the shapes are compared with every answer"),
    .init("returns the logits of the one that follows: `[vocabulary]`"),
    .init("half of the context, or the new tokens", triedBy: "a decoder with a context of 6"),
    .init("They are read into an empty cache", triedBy: "a decoder"),
    .init("// a context of 8, 8 tokens", triedBy: "the comment's decoder"),
    .init("the logits of the one that follows the last"),
    .init("A whole prompt goes in at once", triedBy: "a prompt of 3"),
    .init("for all tokens together, to rounding"),
    .init("embedded at the positions from `cache.count` on"),
    .init("Only the last position goes through"),
    .init(
      "Shapes: `[n]` tokens", untested: "the types and the shapes are compared with every answer"),
    .init("to all that are in the cache"),
    .init("what stands before them stays", triedBy: "a prompt of 3"),
    .init("Then query i of n new ones"),
    .init("after a `truncate` old values stand", triedBy: "5 tokens, cut back"),
    .init("write in place", untested: "says what helps"),
    .init(
      "Shapes: queries, keys", untested: "the types and the shapes are compared with every answer"),
    .init("n queries against count + n keys", untested: "says what it costs"),
  ])

private func learnersReadings(_ input: CacheInput) -> [Evidence] {
  var generator = SeededGenerator(seed: 1)
  let model = LearnersCountedModel(
    base: Transformer::GPT(input.configuration, using: &generator)
      .filled(with: input.parameters))
  return readings(
    input, of: model, into: Extensions::KeyValueCache(for: input.configuration),
    by: Extensions::CachedDecoder(model))
}

@Test func `8.1 KV cache`() async throws {
  let attempt = Attempt("8.1")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(
      keyValueCacheGrader,
      parts: [
        .init(Text("nextTokenLogits", "nextTokenLogits")) {
          $0.chunks.isEmpty ? learnersReadings($0) : []
        }
      ]
    ) { learnersReadings($0) }
  }
  try attempt.conclude()
}

@Test(.graders) func `8.1 grader`() { #expect(keyValueCacheGrader.flaws() == []) }
