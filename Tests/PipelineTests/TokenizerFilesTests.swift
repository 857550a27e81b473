import Foundation
import Pipeline
import Runs
import TestSupport
import Testing
import Tokenization

/// A run's tokenizer, in two files as GPT-2 keeps its own.
struct TokenizerFilesTests {
  @Test func `a tokenizer comes back from its two files, merges of any bytes too`() throws {
    try withTemporaryFolder { parent in
      let folder = RunFolder(path: parent)
      let text = String(repeating: "coração avó # 日本語 🙂🙂 \"\\ \t\u{1} #version: naïve ", count: 9)
      let tokenizer = ByteLevelBPE(text: text, vocabularySize: 320)
      // Whole characters of several bytes are among the merges, and torn ones.
      let merged = tokenizer.tokens[256...].map { String(validating: $0, as: UTF8.self) }
      #expect(merged.contains { $0?.contains { !$0.isASCII } ?? false })
      #expect(merged.contains(nil))
      try folder.save(tokenizer)
      let restored = try folder.tokenizer()
      #expect(restored == tokenizer)
      let other = text + "unseen ÿ\u{0} words"
      #expect(restored.encode(other) == tokenizer.encode(other))
      #expect(restored.endOfText == tokenizer.vocabularySize - 1)
    }
  }

  @Test func `merges that were cut off at the end of a line are noticed`() throws {
    try withTemporaryFolder { parent in
      let folder = RunFolder(path: parent)
      try folder.save(ByteLevelBPE(text: "the cat the hat the mat", vocabularySize: 262))
      let text = String(decoding: try bytes(of: folder.mergesFile), as: UTF8.self)
      let lines = text.split(separator: "\n").dropLast()
      try put(lines.joined(separator: "\n") + "\n", at: folder.mergesFile)
      #expect(try sentence { _ = try folder.tokenizer() }.hasPrefix(folder.mergesFile))
    }
  }
}
