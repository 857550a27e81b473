import Catalogue
import CourseKit
import Foundation
import Testing

/// A chapter of the course's text, as read by the tests: its opening, and one page for each idea.
public struct CourseChapter: Sendable {
  /// A Markdown file of the chapter.
  public struct Page: Sendable {
    /// The path from the project's root: `Course/en/03-attention/02-softmax.md`.
    public let path: String
    public let text: String

    /// The first line, without the mark of a heading.
    public var title: Substring { text.prefix { $0 != "\n" }.dropFirst(2) }

    /// The second-level headings, in order.
    public var headings: [String] {
      text.split(separator: "\n").filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) }
    }

    /// The text under a second-level heading; nil if there is no such heading.
    public func section(_ heading: String) -> Substring? {
      guard let start = text.firstRange(of: "\n## \(heading)\n") else { return nil }
      let rest = text[start.upperBound...]
      return rest.firstRange(of: "\n## ").map { rest[..<$0.lowerBound] } ?? rest
    }
  }

  public let number: Int
  public let language: Language
  /// What the chapter is for, its pages and exercises.
  public let opening: Page
  /// One page for each idea, in reading order; the last one is the closing.
  public let pages: [Page]

  /// Opening, pages and closing.
  public var files: [Page] { [opening] + pages }

  /// The second-level headings of an opening, in order.
  public static let openingSections: [Text] = [
    Text("Why this matters", "Por que isso importa"),
    Text("What you will be able to do", "O que você vai conseguir fazer"),
    Text("The whole", "O todo"),
    Text("Pages", "Páginas"),
    Text("Exercises", "Exercícios"),
  ]

  public static let byHand = Text("By hand", "Na ponta do lápis")

  /// The second-level headings of a page, in order; which of them it has depends on its idea. Its
  /// exercises stand before the last one.
  public static let pageSections: [Text] = [
    Text("The idea", "A ideia"),
    byHand,
    Text("The formula", "A fórmula"),
    Text("The backward pass", "O backward pass"),
    Text("In Swift", "Em Swift"),
    Text("Check yourself", "Confira"),
  ]

  /// The second-level headings of a closing, in order.
  public static let closingSections: [Text] = [
    Text("What a healthy result looks like", "Como é um resultado saudável"),
    Text("Experiments", "Experimentos"),
    Text("Limits", "Limites"),
    Text("Glossary", "Glossário"),
    Text("Sources", "Fontes"),
    Text("Next step", "Próximo passo"),
  ]

  /// The heading of an exercise on its page.
  public static func heading(of exercise: Exercise, in language: Language) -> String {
    "\(language.text("Exercise", "Exercício")) \(exercise.number): \(exercise.title.in(language))"
  }

  /// The project's root.
  public static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Reads the file whose name begins with the chapter's number, and the folder of the same name.
  public init(_ number: Int, in language: Language) throws {
    func page(_ path: String) throws -> Page {
      Page(
        path: path,
        text: try String(contentsOf: CourseChapter.root.appending(path: path), encoding: .utf8))
    }
    func names(in folder: String) throws -> [String] {
      try FileManager.default.contentsOfDirectory(
        atPath: CourseChapter.root.appending(path: folder).path
      ).filter { $0.hasSuffix(".md") }.sorted()
    }
    let folder = "Course/\(language.rawValue)"
    let own = try names(in: folder).filter { $0.hasPrefix("0\(number)-") }
    guard own.count == 1 else {
      throw InputError(
        "\(folder) has \(own.count) texts of chapter \(number).",
        "\(folder) tem \(own.count) textos do capítulo \(number).")
    }
    self.number = number
    self.language = language
    opening = try page("\(folder)/\(own[0])")
    let pagesFolder = "\(folder)/\(own[0].dropLast(3))"
    pages = try names(in: pagesFolder).map { try page("\(pagesFolder)/\($0)") }
  }

  /// What stands under a second-level heading on all pages, one after the other.
  public func section(_ heading: String) -> Substring {
    Substring(files.compactMap { $0.section(heading) }.joined(separator: "\n"))
  }
}

/// A number as printed in a text.
public struct PrintedNumber: Sendable {
  let text: String

  /// A number rounded to the given number of decimals.
  public init(_ value: Double, decimals: Int) {
    text = decimal(value, decimals, .english)
  }

  public init(_ value: Int) { text = "\(value)" }

  /// The first occurrence of the number in the text: with any minus sign and either decimal
  /// separator, and not as part of a longer number.
  func range(in text: Substring) throws -> Range<Substring.Index>? {
    let digits = self.text.filter { $0 != "-" }.replacing(".", with: "(?:\\.|,|\\{,\\})")
    let sign = self.text.hasPrefix("-") ? "[-−–]" : ""
    let pattern = try Regex("\(sign)\(digits)(?![0-9]|[.,][0-9])")
    return text.matches(of: pattern).map(\.range).first { range in
      guard range.lowerBound > text.base.startIndex else { return true }
      let before = text.base[text.base.index(before: range.lowerBound)]
      return !before.isNumber && before != "." && before != ","
    }
  }
}

/// Expects the worked examples on a chapter's pages to print these numbers, in this order, in both
/// languages.
///
/// Other numbers may come between them. This detects a text that no longer matches what the code
/// computes.
public func expectInChapter(
  _ chapter: Int, _ numbers: [PrintedNumber],
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  for language in Language.allCases {
    let text = try CourseChapter(chapter, in: language)
    let heading = CourseChapter.byHand.in(language)
    var rest = text.section(heading)
    for (index, number) in numbers.enumerated() {
      guard let found = try number.range(in: rest) else {
        Issue.record(
          "\(text.opening.path), pages, \(heading): number \(index + 1) of the example, \(number.text), is not there or not in this order.",
          sourceLocation: sourceLocation)
        break
      }
      rest = rest[found.upperBound...]
    }
  }
}
