import Formats
import Runs
import Tokenization

extension RunFolder {
  /// Written as GPT-2's two files, which other programs can read.
  public func save(_ tokenizer: ByteLevelBPE) throws {
    try save(
      GPT2Vocabulary(
        tokens: tokenizer.tokens,
        merges: tokenizer.merges.map {
          .init(tokenizer.tokens[$0.left], tokenizer.tokens[$0.right])
        }))
  }

  /// Reads the two files. Throws `InputError` where they are not of one run.
  public func tokenizer() throws -> ByteLevelBPE {
    let vocabulary = try vocabulary()
    return try ByteLevelBPE(
      tokens: vocabulary.tokens, merges: vocabulary.pairs, specialTokens: tokenNames().all)
  }
}
