import Charts
import Console
import CourseKit
import Extensions
import Foundation
import Narration
import Pretraining
import Tokenization

/// Chapter 8: the same text with a cache, in bytes, and with several paths at once.
struct CacheShowpiece: Showpiece {
  let chapter = 8

  func show(_ n: Narrator, wish: String?) throws {
    try n.step("A model to try it on", "Um modelo para experimentar")
    var small = SmallModel(steps: n.steps(400), n)
    _ = try small.train(Text("training", "treino"), n)
    let prompt = Array(small.text.tokens.prefix(3))
    let count = SmallModel.contextLength - prompt.count

    try n.step("The cache", "O cache")
    var unused = n.generator()
    func timed(_ body: () -> [Int]) -> (tokens: [Int], seconds: Double) {
      let start = Date()
      let tokens = body()
      return (tokens, Date().timeIntervalSince(start))
    }
    let plain = timed {
      generate(
        with: small.model, from: prompt, maxTokens: count, decoding: .greedy, using: &unused)
    }
    let cached = timed {
      generateWithCache(
        with: small.model, from: prompt, maxTokens: count, decoding: .greedy, using: &unused)
    }
    n.quote(small.text(of: prompt + cached.tokens))
    n.say(
      cached.tokens == plain.tokens
        ? "Without the cache it writes the same \(count) tokens."
        : "Without the cache it writes another text, from token "
          + "\(Self.firstDifference(cached.tokens, plain.tokens)) on.",
      cached.tokens == plain.tokens
        ? "Sem o cache ele escreve os mesmos \(count) tokens."
        : "Sem o cache ele escreve outro texto, a partir do token "
          + "\(Self.firstDifference(cached.tokens, plain.tokens)).")
    if n.isTimed {
      n.bars(
        [
          (n.language.text("without, ms", "sem, ms"), 1000 * plain.seconds),
          (n.language.text("with cache, ms", "com cache, ms"), 1000 * cached.seconds),
        ], decimals: 1)
    }

    try n.step("The int8 weights", "Os pesos int8")
    let quantized = QuantizedGPT(small.model)
    let bytes = (float: 4 * small.model.parameterCount, int8: quantized.byteCount)
    let rounded = generateWithCache(
      with: quantized, from: prompt, maxTokens: count, decoding: .greedy, using: &unused)
    n.bars(
      [("float32, KB", Double(bytes.float) / 1000), ("int8, KB", Double(bytes.int8) / 1000)],
      decimals: 0)
    let saved = n.percent(1 - Double(bytes.int8) / Double(bytes.float))
    n.say(
      "\(saved) of the memory is saved; "
        + (rounded == cached.tokens
          ? "the text is the same, token for token."
          : "the text is the same up to token \(Self.firstDifference(rounded, cached.tokens))."),
      "\(saved) da memória é economizada; "
        + (rounded == cached.tokens
          ? "o texto é o mesmo, token por token."
          : "o texto é o mesmo até o token \(Self.firstDifference(rounded, cached.tokens))."))
    var chart = BarChart(
      title: n.language.text("The model in memory, KB", "O modelo na memória, KB"),
      labels: ["float32", "int8"],
      series: [BarChart.Series("", [Double(bytes.float) / 1000, Double(bytes.int8) / 1000])])
    chart.format = { String(Int($0)) }
    chart.language = n.language
    try n.picture(chart, part: "int8")

    try n.step("The beams", "Os feixes")
    let greedy = beamSearchWithCache(
      with: small.model, from: prompt, maxTokens: 20, width: 1)
    let beams = beamSearchWithCache(
      with: small.model, from: prompt, maxTokens: 20, width: 4)
    for (name, paths) in [
      (n.language.text("one path", "um caminho"), greedy),
      (n.language.text("four paths", "quatro caminhos"), beams),
    ] {
      guard let best = paths.first else { continue }
      n.emptyLine()
      n.block("\(name): ln P = \(n.number(best.logProbability, 2))")
      n.quote(small.text(of: prompt + best.tokens))
    }
  }

  /// The number of the first token in which two texts differ, counted from 1.
  private static func firstDifference(_ one: [Int], _ other: [Int]) -> Int {
    (zip(one, other).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      ?? min(one.count, other.count)) + 1
  }
}
