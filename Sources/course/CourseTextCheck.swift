import Catalogue
import Console
import CourseKit
import Foundation

/// Finds statements in the course's text that contradict the catalogue, and reports each in a
/// sentence.
enum CourseTextCheck {
  /// - Parameter misconceptions: how many misconceptions the graders test; nil if they were not
  ///   counted.
  static func flaws(
    in project: Project, misconceptions: Int? = nil, _ language: Language
  ) throws -> [String] {
    var flaws: [String] = []
    for spoken in Language.allCases {
      let folder = "Course/\(spoken.rawValue)"
      let pages = try FileManager.default.contentsOfDirectory(atPath: "\(project.path)/\(folder)")
        .filter { $0.hasSuffix(".md") }.sorted()
      let path = try project.read("\(project.path)/\(folder)/README.md").split(separator: "\n")
      for chapter in Catalogue.chapters {
        guard let page = pages.first(where: { $0.hasPrefix("0\(chapter.number)-") }) else {
          flaws.append(
            language.text(
              "\(folder) has no text of chapter \(chapter.number).",
              "\(folder) não tem o texto do capítulo \(chapter.number)."))
          continue
        }
        flaws += exerciseFlaws(
          of: chapter, in: try project.read("\(project.path)/\(folder)/\(page)"), spoken,
          named: "\(folder)/\(page)", language)
        let ideas = "\(folder)/\(page.dropLast(3))"
        let texts = try FileManager.default.contentsOfDirectory(atPath: "\(project.path)/\(ideas)")
          .filter { $0.hasSuffix(".md") }.sorted()
          .map { try project.read("\(project.path)/\(ideas)/\($0)") }
        flaws += headingFlaws(of: chapter, in: texts, spoken, named: ideas, language)
        let start = "| [\(chapter.number). \(chapter.title.in(spoken))](\(page)) | "
        let total = chapter.exercises.reduce(0) { $0 + $1.minutes }
        let end = " | \(chapter.exercises.count) | \(total) |"
        if !path.contains(where: { $0.hasPrefix(start) && $0.hasSuffix(end) }) {
          flaws.append(
            language.text(
              "\(folder)/README.md has no row \(start)…\(end)",
              "\(folder)/README.md não tem a linha \(start)…\(end)"))
        }
      }
    }
    for claim in Language.allCases.flatMap({ claims($0, misconceptions: misconceptions) }) {
      let text = try project.read("\(project.path)/\(claim.file)")
      if !text.contains(claim.words) {
        flaws.append(
          language.text(
            "\(claim.file) does not say “\(claim.words)”.",
            "\(claim.file) não diz “\(claim.words)”."))
      }
    }
    return flaws
  }

  // MARK: A chapter's exercises

  /// Under "Exercises", a chapter's opening has a table row for each exercise.
  static func exerciseFlaws(
    of chapter: Chapter, in text: String, _ spoken: Language, named page: String,
    _ language: Language
  ) -> [String] {
    let heading = "\n## \(spoken.text("Exercises", "Exercícios"))\n"
    let start = text.firstRange(of: heading)?.upperBound ?? text.endIndex
    let rest = text[start...]
    let section = rest[..<(rest.firstRange(of: "\n## ")?.lowerBound ?? rest.endIndex)]
    let lines = section.split(separator: "\n").map(String.init)

    let rows = lines.filter { $0.firstMatch(of: /^\| *[0-9]+\.[0-9]/) != nil }
    let wanted = chapter.exercises.map { row($0, of: chapter, spoken) }
    var flaws = wanted.filter { !rows.contains($0) }.map {
      language.text("\(page) has no row \($0)", "\(page) não tem a linha \($0)")
    }
    flaws += rows.filter { !wanted.contains($0) }.map {
      language.text(
        "\(page) has a row that the catalogue does not: \($0)",
        "\(page) tem uma linha que o catálogo não tem: \($0)")
    }
    if flaws.isEmpty, rows != wanted {
      flaws.append(
        language.text(
          "\(page) has the exercises in another order than the catalogue.",
          "\(page) tem os exercícios em outra ordem que o catálogo."))
    }

    return flaws
  }

  /// Each exercise stands on one of the chapter's pages, under a heading with its number and title,
  /// and no page has another.
  static func headingFlaws(
    of chapter: Chapter, in pages: [String], _ spoken: Language, named folder: String,
    _ language: Language
  ) -> [String] {
    let word = spoken.text("Exercise", "Exercício")
    let found = pages.flatMap { $0.split(separator: "\n") }
      .filter { $0.hasPrefix("## \(word) ") }.map(String.init)
    let wanted = chapter.exercises.map { "## \(word) \($0.number): \($0.title.in(spoken))" }
    return wanted.filter { heading in found.count { $0 == heading } != 1 }.map { heading in
      let count = found.count { $0 == heading }
      return language.text(
        "\(count) pages in \(folder) have “\(heading)”, not one.",
        "\(count) páginas em \(folder) têm “\(heading)”, e não uma.")
    }
      + found.filter { !wanted.contains($0) }.map {
        language.text(
          "A page in \(folder) has “\($0)”, which the catalogue does not.",
          "Uma página em \(folder) tem “\($0)”, que o catálogo não tem.")
      }
  }

  /// `| 3.4 | Causal mask | easy ★☆☆ | 10 | [CausalMask.swift](../../Exercises/…) |`
  private static func row(
    _ exercise: Exercise, of chapter: Chapter, _ spoken: Language
  ) -> String {
    let difficulty =
      switch exercise.difficulty {
      case .easy: spoken.text("easy", "fácil")
      case .medium: spoken.text("medium", "média")
      case .hard: spoken.text("hard", "difícil")
      }
    let cells = [
      exercise.number, exercise.title.in(spoken), "\(difficulty) \(exercise.difficulty.stars)",
      "\(exercise.minutes)",
      "[\(exercise.file)](../../Exercises/\(chapter.folder)/\(exercise.file))",
    ]
    return "| \(cells.joined(separator: " | ")) |"
  }

  // MARK: Numbers in words

  /// The numbers that the first pages mention.
  private static func claims(
    _ spoken: Language, misconceptions: Int?
  ) -> [(file: String, words: String)] {
    let front = spoken.text("README.md", "Course/pt-BR/LEIAME.md")
    let course = "Course/\(spoken.rawValue)/README.md"
    let count = Catalogue.exercises.count
    let total = Catalogue.exercises.reduce(0) { $0 + $1.minutes }
    let hours = Int((Double(total) / 60).rounded())
    var claims = [
      (front, spoken.text("\(count) exercises", "\(count) exercícios")),
      (
        course,
        spoken.text(
          "\(count) exercises and \(grouped(total, spoken)) minutes, about \(hours) hours",
          "\(count) exercícios e \(grouped(total, spoken)) minutos, cerca de \(hours) horas")
      ),
      (
        "Course/\(spoken.rawValue)/\(spoken.text("00-step-zero.md", "00-passo-zero.md"))",
        spoken.text("0 of \(count) passed", "0 de \(count) passaram")
      ),
    ]
    if let misconceptions {
      let known = grouped(misconceptions / 1000 * 1000, spoken)
      claims += [front, course].map { ($0, spoken.text("over \(known) ", "mais de \(known) ")) }
    }
    return claims
  }
}
