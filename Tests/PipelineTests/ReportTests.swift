import Attention
import Charts
import Console
import CourseKit
import FineTuning
import Foundation
import InstructionTuning
import Pretraining
import Runs
import Tensors
import TestSupport
import Testing
import Tokenization
import Transformer

@testable import Pipeline

struct ReportTests {
  private static let nasty = "<script>alert(1)</script> & \"x\" 'y' \u{202E}\u{1B}"

  private func classification() -> ClassificationResults {
    ClassificationResults(
      labels: ["normal", "spam"], soughtLabel: "spam",
      comparison: ClassificationResults.Strategy.allCases.enumerated().map {
        .init(
          strategy: $1, f1: 0.9 + Double($0) / 50, validationF1: 0.9, validationLoss: 0.1,
          trainableParameterCount: 258 * ($0 + 1), seconds: 1.5)
      },
      strategy: .everything, pooling: .mean,
      matrix: .init(counts: [[2, 1], [0, 2]]),
      worstMistakes: [
        .init(text: Self.nasty, actual: "normal", predicted: "spam", probability: 0.987)
      ],
      losses: (0..<90).map { 1 / Double($0 + 1) }, trainingCount: 400,
      validationCount: 80, testCount: 5)
  }

  private func assistant(_ language: Language) -> AssistantResults {
    let example = InstructionExample(
      instruction: "Who ran?", input: Self.nasty, response: "Ana.", task: "findWho")
    func scores(_ answer: String) -> AssistantResults.Scores {
      .init([JudgedAnswer(example, answer: answer)])
    }
    func typed(_ share: Double) -> AssistantResults.Scores {
      let score = TaskScore(task: "whose", count: 8, exactMatch: share, rougeL: share)
      return .init(all: score, tasks: [score])
    }
    return AssistantResults(
      template: .init(language: language, style: .passage), base: scores("a cat"),
      tuned: scores("Ana"),
      unmasked: scores("Ana ran"),
      typedByHand: .init(base: typed(0.125), tuned: typed(0.375)),
      comparisons: [
        .init(
          before: JudgedAnswer(example, answer: "a cat"),
          after: JudgedAnswer(example, answer: "Ana."))
      ],
      losses: (0..<90).map { 1 / Double($0 + 1) }, trainingCount: 100, testCount: 1)
  }

  /// A run of a few steps, with or without what comes after pretraining.
  private func withRun(
    isWhole: Bool = true, configuration: RunConfiguration = tinyConfiguration(),
    _ body: (RunFolder) throws -> Void
  ) throws {
    try withTemporaryFolder { parent in
      let folder = RunFolder(path: parent)
      var run = try PretrainingRun(
        beginning: configuration, in: folder, data: data(for: configuration))
      try run.train()
      if isWhole {
        try folder.save(run.training.model, classification(), as: .classifier)
        try folder.save(run.model, assistant(configuration.language ?? .english))
      }
      try body(folder)
    }
  }

  private func configuration(
    layers: Int = 2, heads: Int = 3, source: RunConfiguration.Source? = nil
  ) -> RunConfiguration {
    var configuration = tinyConfiguration(steps: 12)
    if let source { configuration.source = source }
    configuration.model = GPTConfiguration(
      vocabularySize: 300, contextLength: 48, layerCount: layers, headCount: heads,
      width: 8 * heads)
    return configuration
  }

  // MARK: What is shown is what the model does

  @Test func `the attention weights are those that attention uses`() throws {
    try withRun(isWhole: false, configuration: configuration()) { folder in
      let model = try TrainedModel(readingFrom: folder).model
      let tokens = [5, 80, 7, 7, 299, 0, 41]
      let weights = attentionWeights(of: model, reading: tokens)
      #expect(weights.count == 2 && weights.allSatisfy { $0.count == 3 })
      // With them the block's own attention is worked out again, head by head.
      var x = model.positionEmbedding(model.tokenEmbedding(TokenBatch(tokens)))
      for (block, weights) in zip(model.blocks, weights) {
        let normed = block.attentionNorm(x)
        let parts = splitHeads(block.attention.queryKeyValue(normed), headCount: 9)
        let contexts = weights.enumerated().map { head, weights in
          contextVectors(weights: weights.matrix, values: parts[6 + head])
        }
        let mixed = block.attention.projection(mergeHeads(contexts, headCount: 3))
        for (a, b) in zip(mixed.scalars, block.attention(normed).scalars) {
          #expect(abs(a - b) <= 1e-5)
        }
        for weights in weights {
          for query in tokens.indices {
            let row = tokens.indices.map { weights[query, $0] }
            #expect(abs(row.reduce(0, +) - 1) < 1e-5)
            #expect(row[(query + 1)...].allSatisfy { $0 == 0 })
          }
        }
        x = block(x)
      }
    }
  }

  @Test func `a read text has the logits that generation had`() throws {
    try withRun(isWhole: false, configuration: configuration()) { folder in
      let trained = try TrainedModel(readingFrom: folder)
      let text = try trained.read(from: trained.promptTokens, maxTokens: 20, decoding: .greedy)
      #expect(text.made.count >= 1 && text.logits.count == text.made.count)
      for (index, token) in text.made.enumerated() {
        let before = text.prompt + text.made[..<index]
        let logits = trained.model.nextTokenLogits(after: Array(before))
        for (a, b) in zip(logits.scalars, text.logits[index].scalars) {
          #expect(abs(a - b) < 1e-3)
        }
        #expect(logits.withRow(0) { $0.indexOfMax() } == token)
      }
      // What is too long for the context is cut, and leaves room.
      let long = try trained.read(
        from: [Int](repeating: 65, count: 200), maxTokens: 90, decoding: Decoding())
      #expect(long.prompt.count == 40 && (1...8).contains(long.made.count))
    }
  }

  @Test func `distributions are shown where there is something to filter`() throws {
    // Certain; then six about equal; then all equal.
    var certain = [Float](repeating: -20, count: 50)
    certain[3] = 20
    var six = [Float](repeating: -9, count: 50)
    for index in 10..<16 { six[index] = Float(index) / 100 }
    let text = ReadText(
      prompt: [1], made: [3, 15, 8],
      logits: [Tensor(certain), Tensor(six), Tensor([Float](repeating: 0, count: 50))])
    let shown = ReportDistributions(in: text) { _ in true }
    #expect(shown.prompt == [1, 3] && shown.tokens.count == 15)
    #expect(shown.tokens.prefix(6) == [15, 14, 13, 12, 11, 10])
    #expect(ReportDistributions(in: text) { $0 != 15 }.prompt == [1])
    // ln 50 is the entropy of 50 equal ones.
    let equal = ReportDistributions.entropy([Float](repeating: 0.02, count: 50))
    #expect(abs(equal - 3.912) < 1e-3)
  }

  @Test func `bytes that are no character are shown as bytes`() throws {
    try withRun(isWhole: false) { folder in
      let trained = try TrainedModel(readingFrom: folder)
      #expect(trained.label(of: 0xC3, .english) == "‹C3›")
      #expect(trained.label(of: Int(UInt8(ascii: "<")), .english) == "<")
      let end = try #require(trained.tokenizer.endOfText)
      #expect(trained.label(of: end, .portuguese) == "‹fim›")
    }
  }

  // MARK: The page

  @Test(arguments: Language.allCases)
  func `the page needs nothing else, leads nowhere else, and is the same every time`(
    language: Language
  ) throws {
    try withRun { folder in
      let html = try RunReport(of: folder, language: language).html()
      #expect(html.contains("<html lang=\"\(language.rawValue)\">"))
      // The name space of SVG is a name, not an address.
      let text = html.replacing("xmlns=\"http://www.w3.org/2000/svg\"", with: "")
      for word in ["://", "src=", "url(", "@import", "<link", "<img", "<iframe", "fetch("] {
        #expect(!text.contains(word), "\(word)")
      }
      let ids = html.matches(of: #/ id="([^"]*)"/#).map { String($0.output.1) }
      #expect(Set(ids).count == ids.count)
      let addresses = html.matches(of: /href="([^"]*)"/).map { String($0.output.1) }
      #expect(addresses.count > 10)
      for address in addresses {
        #expect(address.hasPrefix("#") && ids.contains(String(address.dropFirst())), "\(address)")
      }
      for match in html.matches(of: /aria-labelledby="([^"]*)"/) {
        #expect(ids.contains(String(match.output.1)))
      }
      #expect(try RunReport(of: folder, language: language).html() == html)
    }
  }

  @Test func `the sections stand in order and say what was measured`() throws {
    try withRun { folder in
      let html = try RunReport(of: folder, language: .english).html()
      let names = html.matches(of: /<section id="([^"]*)"/).map { String($0.output.1) }
      #expect(
        names == [
          "summary", "loss", "decoding", "tokens", "attention", "classifier", "assistant",
          "configuration", "reproduction",
        ])
      let loss = try #require(folder.metrics().evaluations.last?.validationLoss)
      #expect(html.contains(String(format: "%.3f", loss)))
      // The classifier's: 0.96 for everything; the assistant's: from none to all.
      #expect(html.contains("<strong>0.960</strong>"))
      #expect(html.contains("<strong>100%</strong>") && html.contains("before tuning: 0%"))
      #expect(html.contains("who it was") && html.contains("98.7%"))
      #expect(html.contains("typed by hand") && html.contains("whose"))
      #expect(html.contains("0.12") && html.contains("0.38"))
      #expect(html.contains("class=\"wrong\"") && html.contains("class=\"right\""))
    }
  }

  @Test func `what the texts contain is text`() throws {
    try withRun { folder in
      let html = try RunReport(of: folder, language: .portuguese).html()
      #expect(!html.contains("<script>alert") && !html.contains("\u{202E}"))
      #expect(!html.contains("\u{1B}"))
      #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;"))
    }
  }

  @Test func `what is not there yet is named with the command that makes it`() throws {
    try withRun(isWhole: false) { folder in
      let report = try RunReport(of: folder, language: .english)
      let words = shellQuoted(folder.name)
      for command in ["classify train", "instruct"] {
        #expect(try report.html().contains(" \(command) --run \(words)"))
      }
      #expect(try !report.html().contains("Confusion matrix"))
      try report.write()
      #expect(try String(decoding: bytes(of: folder.reportFile), as: UTF8.self) == report.html())
    }
  }

  @Test func `a matrix that does not fit its labels is told in one sentence`() throws {
    try withRun { folder in
      try changeJSON(folder.classificationFile) { $0["labels"] = ["one"] }
      let told = try sentence { _ = try RunReport(of: folder, language: .english) }
      #expect(told.hasPrefix(folder.classificationFile))
    }
  }

  // MARK: Reproduction

  @Test func `a hole is told with its file, and with the chapters that fill it`() {
    let sentence = Track.sentence(ofHole: "5.4", .english) { $0 < 3 }
    #expect(
      sentence
        == "This needs exercise 5.4 (AdamW), which is not written yet: write it in "
        + "Exercises/05-Pretraining/AdamW.swift, or take chapter 5 from the reference with "
        + "SOLUTIONS=0-2,5.")
    #expect(
      Track.sentence(ofHole: "7.1", .english) { $0 < 5 }
        .hasSuffix("SOLUTIONS=0-4,7."))
    #expect(
      Track.sentence(ofHole: "8.1", .portuguese) { _ in false }
        .hasPrefix("Isto precisa do exercício 8.1 (Cache KV), que ainda não foi escrito"))
  }

  @Test func `the command that makes a run is found`() throws {
    for isQuick in [false, true] {
      var run = RunConfiguration.mainJob(language: .portuguese, seed: 9, isQuick: isQuick)
      run.model.vocabularySize -= 3  // where the text ran out of pairs
      let words = ["--language", "pt-BR", "--seed", "9"] + (isQuick ? ["--quick"] : [])
      #expect(ReportReproduction.words(run) == words)
    }
    #expect(ReportReproduction.words(tinyConfiguration()) == nil)
    #expect(Track.choice(of: [0, 1, 2, 5, 7, 8]) == "0-2,5,7-8")
    #expect(
      shellLine(["--prompt", "it's", "a/b-c.txt", ""])
        == #"--prompt 'it'\''s' a/b-c.txt ''"#)
  }

  @Test func `gpt pretrain's words and the run that they make are found from each other`() throws {
    let options = PretrainOptions()
    let given: [[String]] = [
      [], ["--steps", "400", "--learning-rate", "0.0123", "--dropout", "0"],
      [
        "--language", "pt-BR", "--tied-head", "--width", "96", "--heads", "3", "--seed",
        "18446744073709551615",
      ],
      ["--evaluate-every", "7", "--evaluate-tokens", "999", "--prompt", "--- it's \"ção\""],
    ]
    for words in given {
      let values = try Values(reading: words, for: options, language: .english)
      let run = options.configuration(values, language: values[options.language] ?? .english)
      let found = try #require(ReportReproduction.words(run))
      #expect(found.first == "pretrain")
      let again = try Values(reading: Array(found.dropFirst()), for: options, language: .english)
      #expect(options.configuration(again, language: try #require(again[options.language])) == run)
      for word in words where word.hasPrefix("--") { #expect(found.contains(word)) }
    }
  }

  @Test func `a run on a text is found by the text's name alone`() throws {
    var run = PretrainOptions().configuration(
      try Values(reading: [], for: PretrainOptions(), language: .english), language: .english)
    run.source = .file(path: "/home/somebody/a text.txt", fingerprint: "0")
    let words = try #require(ReportReproduction.words(run))
    #expect(words.starts(with: ["pretrain", "--text", "a text.txt", "--steps", "2000"]))
    run.plan.schedule.warmUpSteps += 1
    #expect(ReportReproduction.words(run) == nil)
  }

  // MARK: In the browser

  @Test(
    .enabled(if: Browser.path != nil, "skipped: there is no Chromium on this machine"),
    arguments: Language.allCases)
  func `a browser draws every chart, finds no error and nothing cut off`(
    language: Language
  ) throws {
    let source = RunConfiguration.Source.smallWorld(language: language, documentCount: 60)
    try withRun(configuration: configuration(source: source)) { folder in
      let html = try RunReport(of: folder, language: language).html()
      let browser = try ReportBrowser(opening: html, in: folder.path)
      #expect(browser.complaints == [])
      #expect(browser.views.map(\.width) == [360, 1280])
      for view in browser.views {
        // Three loss curves, four distributions, the matrix, the bars, the map and six small ones.
        #expect(view.charts.count == 16)
      }
    }
  }

  @Test(
    .enabled(if: Browser.path != nil, "skipped: there is no Chromium on this machine"))
  func `a page that is broken is found out`() throws {
    try withRun(configuration: configuration()) { folder in
      let html = try RunReport(of: folder, language: .english).html()
      func complaints(_ pattern: String, _ replacement: String) throws -> [String] {
        let broken = html.replacingOccurrences(
          of: pattern, with: replacement, options: .regularExpression)
        try #require(broken != html, "\(pattern) is not on the page")
        return try ReportBrowser(opening: broken, in: folder.path).complaints
      }
      let script = try complaints("const strip of", "const strip from")
      #expect(script.contains { $0.contains("SyntaxError") })
      let network = try complaints(
        "<header>", "<header><img src='https://example.com/a.png'>")
      #expect(network.contains { $0.contains("forbidden") })
      let curves = try complaints("(class=\"series[^>]*) d=\"[^\"]*\"", "$1 d=\"\"")
      #expect(curves.contains("at 360: Loss in fine-tuning is empty"))
      let numbers = try complaints("(<rect class=\"heat frame\" x=\")[^\"]*\"", "$1nan\"")
      #expect(numbers.contains { $0.contains("a number that is none in Confusion matrix") })
      let wide = try complaints("<header>", "<header><div style='width:500px'>x</div>")
      #expect(wide.contains { $0.hasPrefix("at 360") && $0.hasSuffix("pixels too wide") })
      let maps = try complaints("<g id=\"map-1-2\"", "<g id=\"none\"")
      #expect(!maps.isEmpty)
    }
  }
}
