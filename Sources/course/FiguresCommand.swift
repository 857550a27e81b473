import Console
import CourseKit
import Figures
import Formats
import Foundation

/// `course figures`: draws the figures of the course. For authors, not for learners.
struct FiguresCommand: Command {
  let name = "figures"
  let summary = Text(
    "draws the pictures of the course (for authors)", "desenha as figuras do curso (para autores)")
  let discussion = Text(
    "The pictures that show data are drawn from Course/figures/data.json. To measure it anew, train with "
      + "`SOLUTIONS=all swift run -c release gpt` in both languages, and name the two folders.",
    "As figuras que mostram dados são desenhadas a partir de Course/figures/data.json. Para medir de novo, "
      + "treine com `SOLUTIONS=all swift run -c release gpt` nas duas línguas e indique as duas pastas."
  )

  let check = Flag(
    "check",
    help: Text(
      "writes nothing, and fails where a file is not what would be drawn",
      "não escreve nada e falha onde um arquivo difere do que seria desenhado"))
  let english = Option<String?>(
    "measure-en", default: nil, as: Text("FOLDER", "PASTA"),
    help: Text("measures this run in English", "mede esta execução em inglês"))
  let portuguese = Option<String?>(
    "measure-pt", default: nil, as: Text("FOLDER", "PASTA"),
    help: Text("and this one in Portuguese", "e esta em português"))

  func run(_ values: Values) throws {
    let project = try Project()
    let language = values.language
    let folder = "\(project.path)/Course/figures"
    let dataFile = "\(folder)/data.json"
    if let english = values[english], let portuguese = values[portuguese] {
      let data = try FigureData(measuring: english, portuguese)
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try AtomicFile.write(data.json, to: dataFile)
    } else if values[english] != nil || values[portuguese] != nil {
      throw InputError(
        "Name a run in each language: --measure-en FOLDER --measure-pt FOLDER.",
        "Indique uma execução em cada língua: --measure-en PASTA --measure-pt PASTA.")
    }
    let data = try FigureData(readingFrom: dataFile)
    let differing = try FiguresCommand.differing(in: folder, data: data, writes: !values[check])
    let flaws = Figure.all.flatMap { figure in
      Language.allCases.flatMap { language in
        figure.flaws(in: language, data: data).map {
          "\(figure.name), \(language.rawValue): \($0)"
        }
      }
    }
    guard flaws.isEmpty else {
      let list = flaws.map { "  \($0)" }.joined(separator: "\n")
      throw InputError(
        "Some pictures cannot be read well. Mend them:\n\(list)",
        "Algumas figuras não se leem bem. Corrija-as:\n\(list)")
    }
    guard values[check] else {
      return printLine(
        language.text(
          "Pictures drawn: \(differing.count)", "Figuras desenhadas: \(differing.count)"))
    }
    guard differing.isEmpty else {
      let names = differing.map(project.short).joined(separator: ", ")
      throw InputError(
        "These are not what `course figures` draws: \(names). Run it.",
        "Estas não são o que `course figures` desenha: \(names). Rode-o.")
    }
  }

  /// The files below `folder` that differ from what would be drawn. Also updates them if `writes`
  /// is true.
  static func differing(
    in folder: String, data: FigureData, writes: Bool = false
  ) throws -> [String] {
    var differing: [String] = []
    for language in Language.allCases {
      let own = "\(folder)/\(language.rawValue)"
      if writes {
        try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
      }
      for figure in Figure.all {
        let path = "\(own)/\(figure.name).svg"
        let text = figure.svg(in: language, data: data)
        if let old = try? String(contentsOfFile: path, encoding: .utf8), old == text { continue }
        differing.append(path)
        if writes { try AtomicFile.write(text, to: path) }
      }
      let wanted = Set(Figure.all.map { "\($0.name).svg" })
      let present = (try? FileManager.default.contentsOfDirectory(atPath: own)) ?? []
      for file in present.sorted() where !wanted.contains(file) {
        differing.append("\(own)/\(file)")
        if writes { try FileManager.default.removeItem(atPath: "\(own)/\(file)") }
      }
    }
    return differing
  }
}
