import CourseKit
import Grading
import Testing
import Tokenization
import TokenizationSolution

/// A tokenizer's tokens and merges, independent of the learner's and the reference's own types.
struct PlainTokenizer: Sendable {
  /// The bytes of each token, by id.
  var tokens: [[UInt8]]
  var merges: [(left: [UInt8], right: [UInt8])]
  var specialTokens: [String] = []

  /// With the ids in learning order: first the bytes, then the merges.
  init(merges: [(left: String, right: String)], specialTokens: [String] = []) {
    self.merges = merges.map { (Array($0.left.utf8), Array($0.right.utf8)) }
    self.specialTokens = specialTokens
    tokens = (0...255).map { [$0] } + self.merges.map { $0.left + $0.right }
    tokens += specialTokens.map { Array($0.utf8) }
  }

  /// With merges learned from random three-letter words. All its tokens differ.
  static func learned(_ data: inout TestData) -> PlainTokenizer {
    while true {
      let words = (0..<6).map { _ in
        TokenizationSolution::CountedWord(
          ids: (0..<data.integer(in: 2...7)).map { _ in 97 + data.integer(in: 0...2) },
          count: data.integer(in: 1...3))
      }
      let pairs = TokenizationSolution::learnMerges(from: words, count: data.integer(in: 4...8))
      var tokenizer = PlainTokenizer(merges: [])
      for pair in pairs {
        let halves = (tokenizer.tokens[pair.left], tokenizer.tokens[pair.right])
        tokenizer.merges.append(halves)
        tokenizer.tokens.append(halves.0 + halves.1)
      }
      if Set(tokenizer.tokens).count == tokenizer.tokens.count { return tokenizer }
    }
  }

  /// The same tokens under other ids, as in a third-party file.
  func shuffled(_ data: inout TestData) -> PlainTokenizer {
    var result = self
    result.tokens = data.permutation(tokens.count).map { tokens[$0] }
    return result
  }

  func id(of token: [UInt8]) -> Int { tokens.firstIndex(of: token)! }
}

struct EncodeWordInput: Sendable {
  let tokenizer: PlainTokenizer
  let word: String
}

private func encoded(_ ids: [Int]) -> [Evidence] { [Evidence(Text("the ids", "os ids"), ids)] }

/// The merging of a word, with hooks for mistakes.
private struct PlainMerging: Sendable {
  enum Choice { case lowestRank, highestRank, leftmost, none }

  var choice = Choice.lowestRank
  var goesFromRight = false
  var stopsAfterFirst = false
  var mergedIsRank = false
  var byteIsID = false

  func evidence(_ input: EncodeWordInput) -> [Evidence] {
    let tokenizer = input.tokenizer
    let ranks = Dictionary(
      uniqueKeysWithValues: tokenizer.merges.enumerated().map { rank, merge in
        (PlainPair(tokenizer.id(of: merge.left), tokenizer.id(of: merge.right)), rank)
      })
    var ids = input.word.utf8.map { byteIsID ? Int($0) : tokenizer.id(of: [$0]) }
    while choice != .none {
      let positions = ids.indices.dropLast().filter {
        ranks[PlainPair(ids[$0], ids[$0 + 1])] != nil
      }
      func rank(_ position: Int) -> Int { ranks[PlainPair(ids[position], ids[position + 1])]! }
      let ordered = goesFromRight ? positions.reversed() : positions
      let best: Int? =
        switch choice {
        case .lowestRank: ordered.min { rank($0) < rank($1) }
        case .highestRank: ordered.max { rank($0) < rank($1) }
        case .leftmost: ordered.first
        case .none: nil
        }
      guard let position = best else { break }
      let pair = PlainPair(ids[position], ids[position + 1])
      let merge = tokenizer.merges[rank(position)]
      let merged = mergedIsRank ? 256 + rank(position) : tokenizer.id(of: merge.left + merge.right)
      guard stopsAfterFirst else {
        ids.replaceSubrange(position...position + 1, with: [merged])
        continue
      }
      ids = TokenizationSolution::merging(
        TokenizationSolution::TokenPair(pair.left, pair.right), into: merged, in: ids)
      break
    }
    return encoded(ids)
  }
}

/// Applies each merge in turn, in order of rank.
private func mergedInTurn(_ input: EncodeWordInput, onlyFirst: Bool) -> [Evidence] {
  let tokenizer = input.tokenizer
  var ids = input.word.utf8.map { tokenizer.id(of: [$0]) }
  for merge in tokenizer.merges {
    let (left, right) = (tokenizer.id(of: merge.left), tokenizer.id(of: merge.right))
    var position = 0
    while position + 1 < ids.count {
      if ids[position] == left, ids[position + 1] == right {
        ids.replaceSubrange(
          position...position + 1, with: [tokenizer.id(of: merge.left + merge.right)])
        if onlyFirst { break }
      }
      position += 1
    }
  }
  return encoded(ids)
}

/// The longest matching token, from left to right.
private func longestMatches(_ input: EncodeWordInput) -> [Evidence] {
  let tokenizer = input.tokenizer
  var rest = Array(input.word.utf8)[...]
  var ids: [Int] = []
  while !rest.isEmpty {
    let token = tokenizer.tokens.filter { rest.starts(with: $0) }.max { $0.count < $1.count }!
    ids.append(tokenizer.id(of: token))
    rest = rest.dropFirst(token.count)
  }
  return encoded(ids)
}

let encodeWordGrader = Grader<EncodeWordInput>(
  "2.5",
  cases: { data in
    func letters(_ count: ClosedRange<Int>) -> String {
      String((0..<data.integer(in: count)).map { _ in ["a", "b", "c"][data.integer(in: 0...2)] })
    }
    let crossing = PlainTokenizer(merges: [("b", "c"), ("a", "bc"), ("a", "b"), ("c", "a")])
    let slow = PlainTokenizer(merges: [("l", "o"), ("lo", "w")])
    // Bytes of é and of 👨‍👩‍👧 that are merged across character boundaries or before whole
    // characters are.
    var bytes = PlainTokenizer(merges: [])
    for (left, right) in [
      ([0xC3], [0xA9]), ([0xF0], [0x9F]), ([0xF0, 0x9F], [0x91]), ([0x8D], [0xF0]),
      ([0xCC], [0x81]), ([0x65], [0xCC, 0x81]),
    ] as [([UInt8], [UInt8])] {
      bytes.merges.append((left, right))
      bytes.tokens.append(left + right)
    }
    var inputs: [EncodeWordInput] = [
      .init(tokenizer: slow, word: ""), .init(tokenizer: slow, word: "x"),
      .init(tokenizer: PlainTokenizer(merges: [("a", "b")]), word: "abab"),
      .init(tokenizer: crossing, word: "bcabc"),
      .init(tokenizer: slow, word: "slow"),
      .init(tokenizer: PlainTokenizer(merges: [("a", "a")]), word: "aaa"),
      .init(tokenizer: PlainTokenizer(merges: [("b", "c"), ("a", "b")]), word: "abc"),
    ]
    for _ in 0..<3 { inputs.append(.init(tokenizer: .learned(&data), word: letters(4...9))) }
    inputs += ["abcab", "bcaé"].map {
      .init(tokenizer: crossing.shuffled(&data), word: $0)
    }
    func plain(_ merges: [(left: String, right: String)], _ word: String) -> EncodeWordInput {
      .init(tokenizer: PlainTokenizer(merges: merges), word: word)
    }
    let doubling = [(left: "a", right: "a"), ("aa", "aa"), ("aaaa", "aaaa"), ("aaaa", "a")]
    let shuffledPieces = crossing.shuffled(&data)
    inputs =
      Array(inputs.dropLast(2)) + [
        .init(tokenizer: bytes, word: "é"), .init(tokenizer: bytes, word: " e\u{301}é"),
        .init(tokenizer: bytes, word: "👨\u{200D}👩\u{200D}👧"), .init(tokenizer: bytes, word: "日本ç"),
        plain([], "abc"), plain([], ""),
        plain([("\u{0}", "a"), ("a", "\u{0}")], "\u{0}a\u{0}\u{0}a"),
        plain(doubling, "aaaaaaa"), plain(doubling, String(repeating: "a", count: 31)),
        plain([("a", "b"), ("ab", "ab"), ("abab", "c"), ("c", "abab")], "abababcabab"),
        plain([("b", "a")], "ab"),
        plain(
          (1..<25).map { position in
            let letters = (0...position).map { String(Unicode.Scalar(UInt8(97 + $0))) }
            return (left: letters.dropLast().joined(), right: letters[position])
          }, "abcdefghijklmnopqrstuvwxyabcdefghijklmno"),
        .init(tokenizer: .learned(&data), word: letters(67...99)),
        // Long enough that the reference uses another algorithm.
        .init(tokenizer: .learned(&data), word: letters(400...410)),
        .init(tokenizer: shuffledPieces, word: letters(40...50)),
      ] + inputs.suffix(2)
    return inputs.enumerated().map { position, input in
      let merges = input.tokenizer.merges.map {
        String(decoding: $0.left, as: UTF8.self) + "+" + String(decoding: $0.right, as: UTF8.self)
      }.joined(separator: ", ")
      let (english, portuguese) =
        position < inputs.count - 3
        ? ("", "") : (", with ids in an order of its own", ", com ids em uma ordem própria")
      return .init(
        Text(
          "the word “\(input.word)” with the merges \(merges)\(english)",
          "a palavra “\(input.word)” com os merges \(merges)\(portuguese)"), input)
    }
  },
  expected: { input in
    let tokenizer = try TokenizationSolution::ByteLevelBPE(
      tokens: input.tokenizer.tokens, merges: input.tokenizer.merges,
      specialTokens: input.tokenizer.specialTokens)
    return encoded(tokenizer.encodeWord(Array(input.word.utf8)))
  },
  misconceptions: [
    .init(
      Text("if nothing is merged and the bytes stay", "quando nada é juntado e os bytes ficam")
    ) { PlainMerging(choice: .none).evidence($0) },
    .init(
      Text(
        "if the longest token that fits is taken from the left, whatever the merges' order",
        "quando se toma da esquerda o token mais longo que couber, sem olhar a ordem dos merges")
    ) { longestMatches($0) },
    .init(
      Text(
        "if the leftmost pair is merged first, not the one that was learned first",
        "quando se junta primeiro o par mais à esquerda, e não o que foi aprendido primeiro")
    ) { PlainMerging(choice: .leftmost).evidence($0) },
    .init(
      Text(
        "if of a pair that stands twice only the first is merged",
        "quando, de um par que aparece duas vezes, só o primeiro é juntado")
    ) { mergedInTurn($0, onlyFirst: true) },
    .init(
      Text(
        "if the pair of the highest rank is merged first, the one learned last",
        "quando se junta primeiro o par de maior rank, o último aprendido")
    ) { PlainMerging(choice: .highestRank).evidence($0) },
    .init(
      Text(
        "if it stops after the first merge", "quando se para depois do primeiro merge")
    ) { PlainMerging(stopsAfterFirst: true).evidence($0) },
    .init(
      Text(
        "if overlapping pairs are merged from the right",
        "quando pares sobrepostos são juntados a partir da direita")
    ) { PlainMerging(goesFromRight: true).evidence($0) },
    .init(
      Text(
        "if a merge makes the id 256 + rank, also where the tokenizer has an order of its own",
        "quando um merge produz o id 256 + rank mesmo que o tokenizador tenha uma ordem própria")
    ) { PlainMerging(mergedIsRank: true).evidence($0) },
    .init(
      Text(
        "if the value of a byte is taken for its id",
        "quando o valor de um byte é tomado como o seu id")
    ) { PlainMerging(byteIsID: true).evidence($0) },
  ],
  variants: [
    .init("one position at a time") { PlainMerging().evidence($0) },
    .init("in one pass over the merges") { mergedInTurn($0, onlyFirst: false) },
  ],
  contract: [
    .init("The tokens of one word, given as bytes"),
    .init("while a pair of neighbours"),
    .init("merges: (l, o)", triedBy: "the word “slow”"),
    .init("merged from left to right", triedBy: "the word “aaa”", "the word “aaaaaaa”"),
    .init("A word of no bytes", triedBy: "the word “”"),
    .init("which need not be 256 + rank", triedBy: "the word “abcab”", "the word “bcaé”"),
    .init("Cost: bytes · merges", untested: "the cost is not the point"),
    .init("more than 100 bytes", untested: "the plain way is a right one"),
  ])

@Test func `2.5 a word is encoded by its merges`() async throws {
  let attempt = Attempt("2.5")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(encodeWordGrader) { input in
      let tokenizer = try Tokenization::ByteLevelBPE(
        tokens: input.tokenizer.tokens, merges: input.tokenizer.merges,
        specialTokens: input.tokenizer.specialTokens)
      return encoded(tokenizer.encodeWord(Array(input.word.utf8)))
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `2.5 grader`() { #expect(encodeWordGrader.flaws() == []) }
