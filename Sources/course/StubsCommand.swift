import Catalogue
import Console
import CourseKit
import Formats
import Foundation

/// `course stubs`: generates Exercises from Solutions. For authors, not for learners.
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
  let force = Flag(
    "force",
    help: Text(
      "also writes over what somebody has filled in, and keeps copies",
      "sobrescreve também o que alguém preencheu, guardando cópias"))
  let chapter = Option<Int?>(
    "chapter", default: nil, .from(0, to: Catalogue.chapters.count - 1),
    help: Text("only this one", "só este"))

  func run(_ values: Values) throws {
    let project = try Project()
    let language = values.language
    let differing = try StubsCommand.differing(in: project, chapter: values[chapter])
    if values[check] {
      guard differing.isEmpty else {
        let names = differing.map { project.short($0.path) }.joined(separator: ", ")
        throw InputError(
          "These are not what `course stubs` writes: \(names). Run it, and change the solutions, not "
            + "the exercises.",
          "Estes não são o que `course stubs` escreve: \(names). Rode-o e mude as soluções, não os "
            + "exercícios.")
      }
      return
    }
    let worked = differing.filter(\.holdsWork).map { project.short($0.path) }
    guard worked.isEmpty || values[force] else {
      let names = worked.joined(separator: ", ")
      throw InputError(
        "Nothing was written, for somebody has worked in these: \(names). `course reset 3.4` restores "
          + "one exercise; `course stubs --force` writes over all of them, and keeps copies.",
        "Nada foi escrito, pois alguém trabalhou nestes: \(names). `course reset 3.4` restaura um "
          + "exercício; `course stubs --force` sobrescreve todos, guardando cópias.")
    }
    for file in differing { try file.write(in: project) }
    printLine(
      language.text("Files written: \(differing.count)", "Arquivos escritos: \(differing.count)"))
  }

  /// A file of Exercises that differs from the generated one.
  struct Difference {
    let path: String
    /// Nil if there should be no file.
    let stub: String?
    let own: String

    /// Whether a hole has been filled, or the file is the learner's own.
    var holdsWork: Bool {
      guard let stub else { return true }
      func holes(_ text: String) -> [String] { Holes.todos(in: text).map(\.exercise) }
      let left = holes(own)
      return !own.isEmpty
        && Set(holes(stub)).contains { number in
          left.count { $0 == number } < holes(stub).count { $0 == number }
        }
    }

    /// Writes the generated file, after keeping a copy of the existing one.
    func write(in project: Project) throws {
      if !own.isEmpty { _ = try ResetCommand.keep(path, in: project) }
      guard let stub else { return try FileManager.default.removeItem(atPath: path) }
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try AtomicFile.write(stub, to: path)
    }
  }

  /// The files of Exercises that differ from the generated ones.
  static func differing(
    in project: Project, chapter number: Int? = nil
  ) throws -> [Difference] {
    var differing: [Difference] = []
    for chapter in Catalogue.chapters where number ?? chapter.number == chapter.number {
      let wanted = try stubs(of: chapter, in: project)
      let folder = project.exerciseFolder(chapter)
      for (file, text) in wanted {
        let path = "\(folder)/\(file)"
        if (try? project.read(path)) == text { continue }
        differing.append(Difference(path: path, stub: text, own: project.readOwn(path)))
      }
      for file in Set(project.swiftFiles(in: folder)).subtracting(wanted.map(\.file)).sorted() {
        let path = "\(folder)/\(file)"
        differing.append(Difference(path: path, stub: nil, own: project.readOwn(path)))
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
        // A whole file may be needed by the solution alone.
        return text.contains { !$0.isWhitespace } ? (file, text) : nil
      } catch let error as Stub.MarkError {
        throw InputError("\(folder)/\(file), \(error).", "\(folder)/\(file), \(error).")
      }
    }
  }
}
