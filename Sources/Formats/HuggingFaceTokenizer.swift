import CourseKit
import Foundation

/// The tokenizer of a Hugging Face folder of the GPT-2 family: byte-level BPE and the tokens that were
/// added to it.
///
/// Read from `tokenizer.json`, or where that is missing from `vocab.json`, `merges.txt` and the files
/// that tell added tokens: `added_tokens.json`, `special_tokens_map.json`, `tokenizer_config.json`.
public struct HuggingFaceTokenizer: Sendable, Equatable {
  /// All tokens by id, the added ones too, under the bytes of their text.
  public let vocabulary: GPT2Vocabulary
  /// The added tokens, in the order of their ids: `<|endoftext|>` and whatever else stands for itself.
  public let specialTokens: [String]

  /// What GPT-2 ends a text with.
  public static let endOfText = "<|endoftext|>"

  /// - Precondition: each special token is among the vocabulary's.
  public init(vocabulary: GPT2Vocabulary, specialTokens: [String] = [endOfText]) {
    let tokens = Set(vocabulary.tokens)
    precondition(specialTokens.allSatisfy { tokens.contains(Array($0.utf8)) }, "\(specialTokens)")
    self.vocabulary = vocabulary
    self.specialTokens = specialTokens
  }

  /// The token of an id that the model has a place for but the tokenizer no text, as where a vocabulary
  /// was filled up to a multiple of 64. No text is encoded to it.
  static func unusedToken(_ id: Int) -> String { "<|unused_\(id)|>" }

  // MARK: Reading

  /// Reads a folder's tokenizer.
  ///
  /// - Parameter count: how many tokens the model has a place for. Ids without a token get one that
  ///   stands for nothing.
  /// - Throws: `InputError` if a file is malformed, tells another kind of tokenizer, or has a token that
  ///   the model has no place for.
  public init(readingFrom folder: String, count: Int) throws {
    let path = folder + "/tokenizer.json"
    if FileManager.default.fileExists(atPath: path) {
      try self.init(tokenizerFile: path, count: count)
    } else {
      try self.init(vocabularyIn: folder, count: count)
    }
  }

  private init(tokenizerFile path: String, count: Int) throws {
    let file = JSONValue.object(try JSONValue.object(readFrom: path))
    guard let model = file["model"] else {
      throw InputError(damaged: path, "it has no model", "não há model no arquivo")
    }
    try Self.requireByteLevelBPE(file, model, path)
    guard let members = model["vocab"]?.object else {
      throw InputError(damaged: path, "its model has no vocab", "o model não tem vocab")
    }
    var table = TokenTable(path: path, count: count)
    for added in file["added_tokens"]?.array ?? [] {
      guard let id = added["id"]?.int, let text = added["content"]?.string else {
        throw InputError(
          damaged: path, "one of its added_tokens has no id or no content",
          "um dos added_tokens não tem id ou content")
      }
      try table.add(text, id: id)
    }
    try table.insert(members)
    let tokens = try table.tokens()
    let known = Set(tokens)
    let merges = try (model["merges"]?.array ?? []).enumerated().map { number, item in
      guard let merge = Self.merge(item), merge.isPossible(with: known) else {
        throw InputError(
          damaged: path,
          "merge \(number + 1) is not two tokens of the vocabulary that make a third",
          "o merge \(number + 1) não é formado por dois tokens do vocabulário que formam um terceiro"
        )
      }
      return merge
    }
    self.init(
      vocabulary: GPT2Vocabulary(tokens: tokens, merges: merges), specialTokens: table.added)
  }

  /// Older files have `"a b"`, newer ones `["a", "b"]`.
  private static func merge(_ item: JSONValue) -> GPT2Vocabulary.Merge? {
    if let text = item.string { return GPT2Vocabulary.Merge(spelled: text) }
    guard let pair = item.array?.map(\.string), pair.count == 2, let first = pair[0],
      let second = pair[1]
    else { return nil }
    return GPT2Vocabulary.Merge(spelled: first, second)
  }

  /// What would make other tokens of the same text is refused.
  private static func requireByteLevelBPE(
    _ file: JSONValue, _ model: JSONValue, _ path: String
  ) throws {
    func refuse(_ what: String) -> InputError {
      InputError(
        file: path,
        "\(what) is not as in GPT-2, so that texts would get other tokens; choose a model with GPT-2's "
          + "tokenizer",
        "\(what) não é como no GPT-2, e os textos teriam outros tokens; escolha um modelo com o "
          + "tokenizador do GPT-2")
    }
    func isEmpty(_ value: JSONValue?) -> Bool {
      value == nil || value == .null || value == .string("")
    }
    guard (model["type"]?.string ?? "BPE") == "BPE" else { throw refuse("model.type") }
    for name in ["continuing_subword_prefix", "end_of_word_suffix"] where !isEmpty(model[name]) {
      throw refuse("model.\(name)")
    }
    for name in ["byte_fallback", "ignore_merges"] where model[name]?.bool == true {
      throw refuse("model.\(name)")
    }
    guard isEmpty(file["normalizer"]) else { throw refuse("normalizer") }
    var splitter = file["pre_tokenizer"]
    if let parts = splitter?["pretokenizers"]?.array, parts.count == 1 { splitter = parts[0] }
    guard splitter?["type"]?.string == "ByteLevel", splitter?["add_prefix_space"]?.bool != true,
      splitter?["use_regex"]?.bool != false
    else { throw refuse("pre_tokenizer") }
  }

  private init(vocabularyIn folder: String, count: Int) throws {
    let path = folder + "/vocab.json"
    var table = TokenTable(path: path, count: count)
    let members = try JSONValue.object(readFrom: path)
    for (text, id) in try Self.addedTokens(in: folder, besides: members) {
      try table.add(text, id: id)
    }
    try table.insert(members)
    let tokens = try table.tokens()
    let merges = try GPT2Vocabulary.merges(readFrom: folder + "/merges.txt", of: Set(tokens))
    self.init(
      vocabulary: GPT2Vocabulary(tokens: tokens, merges: merges), specialTokens: table.added)
  }

  /// What the small files beside `vocab.json` tell, each of which may be missing.
  private static func addedTokens(
    in folder: String, besides vocabulary: [JSONValue.Member]
  ) throws -> [(text: String, id: Int)] {
    func read(_ name: String) throws -> [JSONValue.Member] {
      let path = "\(folder)/\(name)"
      guard FileManager.default.fileExists(atPath: path) else { return [] }
      return try JSONValue.object(readFrom: path)
    }
    var ids: [String: Int] = [:]
    for member in try read("added_tokens.json") { ids[member.name] = member.value.int }
    let settings = try read("tokenizer_config.json")
    for token in settings.first(where: { $0.name == "added_tokens_decoder" })?.value.object ?? [] {
      if let text = token.value["content"]?.string { ids[text] = Int(token.name) }
    }
    // A name without an id is a token of the vocabulary.
    var names: Set<String> = [endOfText]
    for member in try read("special_tokens_map.json") + settings
    where member.name.hasSuffix("_token") || member.name == "additional_special_tokens" {
      for value in member.value.array ?? [member.value] {
        if let text = value.string ?? value["content"]?.string { names.insert(text) }
      }
    }
    for member in vocabulary where names.contains(member.name) {
      if ids[member.name] == nil { ids[member.name] = member.value.int }
    }
    return ids.map { ($0.key, $0.value) }.sorted { $0.1 < $1.1 }
  }
}
