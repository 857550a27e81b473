import Console
import CourseKit
import Formats
import Foundation

/// `course stubs`: writes Exercises from Solutions. For who writes the course, not for learners.
struct StubsCommand: Command {
  let name = "stubs"
  let summary = Text(
    "writes Exercises from the marks in Solutions (for authors)",
    "escreve Exercises a partir das marcas em Solutions (para autores)")

  let check = Flag(
    "check",
    help: Text(
      "writes nothing, and fails where a file is not what would be written",
      "não escreve nada e falha onde um arquivo difere do que seria escrito"))
  let chapter = Option<Int?>(
    "chapter", default: nil, .from(0, to: 8), help: Text("only this one", "só este"))

  func run(_ values: Values) throws {
    let project = try Project()
    let differing = try StubsCommand.differing(
      in: project, chapter: values[chapter], writes: !values[check])
    let language = values.language
    guard values[check] else {
      return print(
        language.text("Files written: \(differing.count)", "Arquivos escritos: \(differing.count)"))
    }
    guard differing.isEmpty else {
      throw InputError(
        "These are not what `course stubs` writes: \(differing.joined(separator: ", ")). Run it, and "
          + "change the solutions, not the exercises.",
        "Estes não são o que `course stubs` escreve: \(differing.joined(separator: ", ")). Rode-o e "
          + "mude as soluções, não os exercícios.")
    }
  }

  /// The files of Exercises that are not what is written, and, if wanted, writes them.
  static func differing(
    in project: Project, chapter number: Int? = nil, writes: Bool = false
  ) throws -> [String] {
    var differing: [String] = []
    for chapter in Catalogue.chapters where number ?? chapter.number == chapter.number {
      let wanted = try stubs(of: chapter, in: project)
      let folder = project.exerciseFolder(chapter)
      let present = Set(project.swiftFiles(in: folder))
      for (file, text) in wanted {
        let path = "\(folder)/\(file)"
        if let old = try? project.read(path), old == text { continue }
        differing.append(path)
        guard writes else { continue }
        try FileManager.default.createDirectory(
          atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try AtomicFile.write(text, to: path)
      }
      for file in present.subtracting(wanted.map(\.file)).sorted() {
        differing.append("\(folder)/\(file)")
        if writes { try FileManager.default.removeItem(atPath: "\(folder)/\(file)") }
      }
    }
    return differing
  }

  private static func stubs(
    of chapter: Chapter, in project: Project
  ) throws -> [(file: String, text: String)] {
    let folder = project.solutionFolder(chapter)
    return try project.swiftFiles(in: folder).compactMap { file in
      do {
        let text = try Stub.make(from: project.read("\(folder)/\(file)"))
        // What only the solution needs may be a whole file.
        return text.contains { !$0.isWhitespace } ? (file, text) : nil
      } catch let error as Stub.MarkError {
        throw InputError("\(folder)/\(file), \(error)", "\(folder)/\(file), \(error)")
      }
    }
  }
}
