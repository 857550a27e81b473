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
  /// The special tokens, in the order of their ids, such as `<|endoftext|>`: in a text their names are
  /// text, unless that is asked for.
  public let specialTokens: [String]
  /// The added tokens that are not special: wherever their names stand in a text, they are meant.
  public let addedTokens: [String]

  /// What GPT-2 ends a text with.
  public static let endOfText = "<|endoftext|>"

  /// - Precondition: each special or added token is among the vocabulary's.
  public init(
    vocabulary: GPT2Vocabulary, specialTokens: [String] = [endOfText], addedTokens: [String] = []
  ) {
    let (tokens, names) = (Set(vocabulary.tokens), specialTokens + addedTokens)
    precondition(names.allSatisfy { tokens.contains(Array($0.utf8)) }, "\(names)")
    self.vocabulary = vocabulary
    self.specialTokens = specialTokens
    self.addedTokens = addedTokens
  }

  // MARK: Reading

  /// Reads a folder's tokenizer.
  ///
  /// - Parameter count: how many tokens the model has a place for. Ids without a token get one that
  ///   stands for nothing.
  /// - Throws: `InputError` if a file is malformed, tells another kind of tokenizer, or has a token that
  ///   the model has no place for.
  public init(readingFrom folder: String, count: Int) throws {
    let path = folder + "/tokenizer.json"
    let manager = FileManager.default
    if manager.fileExists(atPath: path) {
      try self.init(tokenizerFile: path, count: count)
    } else if !manager.fileExists(atPath: folder + "/vocab.json") {
      throw InputError(
        file: folder,
        "it has neither tokenizer.json nor vocab.json with merges.txt; take them from the same model",
        "nela não há nem tokenizer.json nem vocab.json com merges.txt; use os do mesmo modelo")
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
      try table.add(text, id: id, isSpecial: added["special"]?.bool == true)
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
      vocabulary: GPT2Vocabulary(tokens: tokens, merges: merges), specialTokens: table.special,
      addedTokens: table.added)
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
        "\(what) is not as in GPT-2, so texts would get different tokens; choose a model with GPT-2's "
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
    func addsTokens(_ processor: JSONValue?) -> Bool {
      guard let processor, processor != .null else { return false }
      if let parts = processor["processors"]?.array { return parts.contains(where: addsTokens) }
      if let template = processor["single"]?.array {
        return template.contains { $0["SpecialToken"] != nil }
      }
      return processor["type"]?.string != "ByteLevel"
    }
    if addsTokens(file["post_processor"]) { throw refuse("post_processor") }
  }

  /// Where a byte has no token there are texts without tokens.
  ///
  /// - Throws: `InputError` that names the tokenizer's folder.
  public func requireEveryByte(in folder: String) throws {
    let known = Set(vocabulary.tokens.lazy.filter { $0.count == 1 }.map { $0[0] })
    guard let missing = (UInt8.min...UInt8.max).first(where: { !known.contains($0) }) else {
      return
    }
    let name = ByteAlphabet.text(of: [missing])
    throw InputError(
      file: folder,
      "the tokenizer has no token \(name) for the byte \(missing), so some texts have no tokens; train it with "
        + "all 256 bytes as its initial alphabet, as GPT-2's was",
      "o tokenizador não tem o token \(name) para o byte \(missing), e alguns textos ficam sem tokens; treine-o com "
        + "os 256 bytes como alfabeto inicial, como o do GPT-2")
  }

  private init(vocabularyIn folder: String, count: Int) throws {
    let path = folder + "/vocab.json"
    var table = TokenTable(path: path, count: count)
    let members = try JSONValue.object(readFrom: path)
    for (text, id, isSpecial) in try Self.addedTokens(in: folder, besides: members) {
      try table.add(text, id: id, isSpecial: isSpecial)
    }
    try table.insert(members)
    let tokens = try table.tokens()
    let merges = try GPT2Vocabulary.merges(readFrom: folder + "/merges.txt", of: Set(tokens))
    self.init(
      vocabulary: GPT2Vocabulary(tokens: tokens, merges: merges), specialTokens: table.special,
      addedTokens: table.added)
  }

  /// What the small files beside `vocab.json` tell, each of which may be missing.
  private static func addedTokens(
    in folder: String, besides vocabulary: [JSONValue.Member]
  ) throws -> [(text: String, id: Int, isSpecial: Bool)] {
    func read(_ name: String) throws -> [JSONValue.Member] {
      let path = "\(folder)/\(name)"
      guard FileManager.default.fileExists(atPath: path) else { return [] }
      return try JSONValue.object(readFrom: path)
    }
    var ids: [String: Int] = [:]
    for member in try read("added_tokens.json") { ids[member.name] = member.value.int }
    let settings = try read("tokenizer_config.json")
    var names: Set<String> = [endOfText]
    for token in settings.first(where: { $0.name == "added_tokens_decoder" })?.value.object ?? [] {
      guard let text = token.value["content"]?.string else { continue }
      ids[text] = Int(token.name)
      if token.value["special"]?.bool == true { names.insert(text) }
    }
    // A name without an id is a token of the vocabulary.
    for member in try read("special_tokens_map.json") + settings
    where member.name.hasSuffix("_token") || member.name == "additional_special_tokens" {
      for value in member.value.array ?? [member.value] {
        if let text = value.string ?? value["content"]?.string { names.insert(text) }
      }
    }
    for member in vocabulary where names.contains(member.name) {
      if ids[member.name] == nil { ids[member.name] = member.value.int }
    }
    return ids.map { ($0.key, $0.value, names.contains($0.key)) }.sorted { $0.1 < $1.1 }
  }
}
