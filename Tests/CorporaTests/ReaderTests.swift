import CourseKit
import Foundation
import Testing

@testable import Corpora

/// A file that is gone when the test ends.
private func withFile<Result>(
  _ bytes: [UInt8], named name: String = "file.txt", _ body: (String) throws -> Result
) throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("corpora-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let file = folder.appendingPathComponent(name)
  try Data(bytes).write(to: file)
  return try body(file.path)
}

private func message(_ body: () throws -> Void) -> String {
  do {
    try body()
    return "no error"
  } catch { return "\(error)" }
}

/// The words to look for in the language in which the course speaks here.
private func words(_ english: String, _ portuguese: String) -> String {
  Language.current.text(english, portuguese)
}

@Suite struct PlainTextTests {
  private func read(_ bytes: [UInt8]) throws -> String { try withFile(bytes, PlainText.read) }
  private func complaint(_ bytes: [UInt8]) -> String { message { _ = try read(bytes) } }

  @Test func `a byte order mark goes, and lines end in a newline alone`() throws {
    #expect(try read([0xEF, 0xBB, 0xBF] + Array("olá\r\nmundo\r\n".utf8)) == "olá\nmundo\n")
    #expect(try read(Array("a\rb\n\r\nc\r\r\nd".utf8)) == "a\nb\n\nc\n\nd")
    #expect(try read(Array("só texto 🙂".utf8)) == "só texto 🙂")
  }

  @Test func `a missing file, a folder and an empty file are told apart`() throws {
    #expect(
      message { _ = try PlainText.read("/no/such/file") }.contains(
        words("no file /no/such", "Não existe o arquivo /no/such")))
    #expect(
      message { _ = try PlainText.read("/tmp") }.contains(
        words("/tmp is a folder", "/tmp é uma pasta")))
    for empty in [[], [0xEF, 0xBB, 0xBF], Array(" \r\n\n".utf8)] as [[UInt8]] {
      #expect(complaint(empty).contains(words("is empty", "está vazio")))
    }
  }

  @Test(
    arguments: [
      ([0x61, 0x62, 0xFF, 0x63], 0xFF, 2),
      // Latin-1: é is one byte, and what follows does not continue it.
      (Array("caf".utf8) + [0xE9, 0x20], 0xE9, 3),
      ([0x61, 0xC3], 0xC3, 1),
      // An overlong slash, a surrogate, and a number beyond Unicode.
      ([0xC0, 0xAF], 0xC0, 0),
      ([0x41, 0xED, 0xA0, 0x80], 0xED, 1),
      ([0xF4, 0x90, 0x80, 0x80], 0xF4, 0),
      ([0xEF, 0xBB, 0xBF, 0x61, 0x80], 0x80, 4),
    ] as [([UInt8], UInt8, Int)])
  func `the first byte that is not UTF-8 is named`(bytes: [UInt8], byte: UInt8, offset: Int) {
    let hexadecimal = String(byte, radix: 16, uppercase: true)
    let place = words("at offset", "na posição")
    #expect(complaint(bytes).contains("0x\(hexadecimal) \(place) \(offset))"))
  }

  @Test func `UTF-16 is recognized`() {
    #expect(complaint([0xFF, 0xFE, 0x61, 0x00]).contains("UTF-16"))
  }

  @Test func `the scan for a bad byte agrees with the standard library`() {
    var state: UInt64 = 1
    for _ in 0..<20_000 {
      let bytes: [UInt8] = (0..<4).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1
        // Mostly bytes near the edges of UTF-8's ranges.
        let edges: [UInt8] = [
          0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC2, 0xE0, 0xED, 0xF0,
        ]
        let more: [UInt8] = [0xF4, 0xEF, 0xC1, 0xF5]
        return (edges + more)[Int(state >> 60)]
      }
      let isValid = String(validating: bytes, as: UTF8.self) != nil
      #expect((PlainText.firstInvalidByte(of: bytes) == nil) == isValid, "\(bytes)")
    }
  }
}

@Suite struct LabelledTextTests {
  private func read(_ text: String, named name: String = "file.csv") throws -> [LabelledText] {
    try withFile(Array(text.utf8), named: name) { try LabelledTable(readingFrom: $0).rows }
  }
  private func complaint(_ text: String, named name: String = "file.csv") -> String {
    message { _ = try read(text, named: name) }
  }
  private let expected = [
    LabelledText(label: "spam", text: "Win now, call"), LabelledText(label: "normal", text: "Oi"),
  ]

  @Test func `quotes hold commas, quotes and line ends`() throws {
    #expect(try read("spam,\"Win now, call\"\nnormal,Oi\n") == expected)
    let rows = try read("a,\"one \"\"two\"\"\r\nthree\"\r\nb,\"\"\"x\"\"\"")
    #expect(rows.map(\.text) == ["one \"two\"\nthree", "\"x\""])
  }

  @Test func `a header is optional and may swap the columns`() throws {
    #expect(try read("label,text\nspam,\"Win now, call\"\nnormal,Oi") == expected)
    #expect(try read("Text,Label\n\"Win now, call\",spam\n\nOi,normal\n") == expected)
  }

  @Test func `tabs separate where the name says so`() throws {
    #expect(try read("spam\tWin now, call\nnormal\tOi", named: "a.TSV") == expected)
  }

  @Test func `what is wrong is told with its line`() {
    #expect(
      complaint("spam,a\nspam,b,c\n").contains(words("line 2: 3 fields", "linha 2: 3 campos")))
    #expect(
      complaint("spam,\"a\nb\"\n\njust this").contains(
        words("line 4: one field", "linha 4: um campo")))
    #expect(
      complaint("spam,a\nnormal,\"b").contains(
        words("line 2: a double quote is", "linha 2: há aspas duplas que")))
    #expect(
      complaint("spam,\"a\"b").contains(
        words("line 1: there is text after", "linha 1: há texto depois")))
    #expect(
      complaint("spam,a\n,b").contains(
        words("line 2: the label is empty", "linha 2: o rótulo está vazio")))
    #expect(
      complaint("spam\t ", named: "a.tsv").contains(
        words("line 1: the text is empty", "linha 1: o texto está vazio")))
    #expect(complaint("label,text\n").contains(words("has no rows", "não tem linhas")))
  }
}

@Suite struct InstructionFileTests {
  private func read(_ text: String) throws -> [Instruction] {
    try withFile(Array(text.utf8), named: "file.json") {
      try InstructionFile(readingFrom: $0).items
    }
  }
  private func complaint(_ text: String) -> String { message { _ = try read(text) } }
  private let first = #"{"instruction": "Say \"hi\"", "input": "", "output": "olá", "id": 3}"#
  private let second = #"{"instruction": "Add", "input": "1 2", "output": "3"}"#
  private let expected = [
    Instruction(instruction: "Say \"hi\"", input: "", response: "olá"),
    Instruction(instruction: "Add", input: "1 2", response: "3"),
  ]

  @Test func `an array and one object on each line read alike`() throws {
    #expect(try read(" [\(first),\n\(second)]\n") == expected)
    #expect(try read("\(first)\n\n\(second)\n") == expected)
  }

  @Test func `the input may be missing`() throws {
    #expect(try read(#"[{"instruction": "a", "output": "b"}]"#)[0].input == "")
  }

  @Test func `what is wrong is told with its place`() {
    #expect(complaint("[\(first)").contains(words("not valid JSON", "não é JSON válido")))
    #expect(
      complaint("\(first)\nnonsense").contains(
        words("line 2: not valid JSON", "linha 2: não é JSON válido")))
    #expect(
      complaint("[\(first), {\"instruction\": \"a\"}]").contains(
        words("item 2: \"output\" is miss", "item 2: falta \"output\"")))
    #expect(
      complaint("[{\"instruction\": 3, \"output\": \"b\"}]").contains(
        words("is not a string", "não é um texto")))
    #expect(
      complaint("[{\"instruction\": \" \", \"output\": \"b\"}]").contains(
        words("is empty", "está vazio")))
    #expect(complaint("[7]").contains(words("item 1: not an object", "item 1: não é um objeto")))
    #expect(complaint("[]").contains(words("has no items", "não tem itens")))
  }
}
