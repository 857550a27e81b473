import CourseKit
import FineTuning
import FineTuningSolution
import Foundation
import Grading
import Tensors
import Testing

/// Texts, with lowercase letters and others, and the settings of their batch.
struct PaddingInput: Sendable {
  let texts: [String]
  let contextLength: Int
  let padding: Int

  var sequences: [[Int]] { texts.map(LetterTokenizer().encode) }
}

/// A token for each Unicode scalar, a = 1, so é has one or two and 👩‍🚀 three.
struct LetterTokenizer: Tokenizer {
  let vocabularySize = 27

  func encode(_ text: String) -> [Int] { text.unicodeScalars.map { Int($0.value) - 96 } }

  func decode(_ ids: [Int]) -> String {
    String(String.UnicodeScalarView(ids.map { Unicode.Scalar(UInt32($0 + 96))! }))
  }
}

/// The results of both functions: the batch of the tokens, and that of the texts.
private func paddingEvidence(
  _ batches: [(tokens: TokenBatch, lengths: [Int])]
) -> [Evidence] {
  zip(batches, [("pad", "pad"), ("encodeAndPad", "encodeAndPad")]).flatMap { batch, name in
    [
      Evidence(
        Text("rows and columns of \(name.0)", "linhas e colunas de \(name.1)"),
        [batch.tokens.count, batch.tokens.length]),
      Evidence(
        Text("the tokens of \(name.0), row after row", "os tokens de \(name.1), linha após linha"),
        batch.tokens.ids),
      Evidence(Text("the lengths of \(name.0)", "os comprimentos de \(name.1)"), batch.lengths),
    ]
  }
}

/// The same rows and lengths from both functions.
private func paddingEvidence(rows: [[Int]], lengths: [Int]) -> [Evidence] {
  let batch = (tokens: TokenBatch(rows), lengths: lengths)
  return paddingEvidence([batch, batch])
}

/// Padding with hooks for mistakes.
private struct PlainPadding: Sendable {
  var cut: @Sendable (_ sequence: [Int], _ context: Int) -> [Int] = { Array($0.prefix($1)) }
  var rowLength: @Sendable (_ lengths: [Int], _ context: Int) -> Int = { lengths, _ in
    lengths.max() ?? 0
  }
  var fill: @Sendable (_ sequence: [Int], _ missing: [Int]) -> [Int] = { $0 + $1 }
  var filler: @Sendable (_ padding: Int, _ sequence: [Int]) -> Int = { padding, _ in padding }
  var length: @Sendable (_ sequence: [Int], _ row: [Int], _ padding: Int) -> Int = {
    sequence, _, _ in
    sequence.count
  }

  func evidence(_ input: PaddingInput) -> [Evidence] {
    let (rows, lengths) = batch(input)
    return paddingEvidence(rows: rows, lengths: lengths)
  }

  func batch(_ input: PaddingInput) -> (rows: [[Int]], lengths: [Int]) {
    let kept = input.sequences.map {
      $0.isEmpty ? [input.padding] : cut($0, input.contextLength)
    }
    let columns = rowLength(kept.map(\.count), input.contextLength)
    let rows = kept.map { sequence in
      let filler = filler(input.padding, sequence)
      return fill(
        Array(sequence.prefix(columns)),
        [Int](repeating: filler, count: max(0, columns - sequence.count)))
    }
    return (rows, zip(kept, rows).map { length($0, $1, input.padding) })
  }
}

extension PaddingInput {
  /// The results if `encodeAndPad` changes the texts first; `pad` never sees texts.
  fileprivate func changingTexts(_ change: (String) -> String) -> [Evidence] {
    let changed = PaddingInput(
      texts: texts.map(change), contextLength: contextLength, padding: padding)
    let batches = [self, changed].map { PlainPadding().batch($0) }
    return paddingEvidence(batches.map { (TokenBatch($0.rows), $0.lengths) })
  }
}

let encodeAndPadGrader = Grader<PaddingInput>(
  "6.1",
  cases: { data in
    /// A random text of `count` letters from b to h.
    func text(_ count: Int) -> String {
      LetterTokenizer().decode((0..<count).map { _ in data.integer(in: 2...8) })
    }
    func testCase(_ texts: [String], context: Int, padding: Int) -> Grader<PaddingInput>.Case {
      let list = texts.map { "“\($0)”" }.joined(separator: ", ")
      return .init(
        Text(
          "the texts \(list.isEmpty ? "(none)" : list) with a = 1, b = 2 …, a context of \(context), "
            + "padding \(padding)",
          "os textos \(list.isEmpty ? "(nenhum)" : list) com a = 1, b = 2 …, um contexto de \(context), "
            + "padding \(padding)"),
        PaddingInput(texts: texts, contextLength: context, padding: padding))
    }
    return [
      testCase([text(3), text(1), text(data.integer(in: 4...5))], context: 8, padding: 9),
      testCase([text(2), text(data.integer(in: 5...7)) + "xyz"], context: 4, padding: 9),
      testCase(["ba" + text(1) + "a", text(5)], context: 6, padding: 1),
      testCase(["", text(2)], context: 3, padding: 0),
      testCase([""], context: 3, padding: 9),
      testCase([], context: 3, padding: 9),
      testCase(["bcd", "a"], context: 3, padding: 0),
      testCase(["cab", ""], context: 2, padding: 0),
      testCase([text(2), text(1), text(3)], context: 1, padding: 0),
      // No-break spaces, capitals and combining marks must be preserved; ` is token 0.
      testCase(["caf\u{E9}", "cafe\u{301}", "\u{C9}\u{E7}\u{E3}o"], context: 9, padding: 2),
      testCase(
        ["\u{A0}b\u{A0}", "👩‍🚀", "日本語", "\u{85}b\u{2028}", "``b`"], context: 5, padding: 0),
      testCase(["``", "`", ""], context: 4, padding: 0),
      testCase(
        (0..<11).map { text($0 == 4 ? 0 : (7 * $0) % 11 + 66) } + [text(71)], context: 71,
        padding: 3),
    ]
  },
  expected: { input in
    paddingEvidence(
      [
        FineTuningSolution::pad(
          input.sequences, contextLength: input.contextLength, padding: input.padding),
        FineTuningSolution::encodeAndPad(
          input.texts, with: LetterTokenizer(), contextLength: input.contextLength,
          padding: input.padding),
      ].map { ($0.tokens, $0.lengths) })
  },
  misconceptions: [
    .init(
      Text(
        "if every row is filled up to the whole context, not to the longest text",
        "quando cada linha é completada até o contexto inteiro, e não até o texto mais longo")
    ) { PlainPadding(rowLength: { _, context in context }).evidence($0) },
    .init(
      Text("if the padding stands before the text", "quando o padding fica antes do texto")
    ) { PlainPadding(fill: { $1 + $0 }).evidence($0) },
    .init(
      Text(
        "if of a text that is too long the end is kept, not the start",
        "quando de um texto longo demais se guarda o fim, e não o começo")
    ) { PlainPadding(cut: { Array($0.suffix($1)) }).evidence($0) },
    .init(
      Text(
        "if long texts are not cut to the context",
        "quando textos longos não são cortados no contexto")
    ) { PlainPadding(cut: { sequence, _ in sequence }).evidence($0) },
    .init(
      Text(
        "if the lengths are those of the filled rows",
        "quando os comprimentos são os das linhas já completadas")
    ) { PlainPadding(length: { _, row, _ in row.count }).evidence($0) },
    .init(
      Text(
        "if the length counts the tokens that are not the padding token: a text may hold it too",
        "quando o comprimento conta os tokens diferentes do padding: o texto também pode tê-lo")
    ) {
      PlainPadding(length: { _, row, padding in max(1, row.count { $0 != padding }) }).evidence($0)
    },
    .init(
      Text(
        "if 0 fills the rows and not the padding token", "quando as linhas são completadas com 0")
    ) { PlainPadding(filler: { _, _ in 0 }).evidence($0) },
    .init(
      Text(
        "if the rows are filled with the text's last token",
        "quando as linhas são completadas com o último token do texto")
    ) { PlainPadding(filler: { _, sequence in sequence.last! }).evidence($0) },
    .init(
      Text(
        "if all texts are cut to the shortest one",
        "quando todos os textos são cortados no mais curto")
    ) { input in
      PlainPadding(
        rowLength: { lengths, _ in lengths.min() ?? 0 }, length: { _, row, _ in row.count }
      ).evidence(input)
    },
    .init(
      Text(
        "if the lengths count characters, not tokens",
        "quando os comprimentos contam caracteres, e não tokens")
    ) { input in
      let right = PlainPadding().batch(input)
      let lengths = input.texts.map { max(1, min(input.contextLength, $0.count)) }
      return paddingEvidence(rows: right.rows, lengths: lengths)
    },
    .init(
      Text(
        "if padding at the end of a text is taken off: a text may end in that token",
        "quando o padding no fim de um texto é retirado: o texto pode terminar nesse token")
    ) {
      PlainPadding(length: { sequence, _, padding in
        max(1, (sequence.lastIndex { $0 != padding } ?? -1) + 1)
      }).evidence($0)
    },
    .init(
      Text(
        "if white space around a text is taken off before it is encoded",
        "quando o espaço em volta de um texto é retirado antes de codificá-lo")
    ) { $0.changingTexts { $0.trimmingCharacters(in: .whitespacesAndNewlines) } },
    .init(
      Text(
        "if a text is put into lower case before it is encoded",
        "quando o texto passa para minúsculas antes de ser codificado")
    ) { $0.changingTexts { $0.lowercased() } },
    .init(
      Text(
        "if a text that is as long as the context loses its last token",
        "quando um texto do comprimento do contexto perde o último token")
    ) { PlainPadding(cut: { Array($0.prefix(max(1, $1 - 1))) }).evidence($0) },
    .init(
      Text(
        "if texts without tokens are left out", "quando textos sem tokens ficam de fora")
    ) { input in
      PlainPadding().evidence(
        PaddingInput(
          texts: input.texts.filter { !$0.isEmpty }, contextLength: input.contextLength,
          padding: input.padding))
    },
  ],
  variants: [
    .init("position by position, into rows full of padding") { input in
      var sequences = input.sequences
      for index in sequences.indices where sequences[index].isEmpty {
        sequences[index].append(input.padding)
      }
      let longest = sequences.reduce(0) { max($0, min($1.count, input.contextLength)) }
      var rows = [[Int]](
        repeating: [Int](repeating: input.padding, count: longest), count: sequences.count)
      var lengths: [Int] = []
      for (row, sequence) in sequences.enumerated() {
        for (position, token) in sequence.enumerated() where position < longest {
          rows[row][position] = token
        }
        lengths.append(min(sequence.count, longest))
      }
      return paddingEvidence(rows: rows, lengths: lengths)
    }
  ],
  contract: [
    .init("the longest decides, up to"),
    .init("pad([[5, 6, 7], [8]]", triedBy: "the texts “bcd”"),
    .init("the start is kept"),
    .init("gets one token of padding", triedBy: "the texts “”"),
    .init("No sequences make a batch", triedBy: "the texts (none)"),
    .init("stays real where it happens", triedBy: "the texts “ba"),
    .init("The tokens of every text"),
    .init("make the rows [3, 1] and [0, 0]", triedBy: "the texts “cab”"),
  ])

/// Parts that can be graded while other holes are still open.
private let encodeAndPadParts: [Part<PaddingInput>] = [
  .init(Text("pad", "pad")) { input in
    let batch = FineTuning::pad(
      input.sequences, contextLength: input.contextLength, padding: input.padding)
    return paddingEvidence([(batch.tokens, batch.lengths)])
  }
]

@Test func `6.1 texts are encoded and padded`() async throws {
  let attempt = Attempt("6.1")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(encodeAndPadGrader, parts: encodeAndPadParts) { input in
      paddingEvidence(
        [
          FineTuning::pad(
            input.sequences, contextLength: input.contextLength, padding: input.padding),
          FineTuning::encodeAndPad(
            input.texts, with: LetterTokenizer(), contextLength: input.contextLength,
            padding: input.padding),
        ].map { ($0.tokens, $0.lengths) })
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `6.1 grader`() { #expect(encodeAndPadGrader.flaws() == []) }
