import CourseKit
import Grading
import Testing
import Tokenization
import TokenizationSolution

struct DecodeInput: Sendable {
  let tokenizer: PlainTokenizer
  let ids: [Int]
}

private func evidence(_ text: String, _ bytes: [[UInt8]]) -> [Evidence] {
  [bytesEvidence(bytes)] + textEvidence(text)
}

private func bytesEvidence(_ bytes: [[UInt8]]) -> Evidence {
  Evidence(
    Text("the bytes of each token", "os bytes de cada token"), bytes.map { "\($0)" }.joined())
}

private func textEvidence(_ text: String) -> [Evidence] {
  [
    Evidence(Text("the text", "o texto"), text),
    Evidence(Text("the text's bytes", "os bytes do texto"), text.utf8.map { Int($0) }),
  ]
}

/// A mistake in `decode` alone: the bytes of each token are right.
private func decoded(
  _ input: DecodeInput, _ text: (_ tokens: [[UInt8]]) -> String
) -> [Evidence] {
  let tokens = input.ids.map { input.tokenizer.tokens[$0] }
  return evidence(text(tokens), tokens)
}

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

let decodeGrader = Grader<DecodeInput>(
  "2.6",
  cases: { data in
    let tokenizer = PlainTokenizer(
      merges: [("l", "o"), ("lo", "w"), ("e", "r"), (" ", "a")], specialTokens: ["<|endoftext|>"])
    let endOfText = tokenizer.tokens.count - 1
    let learned = PlainTokenizer.learned(&data)
    let shuffled = tokenizer.shuffled(&data)
    let random = (0..<6).map { _ in data.integer(in: 0...learned.tokens.count - 1) }
    let inputs: [DecodeInput] = [
      .init(tokenizer: tokenizer, ids: []),
      .init(tokenizer: tokenizer, ids: [120]),
      .init(tokenizer: tokenizer, ids: [257, 258, 259]),
      .init(tokenizer: tokenizer, ids: [99, 195, 169]),
      .init(tokenizer: tokenizer, ids: [99, 195, 256]),
      .init(tokenizer: tokenizer, ids: [257, endOfText, 97]),
      .init(tokenizer: tokenizer, ids: [240, 159, 153, 130, 33, 255]),
      .init(tokenizer: shuffled, ids: (0..<3).map { _ in data.integer(in: 0...endOfText) }),
      .init(tokenizer: learned, ids: random),
      .init(tokenizer: tokenizer, ids: [0]),
      .init(tokenizer: tokenizer, ids: [97, 0, 98, 7, 27, 9]),
      .init(tokenizer: tokenizer, ids: [99, 195]), .init(tokenizer: tokenizer, ids: [endOfText]),
      .init(tokenizer: tokenizer, ids: [endOfText, endOfText, 256, 256]),
      .init(tokenizer: tokenizer, ids: [104, 105, 259, 97, 33, endOfText]),
      // é as two scalars, line breaks, 日, 👨‍👩‍👧, and U+FEFF and U+FFFD themselves.
      .init(tokenizer: tokenizer, ids: [101, 204, 129, 13, 10, 230, 151, 165]),
      .init(
        tokenizer: tokenizer,
        ids: Array("👨\u{200D}👩\u{200D}👧".utf8).map { Int($0) }),
      .init(tokenizer: tokenizer, ids: [239, 187, 191, 97, 239, 191, 189]),
      // Invalid UTF-8: a character truncated at the end and in the middle, a lone continuation
      // byte, an overlong /, half of a surrogate pair, a number beyond the last scalar.
      .init(tokenizer: tokenizer, ids: [240, 159, 153]),
      .init(tokenizer: tokenizer, ids: [226, 130, 97, 226, 130, 172]),
      .init(tokenizer: tokenizer, ids: [128, 191, 97, 192, 175, 98]),
      .init(tokenizer: tokenizer, ids: [237, 160, 128, 97, 245, 128, 128, 128]),
      .init(
        tokenizer: tokenizer,
        ids: (0..<131).map { _ in data.integer(in: 0...endOfText) }),
    ]
    return inputs.map { input in
      if input.ids.count > 60 {
        return .init(Text("\(input.ids.count) ids", "\(input.ids.count) ids"), input)
      }
      let tokens = input.ids.map { "\(input.tokenizer.tokens[$0])" }.joined(separator: " ")
      return .init(
        Text(
          "the ids \(input.ids), tokens of the bytes \(tokens)",
          "os ids \(input.ids), tokens com os bytes \(tokens)"), input)
    }
  },
  expected: { input in
    let tokenizer = try TokenizationSolution::ByteLevelBPE(
      tokens: input.tokenizer.tokens, merges: input.tokenizer.merges,
      specialTokens: input.tokenizer.specialTokens)
    return evidence(
      tokenizer.decode(input.ids), input.ids.map { tokenizer.bytes(of: $0) })
  },
  misconceptions: [
    .init(
      Text(
        "if there is a space between tokens", "quando há um espaço entre os tokens")
    ) { decoded($0) { $0.map(text).joined(separator: " ") } },
    .init(
      Text(
        "if each token is read as text alone, so that a character of two tokens is torn apart",
        "quando cada token é lido sozinho como texto, e um caractere de dois tokens se parte")
    ) { decoded($0) { $0.map(text).joined() } },
    .init(
      Text(
        "if each byte is taken for a character: é becomes Ã©",
        "quando cada byte é tomado como um caractere: é vira Ã©")
    ) {
      decoded($0) { tokens in
        String(String.UnicodeScalarView(tokens.joined().map { Unicode.Scalar($0) }))
      }
    },
    .init(
      Text(
        "if the text is empty where its bytes are not all UTF-8",
        "quando o texto fica vazio se os seus bytes não são todos UTF-8")
    ) { decoded($0) { String(validating: Array($0.joined()), as: UTF8.self) ?? "" } },
    .init(
      Text(
        "if bytes that are no UTF-8 are left out, without U+FFFD in their place",
        "quando bytes que não são UTF-8 são omitidos, sem U+FFFD no lugar deles")
    ) {
      decoded($0) { tokens in
        text(Array(tokens.joined())).filter { $0 != "\u{FFFD}" }
      }
    },
    .init(
      Text(
        "if a special token ends the text, and what follows is lost",
        "quando um token especial encerra o texto e o que vem depois se perde")
    ) { input in
      let names = input.tokenizer.specialTokens.map { Array($0.utf8) }
      return decoded(input) { tokens in
        let end = tokens.firstIndex(where: names.contains).map { $0 + 1 } ?? tokens.count
        return text(Array(tokens[..<end].joined()))
      }
    },
    .init(
      Text(
        "if the text ends at a byte 0, as texts in C do",
        "quando o texto termina em um byte 0, como os textos em C")
    ) { decoded($0) { tokens in text(Array(tokens.joined().prefix { $0 != 0 })) } },
    .init(
      Text("if special tokens are left out", "quando os tokens especiais são omitidos")
    ) { input in
      let names = input.tokenizer.specialTokens.map { Array($0.utf8) }
      return decoded(input) { text(Array($0.filter { !names.contains($0) }.joined())) }
    },
    .init(
      Text(
        "if an id is taken for a byte, and merged tokens are not looked up",
        "quando um id é tomado como um byte e os tokens juntados não são consultados")
    ) { input in
      decoded(input) { _ in text(input.ids.map { UInt8(truncatingIfNeeded: $0) }) }
    },
  ],
  variants: [
    .init("byte by byte in a loop") { input in
      decoded(input) { tokens in
        var bytes: [UInt8] = []
        for token in tokens { for byte in token { bytes.append(byte) } }
        return text(bytes)
      }
    }
  ],
  contract: [
    .init("their bytes one after the other"),
    .init(
      "Any text comes back as it was", triedBy: "the ids [101, 204, 129", "the ids [240, 159, 145"),
    .init(
      "each invalid sequence becomes U+FFFD", triedBy: "the ids [240, 159, 153]",
      "the ids [226, 130, 97",
      "the ids [237, 160, 128"),
    .init("é is the bytes 195 and 169", triedBy: "the ids [99, 195, 169]", "the ids [99, 195], "),
    .init("A special token gives its name", triedBy: "the ids [257, 260, 97]"),
    .init("No ids give the empty text", triedBy: "the ids []"),
    .init("The bytes of one token"),
    .init("They need not be whole characters", triedBy: "the ids [99, 195, 169]"),
    .init("give these bytes to a", untested: "says what they are for"),
  ])

@Test func `2.6 ids are decoded to text`() async throws {
  let attempt = Attempt("2.6")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    @Sendable func tokenizer(_ input: DecodeInput) throws -> Tokenization::ByteLevelBPE {
      try Tokenization::ByteLevelBPE(
        tokens: input.tokenizer.tokens, merges: input.tokenizer.merges,
        specialTokens: input.tokenizer.specialTokens)
    }
    attempt.grade(
      decodeGrader,
      parts: [
        .init(Text(verbatim: "bytes(of:)")) { input in
          let tokenizer = try tokenizer(input)
          return [bytesEvidence(input.ids.map { tokenizer.bytes(of: $0) })]
        },
        .init(Text(verbatim: "decode")) { textEvidence(try tokenizer($0).decode($0.ids)) },
      ]
    ) { input in
      let tokenizer = try tokenizer(input)
      return evidence(
        tokenizer.decode(input.ids), input.ids.map { tokenizer.bytes(of: $0) })
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `2.6 grader`() { #expect(decodeGrader.flaws() == []) }
