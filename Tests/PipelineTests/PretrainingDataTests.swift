import Corpora
import CourseKit
import Foundation
import Pipeline
import TestSupport
import Testing
import Tokenization

struct PretrainingDataTests {
  private func documents(of text: String) throws -> PretrainingData.Documents {
    try withTemporaryFolder { folder in
      let path = folder + "/text"
      try put(text, at: path)
      let fingerprint = PretrainingData.fingerprint(of: try PlainText.read(path))
      return try PretrainingData.documents(
        of: tinyConfiguration(source: .file(path: path, fingerprint: fingerprint)))
    }
  }

  // MARK: A file

  @Test func `the last tenth of a file begins with a word and nothing is lost`() throws {
    let text = (0..<2_000).map { "word\($0)" }.joined(separator: " ")
    let parts = try documents(of: text)
    let validation = try #require(parts.validation.first)
    #expect(parts.training.count == 1 && parts.validation.count == 1)
    #expect(parts.training[0] + validation == text)
    #expect(validation.hasPrefix(" word"))
    let share = Double(validation.utf8.count) / Double(text.utf8.count)
    #expect(share >= 0.1 && share < 0.11)
  }

  @Test func `of a text of documents the last ones are kept, a tenth of all at most`() throws {
    let many = (0..<100).map { "document number \($0) of many" }
    let parts = try documents(of: many.joined(separator: "\n<|endoftext|>\n"))
    #expect(parts.training + parts.validation == many)
    #expect((8...10).contains(parts.validation.count))
    // The last one is longer than a tenth: its end is kept.
    let long = String(repeating: "a long last document ", count: 50) + "ends here"
    let two = try documents(of: "short<|endoftext|>\(long)")
    #expect(two.training.count == 2 && two.training[0] == "short" && two.validation.count == 1)
    #expect(two.training[1] + two.validation[0] == long)
  }

  @Test func `a text without spaces is cut between two characters`() throws {
    let text = "標題\n" + String(repeating: "春眠不覺曉處處聞啼鳥", count: 100)
    let parts = try documents(of: text)
    #expect(parts.training[0] + parts.validation[0] == text)
    #expect(!(parts.training[0] + parts.validation[0]).unicodeScalars.contains("\u{FFFD}"))
    // 3,007 bytes, the last 300 of them, and what is needed to make a character whole.
    #expect((300...302).contains(parts.validation[0].utf8.count))
  }

  @Test(arguments: ["a", "hi", "word", "a b", "one two three", "\u{1F642}"])
  func `a text of a few letters is too short, in one sentence`(text: String) throws {
    let parts = try documents(of: text)
    #expect(parts.training.joined() + parts.validation.joined() == text)
    let tokenizer = ByteLevelBPE(documents: parts.training, vocabularySize: 300)
    let configuration = tinyConfiguration(source: .file(path: "x", fingerprint: ""))
    let told = try sentence {
      _ = try PretrainingData(parts, tokenizer: tokenizer, configuration: configuration)
    }
    let count = tokenizer.encode(parts.training[0]).count + 1
    #expect(told.contains(words("has \(count) tokens", "tem \(count) tokens")))
    #expect(told.contains("17") && told.contains("--context"))
  }

  @Test func `a validation part that is too short is named`() throws {
    let parts = PretrainingData.Documents(
      training: [String(repeating: "the cat sat. ", count: 50)], validation: ["the cat"])
    let tokenizer = ByteLevelBPE(documents: parts.training, vocabularySize: 300)
    let told = try sentence {
      _ = try PretrainingData(parts, tokenizer: tokenizer, configuration: tinyConfiguration())
    }
    #expect(told.contains(words("validation part has 3 tokens", "parte de validação tem 3 tokens")))
  }

  @Test func `a file that has changed is noticed, one that has not is taken`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/text"
      let text = String(repeating: "the cat sat. ", count: 50)
      try put(text, at: path)
      let configuration = tinyConfiguration(
        source: .file(path: path, fingerprint: PretrainingData.fingerprint(of: text)))
      #expect(throws: Never.self) { try PretrainingData.documents(of: configuration) }
      try put(text.replacingOccurrences(of: "cat sat. the", with: "cat sad. the"), at: path)
      #expect(
        try sentence { _ = try PretrainingData.documents(of: configuration) }
          .contains(words("\(path) has changed", "\(path) mudou")))
      try FileManager.default.removeItem(atPath: path)
      #expect(
        try sentence { _ = try PretrainingData.documents(of: configuration) }.contains(path))
    }
  }

  @Test func `the fingerprint is FNV-1a`() {
    // From the test vectors of Fowler, Noll and Vo.
    #expect(PretrainingData.fingerprint(of: "") == "cbf29ce484222325")
    #expect(PretrainingData.fingerprint(of: "a") == "af63dc4c8601ec8c")
    #expect(PretrainingData.fingerprint(of: "foobar") == "85944171f73967e8")
  }

  // MARK: The small world

  @Test(arguments: Language.allCases)
  func `no validation document is a training document`(language: Language) throws {
    let configuration = tinyConfiguration(
      source: .smallWorld(language: language, documentCount: 3_000))
    let parts = try PretrainingData.documents(of: configuration)
    #expect(parts.training.count == 3_000)
    #expect(parts.validation.count == 400)
    #expect(Set(parts.training).isDisjoint(with: parts.validation))
    #expect(parts.byteCount == parts.training.joined().utf8.count)
  }

  @Test func `training windows begin with documents, and every document ends`() throws {
    let data = try data(for: tinyConfiguration())
    let endOfText = try #require(data.tokenizer.endOfText)
    #expect(data.training.tokens.filter { $0 == endOfText }.count == 60)
    #expect(data.training.tokens.last == endOfText)
    let documentStarts = data.training.tokens.indices
      .filter { $0 == 0 || data.training.tokens[$0 - 1] == endOfText }
      .filter { $0 + 16 < data.training.tokens.count }
    #expect(Set(documentStarts).isSubset(of: data.training.startPositions))
  }

  @Test func `the bigram loss is below that of guessing and above 0`() throws {
    let data = try data(for: tinyConfiguration())
    let loss = data.bigramLoss(on: data.validation.consecutiveBatches(of: 4))
    #expect(loss < log(Double(data.tokenizer.vocabularySize)))
    #expect(loss > 0)
  }
}
