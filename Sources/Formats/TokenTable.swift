import CourseKit

/// Collects the tokens of a foreign tokenizer by id, and checks that they make a vocabulary.
struct TokenTable {
  let path: String
  /// How many tokens the model has a place for.
  let count: Int
  private var bytes: [Int: [UInt8]] = [:]
  private var addedIds: [String: Int] = [:]
  private var specialTexts: Set<String> = []

  init(path: String, count: Int) {
    self.path = path
    self.count = count
  }

  /// The special tokens that the model has a place for, in the order of their ids.
  var special: [String] { added { specialTexts.contains($0) } }

  /// Likewise the other added ones.
  var added: [String] { added { !specialTexts.contains($0) } }

  private func added(where isWanted: (String) -> Bool) -> [String] {
    addedIds.filter { $0.value < count && isWanted($0.key) }.sorted { $0.value < $1.value }
      .map(\.key)
  }

  /// A token that stands for itself. One beyond the model's places is left out: it was added to the
  /// tokenizer alone, and no text is encoded to it.
  mutating func add(_ text: String, id: Int, isSpecial: Bool) throws {
    if isSpecial { specialTexts.insert(text) }
    guard !text.isEmpty, id >= 0, addedIds.updateValue(id, forKey: text) == nil else {
      throw InputError(
        damaged: path,
        "the added token \(text) with the id \(id) is empty, there twice or negative",
        "o token adicionado \(text), de id \(id), está vazio, repetido ou é negativo")
    }
    if id < count { try put(Array(text.utf8), id, text) }
  }

  /// The members of a vocabulary's object, spelled in the byte alphabet but for the added ones.
  mutating func insert(_ members: [JSONValue.Member]) throws {
    for member in members {
      let id = try GPT2Vocabulary.id(of: member, in: path)
      if addedIds[member.name] == id { continue }
      guard id < count else {
        throw InputError(
          file: path,
          "the id \(id) of \(member.name) is beyond the model's \(count) tokens; take config.json and "
            + "the tokenizer from the same model",
          "o id \(id) de \(member.name) passa dos \(count) tokens do modelo; use o config.json e o "
            + "tokenizador do mesmo modelo")
      }
      try put(GPT2Vocabulary.token(of: member, in: path), id, member.name)
    }
  }

  private mutating func put(_ token: [UInt8], _ id: Int, _ name: String) throws {
    guard bytes.updateValue(token, forKey: id) == nil else {
      throw InputError(
        damaged: path, "two tokens have the id \(id), one of them \(name)",
        "dois tokens têm o id \(id), um deles \(name)")
    }
  }

  /// Every token from 0 on; places without one get a token that stands for nothing.
  func tokens() throws -> [[UInt8]] {
    var seen: Set<[UInt8]> = []
    return try (0..<count).map { id in
      let token = bytes[id] ?? Array(GPT2Vocabulary.unusedToken(id).utf8)
      guard seen.insert(token).inserted else {
        throw InputError(
          damaged: path, "the token with the id \(id) is there twice",
          "o token de id \(id) aparece duas vezes")
      }
      return token
    }
  }
}
