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
      guard let token = ByteAlphabet.token(of: member.name), !token.isEmpty else {
        throw InputError(
          file: path,
          "the token \(member.name) is not in GPT-2's byte alphabet; use a byte-level vocabulary",
          "o token \(member.name) não está no alfabeto de bytes do GPT-2; use um vocabulário de "
            + "bytes (byte-level)")
      }
      guard let id = member.value.int, id >= 0 else {
        throw InputError(
          damaged: path, "the id of the token \(member.name) is not a whole number from 0 up",
          "o id do token \(member.name) não é um número inteiro a partir de 0")
      }
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

  private static func merges(
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
      let parts = line.unicodeScalars.split(separator: " ", omittingEmptySubsequences: false)
        .map { ByteAlphabet.token(of: Substring($0)) }
      guard parts.count == 2, let first = parts[0], let second = parts[1] else {
        throw InputError(
          damaged: path, "line \(number + 1) is not two tokens with a space between",
          "a linha \(number + 1) não é formada por dois tokens separados por um espaço")
      }
      guard tokens.contains(first), tokens.contains(second), tokens.contains(first + second) else {
        throw InputError(
          file: path,
          "line \(number + 1) merges tokens that the vocabulary does not have; "
            + "take both files from the same model",
          "a linha \(number + 1) junta tokens que o vocabulário não tem; "
            + "use os dois arquivos do mesmo modelo")
      }
      merges.append(Merge(first, second))
    }
    return merges
  }

  // MARK: Writing

  /// The tokens as `vocab.json` spells them, by id.
  public var spelledTokens: [String] { tokens.map(ByteAlphabet.text) }

  /// The lines of `merges.txt`, in order, without its first one.
  public var spelledMerges: [String] {
    merges.map { "\(ByteAlphabet.text(of: $0.first)) \(ByteAlphabet.text(of: $0.second))" }
  }

  /// Writes the two files, each atomically.
  ///
  /// - Throws: `InputError` if one cannot be written.
  public func write(vocabularyPath: String, mergesPath: String) throws {
    let members = spelledTokens.enumerated().map { id, token in
      "\(JSONValue.quoted(token)): \(id)"
    }
    try AtomicFile.write("{\(members.joined(separator: ", "))}\n", to: vocabularyPath)
    let lines = spelledMerges.map { $0 + "\n" }
    try AtomicFile.write("#version: 0.2\n" + lines.joined(), to: mergesPath)
  }
}
