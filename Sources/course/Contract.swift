import Catalogue
import CourseKit

/// The specification in the comment above a hole: what to write, its shapes, its edge cases, an
/// example.
///
/// The English text is in the source, the Portuguese one in `Course/pt-BR/contratos`.
struct Contract: Equatable {
  let exercise: String
  /// The first lines of the declaration that contains the hole, as in the source; in Portuguese the
  /// title of its entry.
  let declaration: String
  /// The comment line by line, without comment markers.
  let text: [String]
  /// The comment of the enclosing type, on which a short comment relies. Empty in Portuguese, where
  /// each entry is self-contained.
  var typeComment: [String] = []

  /// The contracts of an exercise, in the order of its files.
  static func all(
    of exercise: Exercise, in project: Project, _ language: Language
  ) throws -> [Contract] {
    let chapter = Catalogue.chapters[exercise.chapter]
    guard language == .portuguese else {
      let files = try Holes(in: project).files[exercise.number] ?? []
      // The file named in the catalogue comes first.
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

  /// The comments above the holes in a solution's file. A comment above several holes counts once
  /// per exercise.
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

  /// From the declaration's first line to the brace that opens its body, without the indentation.
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

  /// The entries of a file of contracts: `## 3.5 name`, followed by the text.
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

/// The types that enclose a line of source, with their comments. This relies on the formatter's
/// layout: a type ends at the brace with the same indentation as its first line.
private struct OpenTypes {
  private var open: [(margin: Int, comment: [String])] = []
  /// An extension takes the comment of its type, if that is declared in the same file.
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
