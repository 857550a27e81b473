import CourseKit

/// Which columns of a table hold the label and the text, and whether its first row is a header.
struct LabelledColumns {
  /// The column names; nil if the first row is data.
  let header: [String]?
  let label: Int
  let text: Int
  /// Other columns that are not empty.
  let unused: [Int]
  /// The number of fields in a row.
  private let width: Int

  /// Names that data sets give to the class column and to the text column, in lowercase.
  private static let labelNames: Set = [
    "label", "labels", "class", "category", "target", "type", "tag", "v1", "sentiment", "intent",
    "topic", "spam", "is_spam", "rótulo", "rotulo", "classe", "categoria", "etiqueta", "tipo",
    "alvo", "sentimento", "assunto",
  ]
  private static let textNames: Set = [
    "text", "message", "messages", "sms", "sentence", "content", "body", "v2", "review", "comment",
    "tweet", "utterance", "texto", "mensagem", "frase", "conteúdo", "conteudo", "comentário",
    "comentario", "avaliação", "avaliacao",
  ]

  init(
    of rows: [SeparatedValues.Row], named name: String, options: LabelledTable.Options
  ) throws {
    let names = (rows.first?.fields ?? []).map(\.trimmed)
    let commonWidth = Self.commonWidth(of: rows)
    let filled = Self.filledColumns(of: rows, width: commonWidth)
    let given = [options.labelColumn, options.textColumn].compactMap(\.self)
    var label = try options.labelColumn.map { try Self.column($0, among: names, named: name) }
    var text = try options.textColumn.map { try Self.column($0, among: names, named: name) }
    let known = Self.knownColumns(names)
    if let known {
      if label == nil, known.label != text { label = known.label }
      if text == nil, known.text != label { text = known.text }
    }
    var hasHeader = known != nil || given.contains { Int($0) == nil }

    // Without names, the values decide: there are few classes, and of the rest the text is longest.
    let body = hasHeader ? rows.dropFirst() : rows[...]
    let columns = filled.map { Column($0, of: body) }
    if label == nil {
      let free = columns.filter { $0.index != text }
      let varied = free.filter { $0.distinctCount > 1 }
      label =
        (varied.count > 1 ? varied : free)
        .min { ($0.distinctCount, $0.index) < ($1.distinctCount, $1.index) }?.index
    }
    if text == nil {
      text = columns.filter { $0.index != label }.max { $0.length < $1.length }?.index
    }
    // With more than two columns, one whose values rarely repeat is not a class.
    let isClass =
      filled.count <= 2 || options.labelColumn != nil || known?.label == label
      || columns.contains { $0.index == label && $0.distinctCount * 2 <= body.count }
    guard let label, let text, label != text, isClass else {
      throw InputError(
        "\(name): it cannot be told which column is the label and which the text; say it with "
          + "--label-column and --text-column, by name or number, or write a label and a text on each "
          + "line with a tab or a comma between them.",
        "\(name): não dá para saber qual coluna é o rótulo e qual é o texto; diga com --label-column "
          + "e --text-column, por nome ou número, ou escreva em cada linha um rótulo e um texto "
          + "separados por tabulação ou vírgula.")
    }
    hasHeader = hasHeader || Self.namesNoClass(rows, label: label, text: text)
    header = hasHeader ? names : nil
    self.label = label
    self.text = text
    width =
      header.map { max($0.count, label + 1, text + 1) } ?? max(commonWidth, label + 1, text + 1)
    unused = (0..<width).filter { column in
      column != label && column != text
        && rows.dropFirst(hasHeader ? 1 : 0).contains {
          $0.fields.indices.contains(column) && !$0.fields[column].trimmed.isEmpty
        }
    }
  }

  /// The label and the text of a row, or what is wrong with the row.
  func labelledText(
    of row: SeparatedValues.Row, separator: SeparatedValues.Separator
  ) -> Result<LabelledText, FileFlaw> {
    let fields = row.fields
    let isWhole = fields.indices.contains(label) && fields.indices.contains(text)
    // An unquoted comma splits a text, and the rest of it would be lost.
    let hasMore = fields.dropFirst(width).contains { !$0.trimmed.isEmpty }
    guard isWhole, !hasMore else {
      let count = fields.count
      let hasTabs = separator == .tab
      let (name, nome) = (separator.name.in(.english), separator.name.in(.portuguese))
      return .failure(
        .init(
          unit: .line, number: row.line,
          reason: Text(
            "\(count == 1 ? "one field" : "\(count) fields"); write a label and a text separated by \(name)"
              + (hasTabs ? "" : ", and a text that has \(name) in double quotes"),
            "\(count == 1 ? "um campo" : "\(count) campos"); escreva um rótulo e um texto separados por "
              + nome + (hasTabs ? "" : ", com aspas duplas em volta de um texto que tenha \(nome)"))
        ))
    }
    let (label, text) = (fields[label].trimmed, fields[text].trimmed)
    guard !label.isEmpty, !text.isEmpty else {
      return .failure(
        .init(
          unit: .line, number: row.line,
          reason: Text(
            "the \(label.isEmpty ? "label" : "text") is empty; fill it in or delete the line",
            "o \(label.isEmpty ? "rótulo" : "texto") está vazio; preencha-o ou apague a linha")))
    }
    return .success(LabelledText(label: label, text: text))
  }

  // MARK: Column statistics

  /// Statistics of one column.
  private struct Column {
    let index: Int
    let distinctCount: Int
    /// The mean length in UTF-8 bytes.
    let length: Double

    init(_ index: Int, of rows: ArraySlice<SeparatedValues.Row>) {
      let values = rows.prefix(10_000).compactMap {
        $0.fields.indices.contains(index) ? $0.fields[index].trimmed : nil
      }
      self.index = index
      distinctCount = Set(values).count
      length = Double(values.reduce(0) { $0 + $1.utf8.count }) / Double(max(1, values.count))
    }
  }

  /// Columns that are non-empty in at least half of the rows. Kaggle's SMS file has five columns,
  /// three of which hold only scraps.
  private static func filledColumns(of rows: [SeparatedValues.Row], width: Int) -> [Int] {
    let filled = (0..<width).filter { column in
      let count = rows.count {
        $0.fields.indices.contains(column) && !$0.fields[column].trimmed.isEmpty
      }
      return count * 2 >= rows.count
    }
    return filled.count >= 2 ? filled : Array(0..<min(2, width))
  }

  /// The columns whose names in the first row are known ones. One known name is not enough: a label
  /// may be "spam", and a text may be "text".
  private static func knownColumns(_ names: [String]) -> (label: Int, text: Int)? {
    let names = names.map { $0.lowercased() }
    guard let label = names.firstIndex(where: labelNames.contains),
      let text = names.firstIndex(where: textNames.contains)
    else { return nil }
    return (label, text)
  }

  /// The most common number of fields, among rows with more than one.
  private static func commonWidth(of rows: [SeparatedValues.Row]) -> Int {
    let counts = Dictionary(
      rows.map(\.fields.count).filter { $0 > 1 }.map { ($0, 1) }, uniquingKeysWith: +)
    return counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? 1
  }

  /// Whether the first row's label occurs in no other row while every other label repeats: then it
  /// is not a class but the name of the column.
  private static func namesNoClass(
    _ rows: [SeparatedValues.Row], label: Int, text: Int
  ) -> Bool {
    func value(_ row: SeparatedValues.Row) -> String? {
      row.fields.indices.contains(label) ? row.fields[label].trimmed : nil
    }
    // A first row that is too short cannot be a header.
    guard rows.count > 4, let head = rows.first, head.fields.indices.contains(text),
      let first = value(head)
    else { return false }
    let counts = Dictionary(rows.dropFirst().compactMap(value).map { ($0, 1) }, uniquingKeysWith: +)
    return counts[first] == nil && counts.count > 1 && counts.values.allSatisfy { $0 > 1 }
  }

  /// The index of a column given by name or by number.
  private static func column(
    _ wanted: String, among names: [String], named file: String
  ) throws -> Int {
    if let number = Int(wanted), (1...max(1, names.count)).contains(number) { return number - 1 }
    if let index = names.firstIndex(where: { $0.lowercased() == wanted.lowercased() }) {
      return index
    }
    let list = names.prefix(20).joined(separator: ", ")
    throw InputError(
      "\(file) has no column \(wanted): its first line has \(names.count): \(list).",
      "\(file) não tem a coluna \(wanted): a primeira linha tem \(names.count): \(list).")
  }
}
