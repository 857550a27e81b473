import Foundation
import Tensors
import Tokenization

extension Benchmark {
  /// How fast byte pairs were learned and used.
  public struct Tokenizer: Sendable, Codable {
    public let megabytes: Double
    public let distinctWords: Int
    public let merges: Int
    public let learningSeconds: Double
    /// On one thread, for the tokenizer has no more.
    public let encodingMegabytesPerSecond: Double
  }

  /// Learns 2,000 merges from 10 MB of made-up words, and encodes them.
  public static func tokenizer(megabytes: Double = 10) -> Tokenizer {
    let documents = zipfText(bytes: Int(megabytes * 1e6))
    let bytes = documents.reduce(0) { $0 + $1.utf8.count }
    let mergeCount = 2_000
    let start = now()
    let tokenizer = ByteLevelBPE(documents: documents, vocabularySize: 256 + mergeCount + 1)
    let learned = now()
    let tokens = tokenizer.encode(documents: documents)
    let encoded = now()
    precondition(!tokens.isEmpty)
    return Tokenizer(
      megabytes: Double(bytes) / 1e6, distinctWords: countWords(in: documents).count,
      merges: tokenizer.merges.count, learningSeconds: learned - start,
      encodingMegabytesPerSecond: Double(bytes) / 1e6 / (encoded - learned))
  }

  /// Text of invented words, few of them frequent and most rare, as in real text: the word of rank r
  /// is about 1/r as frequent as the first.
  private static func zipfText(bytes: Int) -> [String] {
    var generator = SeededGenerator(seed: 1)
    let syllables = "ba da fe gi ho ju ka le mi no pu ra se ti vo za ção ên tra pri".split(
      separator: " ")
    let words = (0..<150_000).map { _ in
      (0..<(1 + Int(generator.nextUniform() * 4)))
        .map { _ in syllables[Int(generator.nextUniform() * Float(syllables.count))] }.joined()
    }
    var documents: [String] = []
    var size = 0
    while size < bytes {
      var document = ""
      while document.utf8.count < 1_000 {
        // exp of a uniform number has the density 1/r.
        let rank = pow(Double(words.count), Double(generator.nextUniform()))
        document += words[min(Int(rank), words.count) - 1] + " "
      }
      size += document.utf8.count
      documents.append(document)
    }
    return documents
  }
}
