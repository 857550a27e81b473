import Catalogue
import CourseKit
import Figures
import Foundation
import Grading
import Testing

/// The course's text: complete, in step in both languages, and true to the catalogue.
struct CourseTextTests {
  private func both(_ number: Int) throws -> [CourseChapter] {
    try Language.allCases.map { try CourseChapter(number, in: $0) }
  }

  private func matches(_ pattern: String, _ text: some StringProtocol) throws -> [String] {
    try String(text).matches(of: Regex("(?m)" + pattern)).map {
      String($0.output[$0.output.count > 1 ? 1 : 0].substring ?? "")
    }
  }

  @Test(arguments: 0...8)
  func `a chapter has all its sections, in order`(number: Int) throws {
    for chapter in try both(number) {
      let headings = try matches("^## (.+)$", chapter.text)
      #expect(headings == CourseChapter.sections.map { $0.in(chapter.language) }, "\(chapter.path)")
      let title = Catalogue.chapters[number].title.in(chapter.language)
      let first = chapter.text.prefix { $0 != "\n" }
      #expect(
        first.hasSuffix(title), "\(chapter.path) is headed \(first), the catalogue says \(title)")
    }
  }

  @Test(arguments: 0...8)
  func `both languages are in step`(number: Int) throws {
    let chapters = try both(number)
    for heading in CourseChapter.sections {
      let parts = try chapters.map { try #require($0.section(heading.in($0.language))) }
      for (what, pattern) in [
        ("smaller headings", "^###+ "), ("table rows", "^\\|"), ("code blocks", "^```"),
        ("formulas", "^\\$\\$$"), ("list items", "^(?:[-*]|\\d+\\.) "),
        ("figures", "/figures/(?:en|pt-BR)/([^)]+)\\)"),
        ("exercises", "\\b[0-8]\\.[0-9]{1,2}(?=\\b(?![.,]?[0-9]))"),
        ("links to code", "\\]\\(\\.\\./\\.\\./([^)]+)\\)"),
        ("links to the web", "\\]\\((http[^)]+)\\)"),
      ] {
        let found = try parts.map { try matches(pattern, $0) }
        if what == "exercises" {
          // A decimal point is a comma in the other language: only the tables tell exercises surely.
          let rows = try parts.map { try matches("^\\| *\\**([0-8]\\.[0-9]{1,2})\\**  *\\|", $0) }
          #expect(rows[0] == rows[1], "\(chapters[0].path), \(heading.in(.english)): \(what)")
        } else if found[0].first.map({ $0.count > 4 }) ?? false,
          what.hasPrefix("links") || what == "figures"
        {
          #expect(
            found[0].sorted() == found[1].sorted(),
            "\(chapters[0].path), \(heading.in(.english)): \(what)")
        } else {
          #expect(
            found[0].count == found[1].count,
            "\(chapters[0].path), \(heading.in(.english)): \(what)")
        }
      }
    }
  }

  @Test func `every link leads somewhere`() throws {
    let files = ["README.md"] + (try pages())
    for file in files {
      let url = CourseChapter.root.appending(path: file)
      let text = try String(contentsOf: url, encoding: .utf8)
      for link in try matches("\\]\\(([^)\\s]+)(?: \"[^\"]*\")?\\)", prose(text))
      where !link.hasPrefix("http") {
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let target =
          parts[0].isEmpty
          ? url : URL(filePath: String(parts[0]), relativeTo: url.deletingLastPathComponent())
        #expect(
          FileManager.default.fileExists(atPath: target.standardizedFileURL.path),
          "\(file) links to \(link)")
        guard parts.count == 2, target.pathExtension == "md" else { continue }
        let headings = try matches(
          "^#+ (.+)$", String(contentsOf: target.standardizedFileURL, encoding: .utf8))
        #expect(headings.map(anchor).contains(String(parts[1])), "\(file) links to \(link)")
      }
    }
  }

  @Test func `every picture stands in the text once, and says what it shows to who cannot see it`()
    throws
  {
    for language in Language.allCases {
      var placed: [String: String] = [:]
      for page in try pages() where page.contains("/\(language.rawValue)/") {
        let text = try String(contentsOf: CourseChapter.root.appending(path: page), encoding: .utf8)
        for match in text.matches(of: /!\[([^\n]*?)\]\(\.\.\/figures\/([^\/]+)\/([^)]+)\.svg\)/) {
          #expect(match.2 == language.rawValue, "\(page) shows \(match.3) in the other language")
          #expect(match.1.count >= 40, "\(page) says too little of \(match.3)")
          #expect(
            placed.updateValue(page, forKey: String(match.3)) == nil, "\(match.3) stands twice")
        }
      }
      #expect(Set(placed.keys) == Set(Figure.all.map(\.name)), "\(language)")
    }
  }

  @Test func `formulas have nothing that Markdown would eat`() throws {
    for page in try pages() {
      let text = try String(contentsOf: CourseChapter.root.appending(path: page), encoding: .utf8)
      for line in prose(text).split(separator: "\n")
      where line.contains("$") || line.hasPrefix("\\") {
        #expect(
          line.firstMatch(of: /\\[,;!{}|_%#\\]/) == nil,
          "\(page): a backslash before punctuation in: \(line)")
        #expect(line.count { $0 == "$" } % 2 == 0, "\(page): a dollar sign too many in: \(line)")
      }
    }
  }

  @Test func `every command that the text names exists`() throws {
    let commands: Set<String> = [
      "grade", "watch", "show", "hint", "solution", "reset", "doctor", "export", "demo", "map",
      "verify", "stubs", "figures",
    ]
    for page in try pages() {
      let text = try String(contentsOf: CourseChapter.root.appending(path: page), encoding: .utf8)
      for match in text.matches(of: /swift run (?:--\S+ )*course ([a-z]+)/) {
        #expect(commands.contains(String(match.1)), "\(page): course \(match.1)")
      }
    }
  }

  // MARK: Reading

  /// All Markdown files of the course.
  private func pages() throws -> [String] {
    try Language.allCases.flatMap { language in
      try FileManager.default.contentsOfDirectory(
        atPath: CourseChapter.root.appending(path: "Course/\(language.rawValue)").path
      ).filter { $0.hasSuffix(".md") }.sorted().map { "Course/\(language.rawValue)/\($0)" }
    }
  }

  /// The text without its blocks of code.
  private func prose(_ text: String) -> String {
    var isCode = false
    return text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      if line.hasPrefix("```") {
        isCode.toggle()
        return false
      }
      return !isCode
    }.joined(separator: "\n").replacing(/`[^`\n]*`/, with: "")
  }

  /// A heading's anchor, as GitHub makes it.
  private func anchor(_ heading: String) -> String {
    heading.lowercased().compactMap { character in
      if character == " " { return "-" }
      return character.isLetter || character.isNumber || character == "-" || character == "_"
        ? String(character) : nil
    }.joined()
  }
}
