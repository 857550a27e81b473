import CourseKit

/// A byte-level BPE vocabulary in GPT-2's format: `vocab.json` and `merges.txt`.
///
/// `vocab.json` is `{"!": 0, "\"": 1, …}`: each token, spelled in GPT-2's byte alphabet, and its
/// id. `merges.txt` has one merge per line, the two parts separated by a space, in the order in
/// which they were learned.
public struct GPT2Vocabulary: Sendable, Equatable {
  /// Two tokens that merge into one.
  public struct Merge: Sendable, Equatable {
    public let first: [UInt8]
    public let second: [UInt8]

    public init(_ first: [UInt8], _ second: [UInt8]) {
      self.first = first
      self.second = second
    }
  }

  /// The bytes of each token; its index is its id.
  public let tokens: [[UInt8]]
  /// The merges in the order in which they were learned.
  public let merges: [Merge]

  /// - Precondition: no token is empty or occurs twice.
  public init(tokens: [[UInt8]], merges: [Merge]) {
    var seen: Set<[UInt8]> = []
    for (id, token) in tokens.enumerated() {
      precondition(!token.isEmpty && seen.insert(token).inserted, "token \(id): \(token)")
    }
    self.tokens = tokens
    self.merges = merges
  }

  // MARK: Reading

  /// Reads the two files and checks that they belong together.
  ///
  /// - Throws: `InputError` if one cannot be read, is malformed, or uses a token that the other
  ///   lacks.
  public init(vocabularyPath: String, mergesPath: String) throws {
    tokens = try Self.tokens(readFrom: vocabularyPath)
    merges = try Self.merges(readFrom: mergesPath, of: Set(tokens))
  }

  private static func tokens(readFrom path: String) throws -> [[UInt8]] {
    let members = try JSONValue.object(readFrom: path)
    var tokens = [[UInt8]](repeating: [], count: members.count)
    for member in members {
      let token = try token(of: member, in: path)
      let id = try id(of: member, in: path)
      guard id < tokens.count else {
        throw InputError(
          file: path,
          "the id \(id) of \(member.name) is too large for \(tokens.count) tokens; "
            + "give the tokens the ids 0 to \(tokens.count - 1)",
          "o id \(id) de \(member.name) é grande demais para \(tokens.count) tokens; "
            + "dê aos tokens os ids de 0 a \(tokens.count - 1)")
      }
      guard tokens[id].isEmpty else {
        throw InputError(
          damaged: path, "two tokens have the id \(id)", "dois tokens têm o id \(id)")
      }
      tokens[id] = token
    }
    return tokens
  }

  /// The bytes that a member of `vocab.json` spells in the byte alphabet.
  static func token(of member: JSONValue.Member, in path: String) throws -> [UInt8] {
    guard let token = ByteAlphabet.token(of: member.name), !token.isEmpty else {
      throw InputError(
        file: path,
        "the token \(member.name) is not in GPT-2's byte alphabet; use a byte-level vocabulary",
        "o token \(member.name) não está no alfabeto de bytes do GPT-2; use um vocabulário de "
          + "bytes (byte-level)")
    }
    return token
  }

  /// The id of a member of `vocab.json`.
  static func id(of member: JSONValue.Member, in path: String) throws -> Int {
    guard let id = member.value.int, id >= 0 else {
      throw InputError(
        damaged: path, "the id of the token \(member.name) is not a whole number from 0 up",
        "o id do token \(member.name) não é um número inteiro a partir de 0")
    }
    return id
  }

  static func merges(
    readFrom path: String, of tokens: Set<[UInt8]>
  ) throws -> [Merge] {
    guard let text = String(validating: try InputFile(path).contents(), as: UTF8.self) else {
      throw InputError(damaged: path, "it is not UTF-8 text", "não é texto em UTF-8")
    }
    var merges: [Merge] = []
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, scalars) in lines.enumerated() {
      let line = Substring(scalars.last == "\r" ? scalars.dropLast() : scalars)
      // Only the first line may be a comment, because `#` is a token too.
      if line.isEmpty || (number == 0 && line.hasPrefix("#version")) { continue }
      guard let merge = Merge(spelled: line) else {
        throw InputError(
          damaged: path, "line \(number + 1) is not two tokens with a space between",
          "a linha \(number + 1) não é formada por dois tokens separados por um espaço")
      }
      guard merge.isPossible(with: tokens) else {
        throw InputError(
          file: path,
          "line \(number + 1) merges tokens that the vocabulary does not have; "
            + "take both files from the same model",
          "a linha \(number + 1) junta tokens que o vocabulário não tem; "
            + "use os dois arquivos do mesmo modelo")
      }
      merges.append(merge)
    }
    return merges
  }

  // MARK: Places without a token

  /// The token of an id that the model has a place for but the tokenizer no text, as where a vocabulary
  /// was filled up to a multiple of 64. No text is encoded to it, and it writes nothing.
  static func unusedToken(_ id: Int) -> String { "<|unused_\(id)|>" }

  /// Whether a token only fills the place of its id.
  public static func isUnused(_ token: [UInt8], id: Int) -> Bool {
    token.starts(with: "<|unused_".utf8) && token == Array(unusedToken(id).utf8)
  }

  // MARK: Writing

  /// The tokens as `vocab.json` spells them, by id.
  public var spelledTokens: [String] { tokens.map(ByteAlphabet.text) }

  /// The lines of `merges.txt`, in order, without its first one.
  public var spelledMerges: [String] { merges.map(\.text) }

  /// Writes the two files, each atomically.
  ///
  /// - Throws: `InputError` if one cannot be written.
  public func write(vocabularyPath: String, mergesPath: String) throws {
    try AtomicFile.write("{\(vocabularyMembers(spelled: ByteAlphabet.text))}\n", to: vocabularyPath)
    try AtomicFile.write(
      "#version: 0.2\n" + spelledMerges.map { $0 + "\n" }.joined(), to: mergesPath)
  }

  /// The members of `vocab.json`'s object: each token and its id.
  func vocabularyMembers(spelled spelling: ([UInt8]) -> String) -> String {
    tokens.enumerated().map { "\(JSONValue.quoted(spelling($1))): \($0)" }
      .joined(separator: ", ")
  }
}

// MARK: A merge's text

extension GPT2Vocabulary.Merge {
  /// From two tokens in the byte alphabet with a space between; nil where the text is anything else.
  init?(spelled text: some StringProtocol) {
    let scalars = Substring(text).unicodeScalars
    let parts = scalars.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    self.init(spelled: Substring(parts[0]), Substring(parts[1]))
  }

  /// From two tokens in the byte alphabet; nil where one of them is not.
  init?(spelled first: some StringProtocol, _ second: some StringProtocol) {
    guard let first = ByteAlphabet.token(of: first), let second = ByteAlphabet.token(of: second)
    else { return nil }
    self.init(first, second)
  }

  /// Both tokens with a space between.
  var text: String { "\(ByteAlphabet.text(of: first)) \(ByteAlphabet.text(of: second))" }

  /// Whether the vocabulary has both halves and the whole.
  func isPossible(with tokens: Set<[UInt8]>) -> Bool {
    tokens.contains(first) && tokens.contains(second) && tokens.contains(first + second)
  }
}
