import Catalogue
import Console
import CourseKit
import Formats

/// `course export`: exports the results of all exercises for a teacher.
struct ExportCommand: Command {
  let name = "export"
  let summary = Text(
    "writes the results of all exercises as xUnit XML or JSON (for teachers)",
    "escreve os resultados de todos os exercícios em XML xUnit ou JSON (para professores)")
  let discussion = Text(
    "Every written exercise is graded anew. The status is 0 if the results could be written, whatever "
      + "they are; course grade has a status for the grade.",
    "Cada exercício escrito é corrigido de novo. O status é 0 se foi possível escrever os resultados, "
      + "quaisquer que sejam; course grade tem um status para a nota.")

  let xunit = Flag("xunit", help: Text("as xUnit XML", "em XML xUnit"))
  let json = Flag("json", help: Text("as JSON", "em JSON"))
  let output = Option<String?>(
    "output", default: nil, as: Text("FILE", "ARQUIVO"),
    help: Text("a file instead of standard output", "um arquivo em vez da saída padrão"))

  func run(_ values: Values) throws {
    let language = values.language
    guard values[xunit] != values[json] else {
      throw UsageError(language.text("Say --xunit or --json.", "Escolha --xunit ou --json."))
    }
    let project = try Project()
    writeToStandardError(try ChosenTrack.current().sentence(language) + "\n")
    let assessment = try Assessment.make(in: project, language: language)
    if let report = assessment.buildReport {
      guard !assessment.problems.isEmpty else { throw InputError(report, report) }
      writeToStandardError(report + "\n")
    }
    let text =
      values[json]
      ? try ExportedResult.json(assessment, chosen: assessment.results, language) + "\n"
      : XUnit(results: assessment.results, language: language).description
    guard let file = values[output] else { return printText(text) }
    try AtomicFile.write(text, to: file)
    writeToStandardError(language.text("Written: \(file)\n", "Escrito: \(file)\n"))
  }
}
