import CourseKit

/// A text as rows of fields.
///
/// With commas or semicolons, after RFC 4180: a field in double quotes may hold separators, line ends,
/// and quotes written twice. With tabs a quote is a character like any other and a line is a row, as
/// in the tables that circulate under that name (the UCI SMS Spam Collection has 54 texts with quotes).
struct SeparatedValues {
  enum Separator: UInt8, CaseIterable, Sendable {
    case tab = 0x09
    case semicolon = 0x3B
    case comma = 0x2C

    var name: Text {
      switch self {
      case .tab: Text("tabs", "tabulações")
      case .semicolon: Text("semicolons", "pontos e vírgulas")
      case .comma: Text("commas", "vírgulas")
      }
    }
  }

  struct Row {
    /// The line where the row begins, from 1.
    let line: Int
    var fields: [String]
  }

  /// All rows but the blank ones.
  private(set) var rows: [Row] = []
  /// In the order of the lines. After each the reading went on with the next line.
  private(set) var flaws: [FileFlaw] = []

  init(_ text: String, separator: Separator) {
    let bytes = Array(text.utf8)
    var reader = Reader(bytes: bytes, separator: separator)
    while let row = reader.nextRow() {
      switch row {
      case .success(let row): if !row.isBlank { rows.append(row) }
      case .failure(let flaw): flaws.append(flaw)
      }
    }
  }
}

extension SeparatedValues.Row {
  fileprivate var isBlank: Bool { fields.allSatisfy(\.trimmed.isEmpty) }
}

/// Where the reading stands.
private struct Reader {
  let bytes: [UInt8]
  let separator: SeparatedValues.Separator
  var position = 0
  var line = 1

  private static let quote: UInt8 = 0x22
  private static let newline: UInt8 = 0x0A

  init(bytes: [UInt8], separator: SeparatedValues.Separator) {
    self.bytes = bytes
    self.separator = separator
  }

  /// The row that begins here; nil at the end of the text. After a flaw the next line is tried, not
  /// what comes after the flaw: a quote that is never closed would swallow the rest of the file.
  mutating func nextRow() -> Result<SeparatedValues.Row, FileFlaw>? {
    guard position < bytes.count else { return nil }
    let (start, startLine) = (position, line)
    do {
      let fields = try row()
      return .success(.init(line: startLine, fields: fields))
    } catch {
      let end = bytes[start...].firstIndex(of: Self.newline) ?? bytes.endIndex - 1
      position = end + 1
      line = startLine + 1
      return .failure(.init(unit: .line, number: startLine, reason: error.reason))
    }
  }

  private mutating func row() throws(FileFlaw) -> [String] {
    var fields: [String] = []
    while true {
      let isQuoted = separator != .tab && position < bytes.count && bytes[position] == Self.quote
      fields.append(isQuoted ? try quotedField() : plainField())
      guard position < bytes.count else { return fields }
      let end = bytes[position]
      position += 1
      if end == Self.newline {
        line += 1
        return fields
      }
    }
  }

  /// Up to the separator or the end of the line, which stays to be read.
  private mutating func plainField() -> String {
    let end =
      bytes[position...].firstIndex { $0 == separator.rawValue || $0 == Self.newline }
      ?? bytes.endIndex
    defer { position = end }
    return String(decoding: bytes[position..<end], as: UTF8.self)
  }

  private mutating func quotedField() throws(FileFlaw) -> String {
    let opening = line
    var field: [UInt8] = []
    position += 1
    while true {
      guard position < bytes.count else {
        throw .init(
          unit: .line, number: opening,
          reason: Text(
            "a double quote is opened and never closed; close it",
            "há aspas duplas que abrem e nunca fecham; feche-as"))
      }
      if bytes[position] == Self.quote {
        guard position + 1 < bytes.count, bytes[position + 1] == Self.quote else { break }
        position += 1
      }
      if bytes[position] == Self.newline { line += 1 }
      field.append(bytes[position])
      position += 1
    }
    position += 1
    guard position == bytes.count || [separator.rawValue, Self.newline].contains(bytes[position])
    else {
      throw .init(
        unit: .line, number: line,
        reason: Text(
          "there is text after a closing quote; write quotes inside a quoted field twice",
          "há texto depois das aspas que fecham; dentro de um campo entre aspas, escreva as aspas "
            + "duas vezes"))
    }
    return String(decoding: field, as: UTF8.self)
  }
}
