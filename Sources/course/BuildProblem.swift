import CourseKit

/// A compiler error in a file of the course.
struct BuildProblem: Equatable, Codable {
  /// Relative to the course's folder.
  let file: String
  let line: Int
  let message: String

  var description: String { "\(file):\(line): \(message)" }

  /// The chapter whose exercises or graders contain the file.
  var chapter: Int? {
    let folders = file.split(separator: "/")
    guard folders.count > 2, folders[0] == "Exercises" || folders[0] == "Tests" else { return nil }
    return Int(folders[1].prefix(2))
  }

  /// The distinct errors in SwiftPM's output, in order, from lines such as
  /// `/…/Exercises/03-Attention/CausalMask.swift:14:3: error: cannot find 'x' in scope`.
  static func all(in log: String, of project: Project) -> [BuildProblem] {
    var problems: [BuildProblem] = []
    for line in log.split(separator: "\n") {
      guard let range = line.firstRange(of: ": error: ") else { continue }
      let place = line[..<range.lowerBound].split(separator: ":")
      guard place.count >= 2, place[0].hasSuffix(".swift"), let number = Int(place[1]) else {
        continue
      }
      let problem = BuildProblem(
        file: project.short(String(place[0])), line: number,
        message: String(line[range.upperBound...]))
      if !problems.contains(problem) { problems.append(problem) }
    }
    return problems
  }

  /// The report for a learner: the first few errors, and the lines they are about.
  static func report(
    _ problems: [BuildProblem], log: String, in project: Project, _ language: Language
  ) -> String {
    guard !problems.isEmpty else {
      guard log.contains(where: { !$0.isWhitespace }) else {
        return language.text(
          "The graders could not be built or run, and nothing was said. Is the disk full, or the folder "
            + "for temporary files (TMPDIR)? swift run course doctor looks further.",
          "Não foi possível compilar ou rodar os corretores, e não veio nenhuma mensagem. O disco está cheio, ou a "
            + "pasta de arquivos temporários (TMPDIR)? swift run course doctor investiga melhor.")
      }
      let end = log.split(separator: "\n").suffix(12).map { "    \($0)" }.joined(separator: "\n")
      return language.text(
        "The graders could not be built or run. The end of what was said:\n",
        "Não foi possível compilar ou rodar os corretores. O final das mensagens:\n") + end
    }
    // If the learner changed a function's signature, the grader that calls it fails to compile too.
    let own = problems.filter { $0.file.hasPrefix("Exercises/") }
    let shown = own.isEmpty ? problems : own
    var lines = [
      own.isEmpty
        ? language.text(
          "The graders do not fit the exercises: was a given name or signature changed?",
          "Os corretores não combinam com os exercícios: mudou algum nome ou alguma assinatura que "
            + "já vinha no arquivo?")
        : language.text(
          "Chapter \(own[0].chapter ?? 0) does not compile yet, so it and those after it were not graded.",
          "O capítulo \(own[0].chapter ?? 0) ainda não compila; por isso ele e os seguintes não foram "
            + "corrigidos.")
    ]
    for problem in shown.prefix(5) {
      lines += ["", "  \(problem.file):\(problem.line): error: \(problem.message)"]
      if let source = try? project.read("\(project.path)/\(problem.file)")
        .split(separator: "\n", omittingEmptySubsequences: false),
        source.indices.contains(problem.line - 1)
      {
        lines.append("      " + source[problem.line - 1].drop { $0 == " " })
      }
      if let advice = CompilerAdvice.advice(for: problem.message, language) {
        lines.append("    " + advice)
      }
    }
    if shown.count > 5 {
      lines += [
        "",
        language.text("  … and \(shown.count - 5) more", "  … e mais \(shown.count - 5)"),
      ]
    }
    return lines.joined(separator: "\n")
  }
}
