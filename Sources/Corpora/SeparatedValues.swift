import CourseKit

/// A text parsed into rows of fields.
///
/// Commas and semicolons follow RFC 4180: a quoted field may contain separators, line breaks and
/// doubled quotes. With tabs, a quote is an ordinary character and every line is a row, as in the
/// tab-separated tables in circulation (in the UCI SMS Spam Collection, 54 texts contain quotes).
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
    /// The line on which the row begins, counted from 1.
    let line: Int
    var fields: [String]
  }

  /// All rows except blank ones.
  private(set) var rows: [Row] = []
  /// In line order. After each flaw, parsing resumed at the next line.
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

/// The parser's position in the text.
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

  /// Parses the next row; nil at the end of the text. After a flaw, parsing resumes at the next
  /// line rather than after the flaw: an unclosed quote would swallow the rest of the file.
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

  /// Reads up to the separator or the end of the line, and consumes neither.
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
