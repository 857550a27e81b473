extension HuggingFaceTokenizer {
  /// The tokenizer as metadata of a GGUF file.
  ///
  /// Tokens are spelled in the byte alphabet, special ones as they are.
  public func metadata(chatTemplate: String?) -> [(name: String, value: GGUFFile.Value)] {
    let special = Set(specialTokens.map { Array($0.utf8) })
    let added = Set(addedTokens.map { Array($0.utf8) })
    var texts: [String] = []
    var types: [Int] = []
    for (id, token) in vocabulary.tokens.enumerated() {
      let (isSpecial, isAdded) = (special.contains(token), added.contains(token))
      let isUnused = GPT2Vocabulary.isUnused(token, id: id)
      texts.append(
        isSpecial || isAdded ? String(decoding: token, as: UTF8.self) : ByteAlphabet.text(of: token)
      )
      // llama.cpp's numbers: normal, control, user-defined, unused.
      types.append(isSpecial ? 3 : isAdded ? 4 : isUnused ? 5 : 1)
    }
    var metadata: [(name: String, value: GGUFFile.Value)] = [
      ("tokenizer.ggml.model", .text("gpt2")), ("tokenizer.ggml.pre", .text("gpt-2")),
      ("tokenizer.ggml.tokens", .texts(texts)), ("tokenizer.ggml.token_type", .integers(types)),
      ("tokenizer.ggml.merges", .texts(vocabulary.merges.map(\.text))),
      ("tokenizer.ggml.add_bos_token", .flag(false)),
    ]
    if let end = texts.firstIndex(of: Self.endOfText) {
      for name in ["bos", "eos", "unknown", "padding"] {
        metadata.append(("tokenizer.ggml.\(name)_token_id", .count(end)))
      }
    }
    if let chatTemplate { metadata.append(("tokenizer.chat_template", .text(chatTemplate))) }
    return metadata
  }
}
