import CourseKit
import Foundation
import Testing

@testable import Corpora

/// Tables as people have them: each is read whole, or told what is wrong with it.
@Suite struct LabelledTableTests {
  private let english = Language.english
  private let expected = [
    LabelledText(label: "ham", text: "the bus is late"),
    LabelledText(label: "spam", text: "win a bike, reply now"),
    LabelledText(label: "ham", text: "call me after six"),
    LabelledText(label: "spam", text: "free tickets inside"),
    LabelledText(label: "ham", text: "dinner is ready"),
    LabelledText(label: "spam", text: "your account is locked"),
  ]

  private func table(
    _ text: String, named name: String = "file.csv", _ options: LabelledTable.Options = .init()
  ) throws -> LabelledTable {
    try LabelledTable(text, named: name, options: options)
  }
  private func complaint(
    _ text: String, named name: String = "file.csv", _ options: LabelledTable.Options = .init()
  ) -> String {
    do {
      _ = try table(text, named: name, options)
      return "no error"
    } catch { return "\(error)" }
  }
  private func words(_ english: String, _ portuguese: String) -> String {
    Language.current.text(english, portuguese)
  }

  /// The six messages with a separator, each quoted where it has to be.
  private func rows(
    _ separator: String, header: [String]? = nil, order: [String] = ["label", "text"],
    empty: Int = 0, lineEnd: String = "\n"
  ) -> String {
    let lines = expected.map { row in
      let fields = order.map { column -> String in
        switch column {
        case "label": row.label
        case "text":
          separator != "\t" && row.text.contains(separator) ? "\"\(row.text)\"" : row.text
        default: "\(row.text.utf8.count * 7 % 1_000)\(row.label.utf8.count)\(row.text.count)"
        }
      }
      return (fields + Array(repeating: "", count: empty)).joined(separator: separator)
    }
    let first = header.map {
      ($0 + Array(repeating: "", count: empty)).joined(separator: separator)
    }
    return ([first].compactMap(\.self) + lines).joined(separator: lineEnd) + lineEnd
  }

  // MARK: What separates the columns

  @Test(arguments: ["file.csv", "file.tsv", "file.txt", "SMSSpamCollection"], [",", ";", "\t"])
  func `the separator is seen from what is in the file`(name: String, separator: String) throws {
    let read = try table(rows(separator), named: name)
    #expect(read.rows == expected)
    let name = [",": "commas", ";": "semicolons", "\t": "tabs"][separator]!
    #expect(
      read.layout.in(english) == "\(name); label in column 1, text in column 2; no header")
  }

  @Test func `between tabs a quote is a character like others`() throws {
    let quoted =
      "ham\t\"back in a minute\" was an hour ago\nspam\tclick here\nham\t\"are you\nspam\tbuy\"\n"
    let read = try table(quoted, named: "quotes.tsv")
    #expect(
      read.rows.map(\.text) == [
        "\"back in a minute\" was an hour ago", "click here", "\"are you", "buy\"",
      ])
  }

  @Test func `texts with commas do not make a table of semicolons one of commas`() throws {
    let text = "ham;the bus, the late one, is here\nspam;win, win, win\nham;no comma\nspam;free\n"
    let read = try table(text)
    #expect(read.rows.map(\.label) == ["ham", "spam", "ham", "spam"])
    #expect(read.rows[1].text == "win, win, win")
  }

  @Test func `a byte order mark, CRLF and blank rows do not count`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("table-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("windows.csv").path
    let text = rows(",", header: ["Category", "Message"], lineEnd: "\r\n")
    try Data([0xEF, 0xBB, 0xBF] + Array((text + "\r\n  \r\n,\r\n").utf8)).write(
      to: URL(fileURLWithPath: path))
    #expect(try LabelledTable(readingFrom: path).rows == expected)
  }

  // MARK: Which column is which

  @Test(arguments: [
    ["v1", "v2"], ["Category", "Message"], ["label", "sms"], ["CLASS", "Sentence"],
    ["rótulo", "texto"],
    ["kind of thing", "what it says"],
  ])
  func `a header is seen by its words, or by naming no class`(header: [String]) throws {
    for separator in [",", ";", "\t"] {
      let read = try table(rows(separator, header: header))
      #expect(read.rows == expected)
      #expect(read.layout.in(english).contains("column 1 (\(header[0]))"))
      let swapped = try table(
        rows(separator, header: header.reversed(), order: ["text", "label"]))
      #expect(swapped.rows == expected)
    }
  }

  @Test func `without a header the label is what comes again`() throws {
    #expect(try table(rows(",", order: ["text", "label"])).rows == expected)
    #expect(try table(rows("\t", order: ["text", "label"])).rows == expected)
  }

  @Test func `a class of one text is no header`() throws {
    let text = "rare,only once\nham,a\nham,b\nspam,c\nother,d\nspam,e\n"
    #expect(try table(text).rows.count == 6)
  }

  @Test func `a first row that is too short names nothing`() throws {
    // Of the other rows each label comes again.
    let text = "Te\nspam,win\nham,fine\nspam,free\nham,yes\n"
    #expect(complaint(text).contains(words("line 1", "linha 1")))
    let rest = try table(text, .init(skipsBadRows: true))
    #expect(rest.rows.map(\.label) == ["spam", "ham", "spam", "ham"] && rest.skippedCount == 1)
    // The text's column has no name.
    let short = try table("label\nspam,win\nham,fine\n", .init(labelColumn: "label"))
    #expect(short.rows.map(\.text) == ["win", "fine"])
    #expect(short.layout.in(.english).contains("label in column 1 (label), text in column 2"))
  }

  @Test func `empty columns and others are left out, and told`() throws {
    let kaggle = try table(rows(",", header: ["v1", "v2"], empty: 3))
    #expect(kaggle.rows == expected)
    #expect(!kaggle.layout.in(english).contains("not used"))
    let numbered = try table(
      rows(",", header: ["id", "label", "text"], order: ["id", "label", "text"]))
    #expect(numbered.rows == expected)
    #expect(numbered.layout.in(english).contains("not used: column 1"))
    #expect(try table(rows(",", order: ["id", "text", "label"])).rows == expected)
  }

  @Test func `a column in which all rows are alike is no label`() throws {
    let text = rows(",", order: ["label", "text"]).split(separator: "\n")
      .map { "en,\($0)" }.joined(separator: "\n")
    #expect(try table(text).rows == expected)
  }

  @Test func `columns can be named or numbered`() throws {
    let text = rows(",", header: ["a", "b", "c"], order: ["text", "id", "label"])
    for options in [
      LabelledTable.Options(labelColumn: "c", textColumn: "a"),
      .init(labelColumn: "3", textColumn: "1"), .init(labelColumn: "C"),
    ] {
      #expect(try table(text, options).rows == expected)
    }
    #expect(
      complaint(text, .init(labelColumn: "d")).contains(
        words("has no column d: its first line has 3: a, b, c", "não tem a coluna d")))
    #expect(complaint(text, .init(labelColumn: "4")).contains("4"))
  }

  @Test func `where it cannot be told, it is asked`() {
    let told = complaint("a,b,c\nd,e,f\ng,h,i\n")
    #expect(told.contains("--label-column") && told.contains("--text-column"))
    #expect(complaint("just a line\nand another\n").contains("--label-column"))
  }

  // MARK: Rows that cannot be used

  @Test func `a bad row is named, and may be left out`() throws {
    let bad = "ham,a\nspam,\nham,\"b\" c\nspam,d,e\nham,f\nspam,\"never closed\n"
    #expect(
      complaint(bad).contains(
        words("line 2: the text is empty", "linha 2: o texto está vazio")))
    #expect(complaint(bad).contains(words("(and 3 more)", "(e mais 3)")))
    #expect(complaint(bad).contains("--skip-bad-rows"))
    let read = try table(bad, .init(skipsBadRows: true))
    #expect(read.rows.map(\.text) == ["a", "f"])
    #expect(read.skippedCount == 4)
  }

  @Test func `a quote that is never closed costs its line alone`() throws {
    let text = "ham,\"are you\nspam,buy\nham,see you\nspam,cheap\n"
    #expect(complaint(text).contains(words("line 1: a double quote", "linha 1: há aspas")))
    let read = try table(text, .init(skipsBadRows: true))
    #expect(read.rows.map(\.text) == ["buy", "see you", "cheap"] && read.skippedCount == 1)
  }

  @Test func `of a file without a usable row nothing is read`() {
    #expect(
      complaint("label,text\nham,\nspam,\n", .init(skipsBadRows: true)).contains(
        words("has no rows", "não tem linhas")))
  }
}
