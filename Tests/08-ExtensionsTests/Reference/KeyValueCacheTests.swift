import CourseKit
import Extensions
import Grading
import Pretraining
import Tensors
import Testing
import Transformer

enum Preset: CaseIterable, Sendable {
  case gptMini
  case gpt2

  func configuration(
    vocabularySize: Int = 17, contextLength: Int = 9, layerCount: Int = 2, headCount: Int = 3,
    width: Int = 12
  ) -> GPTConfiguration {
    GPTConfiguration(
      vocabularySize: vocabularySize, contextLength: contextLength, layerCount: layerCount,
      headCount: headCount, width: width, activation: self == .gptMini ? .gelu : .geluTanh,
      tiesHead: self == .gpt2)
  }

  /// A model whose every parameter is random: no gain is 1, no bias 0.
  func model(_ configuration: GPTConfiguration? = nil, seed: UInt64 = 81) -> GPT {
    var data = TestData(seed: seed)
    var generator = data.split()
    return data.filling(
      GPT(configuration ?? self.configuration(), using: &generator), in: -0.5...0.5)
  }
}

/// The whole model's logits at the last of these tokens.
private func uncachedLogits(_ model: GPT, _ tokens: [Int]) -> Tensor {
  let logits = model(TokenBatch(tokens))
  return Tensor(logits.matrix.rows(tokens.count - 1..<tokens.count))
    .reshaped(to: [logits.columnCount])
}

@Suite struct KeyValueCacheTests {
  private let tokens = [3, 1, 4, 1, 5, 9, 2, 6, 16]

  @Test(arguments: Preset.allCases)
  func `8.1 after a prompt of any length, each next token's logits are the uncached ones`(
    preset: Preset
  ) {
    let model = preset.model()
    for prompt in 1...tokens.count {
      var cache = KeyValueCache(for: model.configuration)
      var logits = model.nextTokenLogits(reading: Array(tokens.prefix(prompt)), into: &cache)
      for count in prompt...tokens.count {
        let expected = uncachedLogits(model, Array(tokens.prefix(count)))
        #expect(
          difference(between: logits, and: expected, tolerance: 1e-5) == nil,
          "prompt \(prompt), \(count) tokens")
        #expect(cache.count == count)
        if count < tokens.count {
          logits = model.nextTokenLogits(reading: [tokens[count]], into: &cache)
        }
      }
    }
  }

  @Test(arguments: Preset.allCases)
  func `8.1 several tokens after others, as a second question has them`(preset: Preset) {
    let model = preset.model()
    for first in 1..<tokens.count {
      for second in first..<tokens.count {
        var cache = KeyValueCache(for: model.configuration)
        _ = model.nextTokenLogits(reading: Array(tokens[..<first]), into: &cache)
        let logits = model.nextTokenLogits(reading: Array(tokens[first...second]), into: &cache)
        let expected = uncachedLogits(model, Array(tokens[...second]))
        #expect(difference(between: logits, and: expected, tolerance: 1e-5) == nil)
      }
    }
  }

  @Test func `8.1 heads of 32 and of 64 numbers, a whole context`() {
    for headCount in [2, 4] {
      let configuration = Preset.gptMini.configuration(
        vocabularySize: 70, contextLength: 40, layerCount: 3, headCount: headCount, width: 128)
      var generator = SeededGenerator(seed: 8)
      let model = GPT(configuration, using: &generator)
      var data = TestData(seed: 82)
      let tokens = data.tokens(count: 1, length: 40, vocabularySize: 70).ids
      var cache = KeyValueCache(for: configuration)
      _ = model.nextTokenLogits(reading: Array(tokens[..<20]), into: &cache)
      for position in 20..<40 {
        let logits = model.nextTokenLogits(reading: [tokens[position]], into: &cache)
        let expected = uncachedLogits(model, Array(tokens[...position]))
        #expect(difference(between: logits, and: expected, tolerance: 1e-5) == nil)
      }
    }
  }

  @Test func `8.1 a copy goes its own way, and a truncated cache forgets`() {
    let model = Preset.gpt2.model()
    var cache = KeyValueCache(for: model.configuration)
    _ = model.nextTokenLogits(reading: [1, 2, 3], into: &cache)
    var other = cache
    let left = model.nextTokenLogits(reading: [4, 5], into: &cache)
    let right = model.nextTokenLogits(reading: [6, 7], into: &other)
    #expect(difference(between: left, and: uncachedLogits(model, [1, 2, 3, 4, 5])) == nil)
    #expect(difference(between: right, and: uncachedLogits(model, [1, 2, 3, 6, 7])) == nil)
    cache.truncate(to: 2)
    let again = model.nextTokenLogits(reading: [8], into: &cache)
    #expect(difference(between: again, and: uncachedLogits(model, [1, 2, 8])) == nil)
  }

  @Test func `8.1 a token more leaves the memory of all others where it is`() {
    let model = Preset.gptMini.model()
    var cache = KeyValueCache(for: model.configuration)
    _ = model.nextTokenLogits(reading: [1, 2], into: &cache)
    func positions() -> [UnsafeMutablePointer<Float>] {
      cache.layers.flatMap { [$0.transposedKeys.buffer.base, $0.values.buffer.base] }
    }
    let before = positions()
    for token in 3..<9 { _ = model.nextTokenLogits(reading: [token], into: &cache) }
    #expect(positions() == before)
  }

  @Test func `8.1 the same tokens give the same bits on any number of threads`() {
    let configuration = Preset.gptMini.configuration(
      vocabularySize: 300, contextLength: 64, layerCount: 2, headCount: 4, width: 128)
    var generator = SeededGenerator(seed: 9)
    let model = GPT(configuration, using: &generator)
    let results = onEachThreadCount {
      var cache = KeyValueCache(for: configuration)
      let prompt = (0..<50).map { $0 * 7 % 300 }
      return [
        model.nextTokenLogits(reading: prompt, into: &cache),
        model.nextTokenLogits(reading: [299], into: &cache),
      ]
    }
    #expect(results[1] == results[0])
    #expect(results[2] == results[0])
  }

  @Test func `8.1 no token, and more than the context holds, are refused`() async {
    await #expect(processExitsWith: .failure) {
      let model = Preset.gptMini.model()
      var cache = KeyValueCache(for: model.configuration)
      _ = model.nextTokenLogits(reading: [], into: &cache)
    }
    await #expect(processExitsWith: .failure) {
      let model = Preset.gptMini.model()
      var cache = KeyValueCache(for: model.configuration)
      _ = model.nextTokenLogits(reading: [1, 2, 3, 4, 5, 6, 7, 8, 9], into: &cache)
      _ = model.nextTokenLogits(reading: [1], into: &cache)
    }
  }
}

@Suite struct DecoderTests {
  @Test func `8.1 gptMini with its context empty, half full, full, and after half of it has gone`()
  {
    let configuration = GPTConfiguration.gptMini(vocabularySize: 60)
    let model = Preset.gptMini.model(configuration)
    var data = TestData(seed: 83)
    let text = data.tokens(count: 1, length: 200, vocabularySize: 60).ids
    var decoder = CachedDecoder(model)
    let counts = [1, 2, 16, 17, 63, 64, 65, 127, 128, 129, 130, 192, 193, 200]
    var read = 0
    for count in counts {
      // Some of the tokens come alone, some together.
      while read < count - 1 {
        let next = min(count - 1, read + 1 + data.integer(in: 0...20))
        _ = decoder.read(Array(text[read..<next]))
        read = next
      }
      let logits = decoder.read([text[read]])
      read += 1
      let visible = Array(text[..<count].suffix(decoder.cache.count))
      #expect(decoder.tokens == visible)
      #expect(
        difference(between: logits, and: uncachedLogits(model, visible), tolerance: 1e-5) == nil,
        "after \(count) tokens, of which it sees \(visible.count)")
    }
    #expect(decoder.cache.count < 128, "the context was never full")
  }

  @Test func `8.1 in a full context the older half goes, and what stays is read again`() {
    let model = Preset.gptMini.model()
    var decoder = CachedDecoder(model)
    var text = [2, 7, 1, 8, 2, 8]
    var visible = text
    _ = decoder.read(text)
    for token in [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9] {
      text.append(token)
      visible = visible.count < 9 ? visible + [token] : Array(text.suffix(4))
      let logits = decoder.read([token])
      #expect(decoder.tokens == visible)
      #expect(decoder.cache.count == visible.count)
      #expect(difference(between: logits, and: uncachedLogits(model, visible)) == nil)
    }
  }

  @Test func `8.1 of a prompt that is too long its end is read`() {
    let model = Preset.gpt2.model()
    var decoder = CachedDecoder(model)
    let prompt = (0..<14).map { $0 }
    #expect(
      difference(between: decoder.read(prompt), and: model.nextTokenLogits(after: prompt)) == nil)
    #expect(decoder.tokens == Array(5..<14))
    // Six more do not fit: of new tokens that are more than half a context, all stay.
    _ = decoder.read([1, 2, 3, 4, 5, 6])
    #expect(decoder.tokens == [1, 2, 3, 4, 5, 6])
    decoder.reset()
    #expect(
      difference(between: decoder.read([3]), and: model.nextTokenLogits(after: [3])) == nil)
  }

  @Test func `8.1 a context of one token`() {
    let model = Preset.gptMini.model(Preset.gptMini.configuration(contextLength: 1))
    var decoder = CachedDecoder(model)
    for token in [4, 8, 15] {
      #expect(
        difference(between: decoder.read([token]), and: model.nextTokenLogits(after: [token]))
          == nil)
    }
  }

  @Test(arguments: [Decoding.greedy, Decoding(temperature: 1.3), Decoding(topK: 4)])
  func `8.1 within the context the text is the uncached one`(decoding: Decoding) {
    let model = Preset.gpt2.model(Preset.gpt2.configuration(contextLength: 40))
    for seed in 0..<5 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var other = generator
      let plain = generate(
        with: model, from: [1, 2, 3], maxTokens: 37, decoding: decoding, stop: 11,
        using: &generator)
      let cached = generateWithCache(
        with: model, from: [1, 2, 3], maxTokens: 37, decoding: decoding, stop: 11, using: &other)
      #expect(cached == plain)
      #expect(generator == other)
    }
  }

  @Test func `8.1 it ends when the listener has heard enough, and far beyond the context`() {
    let model = Preset.gptMini.model()
    var generator = SeededGenerator(seed: 4)
    var heard: [Int] = []
    let tokens = generateWithCache(
      with: model, from: [5], maxTokens: 100, decoding: Decoding(), using: &generator
    ) { token in
      heard.append(token)
      return heard.count < 60
    }
    #expect(tokens.count == 60)
    #expect(heard == tokens)
    #expect(
      generateWithCache(
        with: model, from: [5], maxTokens: 0, decoding: .greedy, using: &generator) == [])
  }
}
