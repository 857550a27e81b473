import Catalogue
import Console
import CourseKit
import Formats
import Foundation

/// `course reset 3.4`: restores an exercise's holes, and keeps a copy of what was there.
struct ResetCommand: Command {
  let name = "reset"
  let summary = Text(
    "restores the stub of an exercise and keeps a copy of yours",
    "restaura o ponto de partida de um exercício e guarda uma cópia do seu")

  let exercise = Positional<ExerciseArgument>(
    ExerciseArgument.placeholder, help: Text("such as 3.4", "como 3.4"))
  let wholeFile = Flag(
    "file",
    help: Text(
      "restores its whole file, with the holes of other exercises",
      "restaura o arquivo inteiro, com as lacunas de outros exercícios"))

  func run(_ values: Values) throws {
    let language = values.language
    let exercise = values[self.exercise].exercise
    let project = try Project()
    var changes: [(file: ExerciseFile, text: String)] = []
    for file in try ExerciseFile.all(of: exercise, in: project) where file.own != file.stub {
      let restored: String?
      if values[wholeFile] || file.own.isEmpty {
        restored = file.stub
      } else {
        restored = HoleAlignment(stub: file.stub, own: file.own).emptying(exercise.number)
      }
      guard let restored else {
        let call = "swift run course reset \(exercise.number) --file"
        throw InputError(
          "\(file.name) has changed so much around \(exercise.number) that its place cannot be told "
            + "from other exercises': \(call) restores the whole file (and keeps a copy).",
          "\(file.name) mudou tanto em volta de \(exercise.number) que não dá para separar o seu lugar do "
            + "de outros exercícios: \(call) restaura o arquivo inteiro (e guarda uma cópia).")
      }
      if restored != file.own { changes.append((file, restored)) }
    }
    guard !changes.isEmpty else {
      return printLine(
        language.text(
          "\(exercise.number) is as it was given.", "\(exercise.number) está como foi dado."))
    }
    for (file, text) in changes {
      if !file.own.isEmpty {
        let copy = try ResetCommand.keep(file.path, in: project)
        printLine(
          language.text("What was there is kept: ", "O que havia está guardado: ")
            + project.short(copy))
      }
      try AtomicFile.write(text, to: file.path)
      let lines = Holes.todos(in: text).filter { $0.exercise == exercise.number }.map(\.line)
      for line in lines {
        printLine(language.text("Restored: ", "Restaurado: ") + "\(file.name):\(line)")
      }
    }
  }

  /// Copies the learner's file to `Exercises/.before-reset/…/NAME.before-reset-N`, which no target
  /// compiles.
  ///
  /// - Returns: the path of the copy.
  static func keep(_ path: String, in project: Project) throws -> String {
    let inside = project.short(path).dropFirst("Exercises/".count)
    let stem = "\(project.path)/Exercises/.before-reset/\(inside).before-reset-"
    let folder = (stem as NSString).deletingLastPathComponent
    let manager = FileManager.default
    guard
      (try? manager.createDirectory(atPath: folder, withIntermediateDirectories: true)) != nil,
      let bytes = manager.contents(atPath: path)
    else {
      throw InputError(
        "\(project.short(path)) is as it was, for no copy can be kept in \(project.short(folder)): may "
          + "you write there?",
        "\(project.short(path)) ficou como estava, pois não dá para guardar uma cópia em "
          + "\(project.short(folder)): você tem permissão de escrita ali?")
    }
    var number = 1
    while manager.fileExists(atPath: "\(stem)\(number)") { number += 1 }
    try AtomicFile.write(bytes, to: "\(stem)\(number)")
    return "\(stem)\(number)"
  }
}
