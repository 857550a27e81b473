import CourseKit

extension HuggingFaceTokenizer {
  /// Writes what Hugging Face's AutoTokenizer loads into a folder: `tokenizer.json`,
  /// `tokenizer_config.json`, `vocab.json` and `merges.txt`.
  ///
  /// - Parameters:
  ///   - contextLength: how many tokens the model sees.
  ///   - chatTemplate: how a conversation becomes a prompt, as a Jinja template; nil for none.
  /// - Throws: `InputError` if a file cannot be written.
  public func write(
    toFolder folder: String, contextLength: Int, chatTemplate: String? = nil
  ) throws {
    try vocabulary.write(
      vocabularyPath: folder + "/vocab.json", mergesPath: folder + "/merges.txt")
    try AtomicFile.write(fastTokenizer, to: folder + "/tokenizer.json")
    let end = JSONValue.quoted(Self.endOfText)
    var members = [
      "\"tokenizer_class\": \"GPT2Tokenizer\"", "\"model_max_length\": \(contextLength)",
      "\"add_prefix_space\": false", "\"clean_up_tokenization_spaces\": false",
    ]
    if specialTokens.contains(Self.endOfText) {
      members += ["bos", "eos", "unk", "pad"].map { "\"\($0)_token\": \(end)" }
    }
    if let chatTemplate { members.append("\"chat_template\": \(JSONValue.quoted(chatTemplate))") }
    try AtomicFile.write(
      "{\n" + members.map { "  \($0)" }.joined(separator: ",\n") + "\n}\n",
      to: folder + "/tokenizer_config.json")
  }

  /// `tokenizer.json`: the same as the two files, with the steps before and after the merges.
  private var fastTokenizer: String {
    let special = Set(specialTokens.map { Array($0.utf8) })
    let named = special.union(addedTokens.map { Array($0.utf8) })
    let added = vocabulary.tokens.enumerated().filter { named.contains($0.element) }
      .map { id, token in
        """
        {"id": \(id), "content": \(JSONValue.quoted(String(decoding: token, as: UTF8.self))), \
        "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, \
        "special": \(special.contains(token))}
        """
      }
    let byteLevel =
      #"{"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true}"#
    let merges = vocabulary.merges.map { JSONValue.quoted($0.text) }.joined(separator: ",\n")
    // An added token is spelled as it is.
    let members = vocabulary.vocabularyMembers {
      named.contains($0) ? String(decoding: $0, as: UTF8.self) : ByteAlphabet.text(of: $0)
    }
    return """
      {"version": "1.0", "truncation": null, "padding": null,
      "added_tokens": [\(added.joined(separator: ",\n"))],
      "normalizer": null,
      "pre_tokenizer": \(byteLevel),
      "post_processor": \(byteLevel),
      "decoder": \(byteLevel),
      "model": {"type": "BPE", "dropout": null, "unk_token": null, "continuing_subword_prefix": "",
      "end_of_word_suffix": "", "fuse_unk": false, "byte_fallback": false, "ignore_merges": false,
      "vocab": {\(members)},
      "merges": [\(merges)]}}

      """
  }
}
