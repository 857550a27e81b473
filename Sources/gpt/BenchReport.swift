import Console
import CourseKit
import Pipeline
import TensorKernels

/// The figures of `gpt bench`; each process fills in those that it measured.
struct BenchReport: Codable {
  /// What PyTorch, transformers on top of it, or llama.cpp reached in the same run.
  struct Peer: Codable {
    let tokens_per_s: Double
    let peak_mb: Double
  }

  var threads = Threads.count
  var clockGigahertz: Double?
  var lanesInARegister: Int?
  var peakOneThread: Double?
  var peakAllThreads: Double?
  var bandwidthGigabytesPerSecond: Double?
  var products: [Benchmark.Product]?
  var mini: Benchmark.Training?
  var six: Benchmark.Training?
  var large: Benchmark.Training?
  var generatedTokensPerSecond: Double?
  var cache: Benchmark.CachedGeneration?
  var gpt2: Benchmark.LargeModel?
  var tokenizer: Benchmark.Tokenizer?
  var peer: [String: Peer]?

  static let rows = [
    "peak", "products", "mini", "six", "large", "generate", "cache", "gpt2", "bpe",
  ]

  init() {}

  init(measuring row: String, seconds: Double) throws {
    switch row {
    case "peak":
      clockGigahertz = MachinePeak.gigahertz()
      lanesInARegister = MachinePeak.lanesInARegister
      peakOneThread = MachinePeak.gigaflops(threads: 1)
      peakAllThreads = MachinePeak.gigaflops(threads: Threads.count)
      bandwidthGigabytesPerSecond = MachinePeak.gigabytesPerSecond(threads: Threads.count)
    case "products": products = Benchmark.products()
    case "mini": mini = Benchmark.training(.mini, seconds: seconds)
    case "six": six = Benchmark.training(.six, seconds: seconds)
    case "large": large = Benchmark.training(.large, seconds: seconds)
    case "generate": generatedTokensPerSecond = Benchmark.generation(seconds: seconds)
    case "cache": cache = Benchmark.cachedGeneration(seconds: seconds)
    case "gpt2": gpt2 = Benchmark.largeModel(seconds: seconds)
    case "bpe": tokenizer = Benchmark.tokenizer()
    default:
      let rows = BenchReport.rows.joined(separator: ", ")
      throw UsageError(
        Language.current.text(
          "--row \(row): must be one of \(rows).", "--row \(row): deve ser um destes: \(rows)."))
    }
  }

  mutating func merge(_ other: BenchReport) {
    clockGigahertz = other.clockGigahertz ?? clockGigahertz
    lanesInARegister = other.lanesInARegister ?? lanesInARegister
    peakOneThread = other.peakOneThread ?? peakOneThread
    peakAllThreads = other.peakAllThreads ?? peakAllThreads
    products = other.products ?? products
    mini = other.mini ?? mini
    six = other.six ?? six
    large = other.large ?? large
    generatedTokensPerSecond = other.generatedTokensPerSecond ?? generatedTokensPerSecond
    bandwidthGigabytesPerSecond =
      other.bandwidthGigabytesPerSecond ?? bandwidthGigabytesPerSecond
    cache = other.cache ?? cache
    gpt2 = other.gpt2 ?? gpt2
    tokenizer = other.tokenizer ?? tokenizer
  }

  // MARK: In words

  func text(_ language: Language) -> String {
    var parts: [String] = []
    let peak = peakAllThreads ?? 0
    func share(_ gigaflops: Double) -> String {
      percent(gigaflops / peak, language)
    }

    parts.append(machineSentence(language))

    if let products {
      var table = Table(
        .left(language.text("matrix product", "produto de matrizes")), .right("M × K × N"),
        .right("GFLOP/s"), .right(language.text("of the peak", "do pico")))
      for product in products {
        table.addRow(
          product.name, "\(product.rows) × \(product.depth) × \(product.columns)",
          decimal(product.gigaflops, 0, language), share(product.gigaflops))
      }
      parts.append(table.description)
    }

    var models = Table(
      .left(language.text("training", "treino")), .right(language.text("ms/step", "ms/passo")),
      .right("tokens/s"), .right("GFLOP/s"), .right(language.text("of the peak", "do pico")),
      .right("MB"), .right(language.text("PyTorch tokens/s", "tokens/s do PyTorch")),
      .right(language.text("ratio", "razão")), .right(language.text("its MB", "MB dele")))
    func add(_ name: String, _ row: Benchmark.Training?, _ peer: Peer?) {
      guard let row else { return }
      models.addRow(
        name, decimal(row.millisecondsPerStep, 1, language),
        grouped(Int(row.tokensPerSecond), language), decimal(row.gigaflops, 0, language),
        share(row.gigaflops), decimal(row.peakMegabytes, 0, language),
        peer.map { grouped(Int($0.tokens_per_s), language) } ?? "–",
        peer.map { decimal(row.tokensPerSecond / $0.tokens_per_s, 2, language) } ?? "–",
        peer.map { decimal($0.peak_mb, 0, language) } ?? "–")
    }
    add("gptMini 3 × 4 × 128", mini, peer?["mini"])
    add("6 × 6 × 384", six, peer?["six"])
    add("12 × 12 × 768, T 1024", large, peer?["large"])
    parts.append(models.description)

    if let generated = generatedTokensPerSecond {
      var line = language.text(
        "Generation, gptMini, full context, no cache: ",
        "Geração, gptMini, contexto cheio, sem cache: ")
      line += "\(grouped(Int(generated), language)) tokens/s"
      if let peer = peer?["generate"] {
        line += language.text(
          " (PyTorch \(grouped(Int(peer.tokens_per_s), language)), ratio ",
          " (PyTorch \(grouped(Int(peer.tokens_per_s), language)), razão ")
        line += decimal(generated / peer.tokens_per_s, 2, language) + ")"
      }
      parts.append(line)
    }
    if let cache { parts.append(cacheTable(cache, language)) }
    if let gpt2 {
      parts.append(gpt2Table(gpt2, language))
      if let table = llamaTable(gpt2, language) { parts.append(table) }
    }
    if let tokenizer {
      let size = decimal(tokenizer.megabytes, 1, language)
      let words = grouped(tokenizer.distinctWords, language)
      let merges = grouped(tokenizer.merges, language)
      let seconds = decimal(tokenizer.learningSeconds, 1, language)
      let speed = decimal(tokenizer.encodingMegabytesPerSecond, 1, language)
      parts.append(
        language.text(
          "Byte pairs, one thread: \(merges) merges learned from \(size) MB with \(words) words in "
            + "\(seconds) s; encoded at \(speed) MB/s.",
          "Pares de bytes, uma thread: \(merges) merges aprendidos de \(size) MB com \(words) palavras "
            + "em \(seconds) s; codificação a \(speed) MB/s."))
    }
    return parts.joined(separator: "\n\n")
  }

  /// The machine's peak, and how it is derived.
  private func machineSentence(_ language: Language) -> String {
    let (one, all) = (peakOneThread ?? 0, peakAllThreads ?? 0)
    let (clock, lanes) = (clockGigahertz ?? 0, lanesInARegister ?? 0)
    // Full-width multiply-adds per cycle: the measured rate divided by that of a single unit.
    let units = decimal(one / (clock * Double(2 * lanes)), 2, language)
    let peaks = "\(decimal(one, 0, language)) GFLOP/s"
    let bandwidth = decimal(bandwidthGigabytesPerSecond ?? 0, 0, language)
    return language.text(
      "This machine's peak: \(peaks) on one thread, \(decimal(all, 0, language)) on \(threads). That is "
        + "\(units) multiply-adds of \(lanes) lanes in each cycle of "
        + "\(decimal(clock, 2, language)) GHz. It reads \(bandwidth) GB/s from memory.",
      "Pico desta máquina: \(peaks) numa thread, \(decimal(all, 0, language)) em \(threads). São "
        + "\(units) multiplicações com soma de \(lanes) elementos em cada ciclo de "
        + "\(decimal(clock, 2, language)) GHz. Ela lê \(bandwidth) GB/s da memória.")
  }

  private func cacheTable(_ cache: Benchmark.CachedGeneration, _ language: Language) -> String {
    var table = Table(
      .left(language.text("gptMini, full context", "gptMini, contexto cheio")),
      .right("tokens/s"), .right(language.text("times uncached", "vezes sem cache")),
      .right(language.text("times float32", "vezes float32")))
    func add(_ name: String, _ speed: Double, overFloat: Bool = false) {
      table.addRow(
        name, grouped(Int(speed), language),
        decimal(speed / cache.uncachedTokensPerSecond, 1, language),
        overFloat ? decimal(speed / cache.cachedTokensPerSecond, 2, language) : "–")
    }
    add(language.text("no cache", "sem cache"), cache.uncachedTokensPerSecond)
    add(language.text("cache", "com cache"), cache.cachedTokensPerSecond)
    add("int8", cache.quantizedTokensPerSecond, overFloat: true)
    add(
      language.text("cache, a text of 5 contexts", "com cache, texto de 5 contextos"),
      cache.longTextTokensPerSecond)
    return table.description
  }

  private func gpt2Table(_ gpt2: Benchmark.LargeModel, _ language: Language) -> String {
    var table = Table(
      .left(language.text("GPT-2, 124 M parameters", "GPT-2, 124 M parâmetros")),
      .right("tokens/s"), .right(language.text("of the bandwidth", "da banda de memória")),
      .right(language.text("times float32", "vezes float32")),
      .right(language.text("transformers tokens/s", "tokens/s do transformers")),
      .right(language.text("ratio", "razão")))
    func add(
      _ name: String, _ speed: Double, megabytes: Double? = nil, overFloat: Bool = false,
      _ peer: Peer?
    ) {
      let bandwidth = bandwidthGigabytesPerSecond.map { $0 * 1000 }
      let share = bandwidth.flatMap { all in megabytes.map { $0 * speed / all } }
      table.addRow(
        name, decimal(speed, 0, language), share.map { percent($0, language) } ?? "–",
        overFloat ? decimal(speed / gpt2.decodeTokensPerSecond, 2, language) : "–",
        peer.map { decimal($0.tokens_per_s, 0, language) } ?? "–",
        peer.map { decimal(speed / $0.tokens_per_s, 2, language) } ?? "–")
    }
    add(
      language.text("a prompt of 512 tokens", "um prompt de 512 tokens"),
      gpt2.prefillTokensPerSecond, peer?["gpt2_prefill"])
    add(
      language.text("then each token", "depois cada token"), gpt2.decodeTokensPerSecond,
      megabytes: gpt2.decodeMegabytes, peer?["gpt2_decode"])
    add(
      language.text("the same in int8", "o mesmo em int8"), gpt2.quantizedTokensPerSecond,
      megabytes: gpt2.quantizedMegabytes, overFloat: true, peer?["gpt2_decode"])
    return table.description
  }

  /// Nil where llama.cpp was not measured.
  private func llamaTable(_ gpt2: Benchmark.LargeModel, _ language: Language) -> String? {
    let rows = [
      (
        language.text("a prompt of 512 tokens", "um prompt de 512 tokens"),
        gpt2.prefillTokensPerSecond, "prefill"
      ),
      (language.text("then each token", "depois cada token"), gpt2.decodeTokensPerSecond, "decode"),
      (
        language.text("int8, beside Q8_0", "int8, ao lado de Q8_0"), gpt2.quantizedTokensPerSecond,
        "decode_q8"
      ),
    ]
    let measured = rows.compactMap { name, speed, key in
      peer?["llama_" + key].map { (name, speed, $0.tokens_per_s) }
    }
    guard !measured.isEmpty else { return nil }
    var table = Table(
      .left("GPT-2"), .right("tokens/s"),
      .right(language.text("llama.cpp tokens/s", "tokens/s do llama.cpp")),
      .right(language.text("ratio", "razão")))
    for (name, own, other) in measured {
      table.addRow(
        name, decimal(own, 0, language), decimal(other, 0, language),
        decimal(own / other, 2, language))
    }
    return table.description
  }
}
