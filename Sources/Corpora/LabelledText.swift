import CourseKit

/// A text and the name of the class it belongs to.
public struct LabelledText: Sendable, Hashable, Codable {
  public let label: String
  public let text: String

  public init(label: String, text: String) {
    self.label = label
    self.text = text
  }

  /// The rows of a file with a label and a text in each: tab-separated where the name ends in
  /// `.tsv`, else comma-separated.
  ///
  /// A first row that names the columns is recognized by its words "label" and "text", in either
  /// order. Throws ``InputError`` with the line where a row is not two fields, one is empty, or a
  /// quote is not closed.
  public static func read(_ path: String) throws -> [LabelledText] {
    let text = try PlainText.read(path)
    let separator: Character = path.lowercased().hasSuffix(".tsv") ? "\t" : ","
    return try parse(text, separator: separator, named: path)
  }

  static func parse(
    _ text: String, separator: Character, named name: String
  ) throws -> [LabelledText] {
    var rows = try SeparatedValues.parse(text, separator: separator, named: name)
    var (labelColumn, textColumn) = (0, 1)
    if let header = rows.first?.fields.map({ $0.lowercased() }), Set(header) == ["label", "text"] {
      (labelColumn, textColumn) = header[0] == "label" ? (0, 1) : (1, 0)
      rows.removeFirst()
    }
    guard !rows.isEmpty else {
      throw InputError(
        "\(name) has no rows: give one label and one text on each line.",
        "\(name) não tem linhas de dados: escreva um rótulo e um texto em cada linha.")
    }
    let hasTabs = separator == "\t"
    return try rows.map { row in
      guard row.fields.count == 2 else {
        let count = row.fields.count
        throw InputError(
          "\(name), line \(row.line): \(count == 1 ? "one field" : "\(count) fields"); write a label "
            + "and a text with \(hasTabs ? "a tab" : "a comma") between them"
            + (hasTabs ? "." : ", and a text that has commas in double quotes."),
          "\(name), linha \(row.line): \(count == 1 ? "um campo" : "\(count) campos"); escreva um "
            + "rótulo e um texto separados por \(hasTabs ? "uma tabulação" : "uma vírgula")"
            + (hasTabs ? "." : ", com aspas duplas em volta de um texto que tenha vírgulas."))
      }
      let label = row.fields[labelColumn].trimmed
      let text = row.fields[textColumn].trimmed
      guard !label.isEmpty, !text.isEmpty else {
        throw InputError(
          "\(name), line \(row.line): the \(label.isEmpty ? "label" : "text") is empty; fill it in "
            + "or delete the line.",
          "\(name), linha \(row.line): o \(label.isEmpty ? "rótulo" : "texto") está vazio; "
            + "preencha-o ou apague a linha.")
      }
      return LabelledText(label: label, text: text)
    }
  }
}

/// Rows of fields, after RFC 4180: a field in double quotes may hold separators, line ends, and
/// quotes written twice.
enum SeparatedValues {
  struct Row {
    /// The line where the row begins, from 1.
    let line: Int
    let fields: [String]
  }

  /// All rows but the blank ones.
  static func parse(_ text: String, separator: Character, named name: String) throws -> [Row] {
    let separator = separator.asciiValue!
    let (quote, newline): (UInt8, UInt8) = (0x22, 0x0A)
    let bytes = Array(text.utf8)
    var rows: [Row] = []
    var fields: [String] = []
    var field: [UInt8] = []
    var line = 1
    var firstLine = 1
    var position = 0

    func endField() {
      fields.append(String(decoding: field, as: UTF8.self))
      field.removeAll(keepingCapacity: true)
    }
    func endRow() {
      endField()
      if fields != [""] { rows.append(Row(line: firstLine, fields: fields)) }
      fields.removeAll()
    }

    while position < bytes.count {
      let byte = bytes[position]
      if byte == quote, field.isEmpty {
        let opening = line
        position += 1
        while true {
          guard position < bytes.count else {
            throw InputError(
              "\(name), line \(opening): a double quote is opened and never closed; close it.",
              "\(name), linha \(opening): há aspas duplas que abrem e nunca fecham; feche-as.")
          }
          if bytes[position] == quote {
            guard position + 1 < bytes.count, bytes[position + 1] == quote else { break }
            position += 1
          }
          if bytes[position] == newline { line += 1 }
          field.append(bytes[position])
          position += 1
        }
        position += 1
        guard position == bytes.count || [separator, newline].contains(bytes[position]) else {
          throw InputError(
            "\(name), line \(line): there is text after a closing quote; write quotes inside "
              + "a quoted field twice.",
            "\(name), linha \(line): há texto depois das aspas que fecham; dentro de um campo entre "
              + "aspas, escreva as aspas duas vezes.")
        }
        continue
      }
      if byte == separator {
        endField()
      } else if byte == newline {
        endRow()
        line += 1
        firstLine = line
      } else {
        field.append(byte)
      }
      position += 1
    }
    if !field.isEmpty || !fields.isEmpty { endRow() }
    return rows
  }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
