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
  func `a chapter has an opening, pages in one order, and a closing`(number: Int) throws {
    for chapter in try both(number) {
      func all(_ sections: [Text]) -> [String] { sections.map { $0.in(chapter.language) } }
      let title = Catalogue.chapters[number].title.in(chapter.language)
      #expect(chapter.opening.title.hasSuffix(title), "\(chapter.opening.path)")
      #expect(
        chapter.opening.headings == all(CourseChapter.openingSections), "\(chapter.opening.path)")
      let closing = try #require(chapter.pages.last)
      #expect(closing.headings == all(CourseChapter.closingSections), "\(closing.path)")

      let sections = all(CourseChapter.pageSections)
      let exercises = Catalogue.chapters[number].exercises.map {
        CourseChapter.heading(of: $0, in: chapter.language)
      }
      let order = sections.dropLast() + exercises + sections.suffix(1)
      for page in chapter.pages.dropLast() {
        let places = page.headings.map { order.firstIndex(of: $0) }
        #expect(!places.contains(nil), "\(page.path) has a heading of its own: \(page.headings)")
        let known = places.compactMap(\.self)
        #expect(known == Set(known).sorted(), "\(page.path): \(page.headings)")
        #expect(known.first == 0, "\(page.path) does not begin with its idea")
        #expect(known.last == order.count - 1, "\(page.path) has nothing to check oneself by")
        // The page's own questions fold open.
        let questions = page.section(sections[5]) ?? ""
        #expect((2...4).contains(try matches("^<details ", questions).count), "\(page.path)")
      }
    }
  }

  @Test(arguments: 0...8)
  func `a page can be read in one sitting`(number: Int) throws {
    for chapter in try both(number) {
      for page in chapter.pages.dropLast() {
        let words = page.text.split(whereSeparator: \.isWhitespace).count
        #expect((250...1_900).contains(words), "\(page.path) has \(words) words")
      }
    }
  }

  @Test(arguments: 0...8)
  func `both languages are in step`(number: Int) throws {
    let chapters = try both(number)
    let files = chapters.map(\.files)
    try #require(files[0].count == files[1].count, "\(chapters[0].opening.path)")
    for (english, portuguese) in zip(files[0], files[1]) {
      let pages = [english, portuguese]
      #expect(
        Set(pages.map { $0.path.split(separator: "/").last!.prefix(3) }).count == 1,
        "\(english.path) and \(portuguese.path) have other numbers")
      try #require(
        english.headings.count == portuguese.headings.count, "\(english.path): sections")
      for (heading, translated) in zip(english.headings, portuguese.headings) {
        let parts = [
          try #require(english.section(heading)), try #require(portuguese.section(translated)),
        ]
        try expectInStep(parts, "\(english.path), \(heading)")
      }
    }
  }

  /// Compares what can be counted or named alike in both languages.
  private func expectInStep(_ parts: [Substring], _ place: String) throws {
    for (what, pattern) in [
      ("smaller headings", "^###+ "), ("table rows", "^\\|"), ("code blocks", "^```"),
      ("formulas", "^\\$\\$$"), ("list items", "^(?:[-*]|\\d+\\.) "),
      ("what folds", "^<details "), ("widgets", "^(<!-- widget: [a-z0-9-]+ -->)$"),
      ("figures", "/figures/(?:en|pt-BR)/([^)]+)\\)"),
      ("exercises", "^\\| ([0-8]\\.[0-9]{1,2}) \\| .*/Exercises/"),
      ("links to code", "\\]\\((?:\\.\\./){2,3}((?!figures)[^) ]+)"),
      ("links to the web", "\\]\\((http[^)]+)\\)"),
    ] {
      let found = try parts.map { try matches(pattern, $0).sorted() }
      let hasNames = pattern.firstMatch(of: /\((?!\?)/) != nil
      if hasNames {
        #expect(found[0] == found[1], "\(place): \(what)")
      } else {
        #expect(found[0].count == found[1].count, "\(place): \(what)")
      }
    }
  }

  @Test func `words that the field does not use are not used`() throws {
    let unwanted: [(Language, Regex<AnyRegexOutput>)] = [
      (.english, try Regex("(?i)\\bway back\\b|\\bcotangent")),
      (.portuguese, try Regex("(?i)\\bcaminho de volta\\b|\\bcotangente")),
    ]
    for (language, pattern) in unwanted {
      for page in try pages() where page.contains("/\(language.rawValue)/") {
        let text = try String(contentsOf: CourseChapter.root.appending(path: page), encoding: .utf8)
        // An address that is old keeps its name.
        let told = text.replacing(/<a id="[^"]*"/, with: "")
        let found = told.firstMatch(of: pattern).map { String(told[$0.range]) }
        #expect(found == nil, "\(page)")
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
        let linked = try String(contentsOf: target.standardizedFileURL, encoding: .utf8)
        let anchors =
          try matches("^#+ (.+)$", linked).map(anchor) + matches("<a id=\"([^\"]+)\"", linked)
        #expect(anchors.contains(String(parts[1])), "\(file) links to \(link)")
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
        for match in text.matches(
          of: /!\[([^\n]*?)\]\((?:\.\.\/){1,2}figures\/([^\/]+)\/([^)]+)\.svg\)/)
        {
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
      let folder = "Course/\(language.rawValue)"
      return try FileManager.default.subpathsOfDirectory(
        atPath: CourseChapter.root.appending(path: folder).path
      ).filter { $0.hasSuffix(".md") }.sorted().map { "\(folder)/\($0)" }
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
