import Extensions
import Testing
import Transformer

@Suite struct CachedBeamSearchTests {
  @Test(arguments: Preset.allCases, [nil, 2])
  func `8.2 with a cache the same paths are found`(preset: Preset, stop: Int?) {
    for seed in 0..<6 as Range<UInt64> {
      let model = preset.model(
        preset.configuration(vocabularySize: 7, contextLength: 8, headCount: 1, width: 6),
        seed: seed)
      for width in [1, 3, 20] {
        let cached = beamSearchWithCache(
          with: model, from: [1, 3], maxTokens: 5, width: width, lengthPenalty: 0.6, stop: stop)
        let uncached = beamSearch(
          with: model, from: [1, 3], maxTokens: 5, width: width, lengthPenalty: 0.6, stop: stop)
        #expect(cached.map(\.tokens) == uncached.map(\.tokens))
        for (a, b) in zip(cached, uncached) {
          #expect(abs(a.logProbability - b.logProbability) < 1e-4 && a.isFinished == b.isFinished)
        }
      }
    }
  }

  @Test func `8.2 beyond the context the cached search goes on`() {
    let model = Preset.gptMini.model()
    let found = beamSearchWithCache(with: model, from: [1, 2, 3], maxTokens: 25, width: 3)
    #expect(found.count == 3)
    for hypothesis in found { #expect(hypothesis.tokens.count == 25) }
  }

  @Test func `8.2 bytes can be searched, too`() {
    let model = Preset.gptMini.model()
    let quantized = QuantizedGPT(model)
    let found = beamSearchWithCache(with: quantized, from: [1, 2], maxTokens: 5, width: 4)
    let reference = beamSearch(with: quantized.dequantized(), from: [1, 2], maxTokens: 5, width: 4)
    // The input is rounded as well when bytes are multiplied, so only nearly.
    #expect(abs(found[0].logProbability - reference[0].logProbability) < 0.5)
  }
}
