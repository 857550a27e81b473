import CourseKit

/// A tokenizer of byte pairs: it writes any text, frequent words as one token, rare ones in pieces.
///
///     let tokenizer = ByteLevelBPE(documents: stories, vocabularySize: 1_000)
///     tokenizer.decode(tokenizer.encode("Anything at all 🙂")) == "Anything at all 🙂"
///
/// Its tokens are strings of bytes. The ids of one that was learned here: 0 to 255 are the bytes,
/// then come the merges in the order in which they were learned, then the special tokens. One that
/// was read from a file, such as GPT-2's, has its own order.
///
/// Special tokens mark positions in a text and are not text themselves. ``encode(_:)`` never makes
/// one: the characters `<|endoftext|>` in a user's text are encoded like any others.
public struct ByteLevelBPE: Tokenizer, Equatable {
  /// The special token that ends a document, as in GPT-2.
  public static let endOfTextToken = "<|endoftext|>"

  /// The bytes of each token, by id. Those of a special token are its name's.
  public let tokens: [[UInt8]]

  /// The pairs that are merged, in the order in which merges apply.
  public let merges: [TokenPair]

  /// The special tokens and their ids.
  public let specialTokens: [String: Int]

  /// The id of each byte.
  let idOfByte: [Int]

  /// The merges again, to look up their ranks: rank r is the r-th merge, 0 goes first.
  let ranks: NumberedSet<TokenPair>

  /// The id that each merge makes, by rank.
  let mergedIds: [Int]

  /// How many ids there are: bytes, merges and special tokens.
  public var vocabularySize: Int { tokens.count }

  /// The id of `<|endoftext|>`, where the tokenizer has it.
  public var endOfText: Int? { specialTokens[ByteLevelBPE.endOfTextToken] }

  // MARK: From text

  /// Learns the merges from documents.
  ///
  /// - Parameters:
  ///   - documents: The training texts. No word, and so no token, reaches from one into the next.
  ///   - vocabularySize: How many ids to have in the end, at least 256 and the special tokens.
  ///     There are fewer if the documents run out of pairs.
  ///   - specialTokens: The names of the special tokens.
  public init(
    documents: some Sequence<String>, vocabularySize: Int,
    specialTokens: [String] = [ByteLevelBPE.endOfTextToken]
  ) {
    let mergeCount = vocabularySize - byteCount - specialTokens.count
    precondition(
      mergeCount >= 0,
      "a vocabulary of \(vocabularySize) is too small: there are \(byteCount) bytes and "
        + "\(specialTokens.count) special tokens")
    let merges = learnMerges(from: countWords(in: documents), count: mergeCount)
    self.init(merges: merges, specialTokens: specialTokens)
  }

  /// Learns the merges from one text.
  public init(
    text: String, vocabularySize: Int,
    specialTokens: [String] = [ByteLevelBPE.endOfTextToken]
  ) {
    self.init(documents: [text], vocabularySize: vocabularySize, specialTokens: specialTokens)
  }

  // MARK: From merges

  /// A tokenizer of merges that were learned before: merge r makes the token 256 + r.
  public init(
    merges: [TokenPair], specialTokens: [String] = [ByteLevelBPE.endOfTextToken]
  ) {
    var tokens = (0..<byteCount).map { [UInt8($0)] }
    for pair in merges {
      precondition(
        tokens.indices.contains(pair.left) && tokens.indices.contains(pair.right),
        "merge \(tokens.count - byteCount) is of \(pair.left) and \(pair.right), "
          + "but there are only \(tokens.count) tokens before it")
      tokens.append(tokens[pair.left] + tokens[pair.right])
    }
    let mergedIds = byteCount..<tokens.count
    let specialIds = tokens.count..<tokens.count + specialTokens.count
    tokens += specialTokens.map { Array($0.utf8) }
    self.init(
      tokens: tokens, merges: merges, mergedIds: Array(mergedIds),
      idOfByte: Array(0..<byteCount),
      specialTokens: Dictionary(zip(specialTokens, specialIds)) { first, _ in first })
  }

  // MARK: From a file's contents

  /// A tokenizer with any order of ids, such as GPT-2's own.
  ///
  /// - Parameters:
  ///   - tokens: The bytes of each token, by id.
  ///   - merges: The left and the right half of each merge as bytes, in the order in which merges
  ///     apply.
  ///   - specialTokens: Which of the tokens are special.
  /// - Throws: `InputError` if a byte, a half, a merged whole or a special token is not among
  ///   `tokens`, or a merge is there twice.
  public init(
    tokens: [[UInt8]], merges: [(left: [UInt8], right: [UInt8])],
    specialTokens: [String] = [ByteLevelBPE.endOfTextToken]
  ) throws {
    var idOfToken: [[UInt8]: Int] = [:]
    for (id, token) in tokens.enumerated() where idOfToken[token] == nil { idOfToken[token] = id }

    func id(of token: [UInt8], _ english: String, _ portuguese: String) throws -> Int {
      if let id = idOfToken[token] { return id }
      let text = String(decoding: token, as: UTF8.self)
      throw InputError(
        "The vocabulary has no token \"\(text)\" (bytes \(token)), \(english): use the vocabulary "
          + "and the merges of the same model.",
        "O vocabulário não tem o token \"\(text)\" (bytes \(token)), \(portuguese): use o "
          + "vocabulário e os merges do mesmo modelo.")
    }

    let merged = try merges.map {
      try id(of: $0.left + $0.right, "which a merge makes", "que um merge produz")
    }
    let pairs = try merges.map {
      TokenPair(
        try id(of: $0.left, "the left half of a merge", "a metade esquerda de um merge"),
        try id(of: $0.right, "the right half of a merge", "a metade direita de um merge"))
    }
    guard Set(pairs).count == pairs.count else {
      throw InputError(
        "The list of merges names a pair twice: keep the first of the two.",
        "A lista de merges traz um par duas vezes: deixe só o primeiro.")
    }
    let specialIds = try specialTokens.map {
      try id(of: Array($0.utf8), "a special token", "um token especial")
    }
    self.init(
      tokens: tokens,
      merges: pairs, mergedIds: merged,
      idOfByte: try (0..<byteCount).map {
        try id(of: [UInt8($0)], "one of the 256 bytes", "um dos 256 bytes")
      },
      specialTokens: Dictionary(zip(specialTokens, specialIds)) { first, _ in first })
  }

  private init(
    tokens: [[UInt8]], merges: [TokenPair], mergedIds: [Int], idOfByte: [Int],
    specialTokens: [String: Int]
  ) {
    self.tokens = tokens
    self.merges = merges
    self.idOfByte = idOfByte
    self.specialTokens = specialTokens
    self.mergedIds = mergedIds
    ranks = NumberedSet(merges)
    precondition(ranks.count == merges.count, "a pair is merged twice")
  }
}
