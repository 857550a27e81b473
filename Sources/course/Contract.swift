import CourseKit

/// What the comment above a hole asks for: what to write, its shapes, its edges, an example.
///
/// In English it stands in the source; in Portuguese in `Course/pt-BR/contratos`.
struct Contract: Equatable {
  let exercise: String
  /// The first lines of what has the hole, as in the source; in Portuguese the title of its entry.
  let declaration: String
  /// Line by line, without the marks of a comment.
  let text: [String]
  /// What stands above the type that it belongs to, on which a short comment leans; in Portuguese nothing,
  /// as each entry there tells all.
  var typeComment: [String] = []

  /// Those of an exercise, in the order in which they stand in its files.
  static func all(
    of exercise: Exercise, in project: Project, _ language: Language
  ) throws -> [Contract] {
    let chapter = Catalogue.chapters[exercise.chapter]
    guard language == .portuguese else {
      let files = try Holes(in: project).files[exercise.number] ?? []
      // The file that the catalogue names comes first.
      let ordered = files.filter { $0 == exercise.file } + files.filter { $0 != exercise.file }
      return try ordered.flatMap { file in
        contracts(in: try project.read("\(project.solutionFolder(chapter))/\(file)"))
          .filter { $0.exercise == exercise.number }
      }
    }
    let number = "0\(exercise.chapter)"
    return entries(in: try project.read("\(project.path)/Course/pt-BR/contratos/\(number).md"))
      .filter { $0.exercise == exercise.number }
  }

  /// The comments above the holes of a solution's file; one above several holes counts once for each
  /// exercise.
  static func contracts(in source: String) -> [Contract] {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    var comment: [Substring] = []
    var end = 0
    var types = OpenTypes()
    var found: [Contract] = []
    for (place, line) in lines.enumerated() {
      let text = line.drop { $0 == " " }
      if text.hasPrefix("///") {
        let continues = place > 0 && lines[place - 1].drop { $0 == " " }.hasPrefix("///")
        if !continues { comment = [] }
        comment.append(text.dropFirst(3))
        end = place + 1
      } else if let exercise = Stub.mark("begin", in: line) {
        let contract = Contract(
          exercise: exercise, declaration: declaration(lines[end..<place]),
          text: uncommented(comment), typeComment: types.innermostComment)
        if !found.contains(contract) { found.append(contract) }
      } else {
        types.read(line, comment: end == place ? uncommented(comment) : [])
      }
    }
    return found
  }

  private static func uncommented(_ comment: [Substring]) -> [String] {
    comment.map { String($0.first == " " ? $0.dropFirst() : $0) }
  }

  /// From the declaration's first line to the brace that opens its body, moved to the left.
  private static func declaration(_ lines: ArraySlice<Substring>) -> String {
    let margin = lines.first?.prefix { $0 == " " }.count ?? 0
    var kept: [String] = []
    for line in lines {
      kept.append(String(line.dropFirst(margin)))
      if line.hasSuffix("{") { break }
    }
    let text = kept.joined(separator: "\n")
    return text.hasSuffix(" {") ? String(text.dropLast(2)) : text
  }

  /// The entries of a file of contracts: `## 3.5 name`, then the text.
  static func entries(in markdown: String) -> [Contract] {
    var found: [Contract] = []
    var title: (exercise: String, name: String)?
    var text: [String] = []
    func end() {
      guard let (exercise, name) = title else { return }
      while text.first?.isEmpty == true { text.removeFirst() }
      while text.last?.isEmpty == true { text.removeLast() }
      found.append(Contract(exercise: exercise, declaration: name, text: text))
      text = []
    }
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("## ") else {
        text.append(String(line))
        continue
      }
      end()
      text = []
      let words = line.dropFirst(3).split(separator: " ", maxSplits: 1)
      title = (String(words.first ?? ""), String(words.last ?? "").filter { $0 != "`" })
    }
    end()
    return found
  }
}

/// The types around a line of a source, with what is said above each. It reads the layout that the
/// formatter makes: a type ends at the brace that stands as far in as its first line.
private struct OpenTypes {
  private var open: [(margin: Int, comment: [String])] = []
  /// An extension has the comment of its type, where that stands in the same file.
  private var comments: [String: [String]] = [:]

  var innermostComment: [String] { open.last { !$0.comment.isEmpty }?.comment ?? [] }

  mutating func read(_ line: Substring, comment: [String]) {
    let text = line.drop { $0 == " " }
    let margin = line.count - text.count
    if text == "}" { open.removeAll { $0.margin >= margin } }
    let words = text.split { " :<{".contains($0) }
    guard text.hasSuffix("{"),
      let keyword = words.firstIndex(where: {
        ["struct", "class", "enum", "protocol", "extension"].contains($0)
      }),
      words[..<keyword].allSatisfy({ ["public", "final", "private", "package"].contains($0) }),
      words.indices.contains(keyword + 1)
    else { return }
    let name = String(words[keyword + 1])
    if !comment.isEmpty { comments[name] = comment }
    open.append((margin, comment.isEmpty ? comments[name] ?? [] : comment))
  }
}
