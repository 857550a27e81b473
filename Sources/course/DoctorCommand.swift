import Console
import CourseKit
import Foundation

/// `course doctor`: checks the machine and says in one sentence what is in the way.
struct DoctorCommand: Command {
  let name = "doctor"
  let summary = Text(
    "checks the toolchain, the processor, the disk and the build folder",
    "verifica o compilador, o processador, o disco e a pasta de compilação")

  func run(_ values: Values) throws {
    let language = values.language
    let project = try? Project()
    let findings = Examination(project: project, language: language).findings()
    let width = findings.map { visibleWidth($0.subject) }.max() ?? 0
    for finding in findings {
      let gap = String(repeating: " ", count: width - visibleWidth(finding.subject))
      let mark = StyledText.mark(finding.problem == nil ? .passed : .failed)
      printLine(styled: "\(mark) \(finding.subject)\(gap)  \(finding.value)")
      if let problem = finding.problem {
        printLine(wrapped(problem, indent: 4))
      }
    }
    let problems = findings.count { $0.problem != nil }
    printLine()
    guard problems > 0 else {
      return printLine(
        language.text("Everything is as it should be.", "Está tudo como deve estar."))
    }
    printLine(
      problems == 1
        ? language.text("There is one problem.", "Há um problema.")
        : language.text("There are \(problems) problems.", "Há \(problems) problemas."))
    exit(1)
  }
}
