import CourseKit
import Foundation
import Testing

/// A chapter of the course's text, as read by the tests.
public struct CourseChapter: Sendable {
  public let number: Int
  public let language: Language
  /// The path from the project's root: `Course/en/03-attention.md`.
  public let path: String
  public let text: String

  /// The second-level headings, which every chapter has in this order.
  public static let sections: [Text] = [
    Text("Why this matters", "Por que isso importa"),
    Text("What you will be able to do", "O que você vai conseguir fazer"),
    Text("The idea", "A ideia"),
    Text("By hand", "Na ponta do lápis"),
    Text("The mathematics", "A matemática"),
    Text("In Swift", "Em Swift"),
    Text("Exercises", "Exercícios"),
    Text("What a healthy result looks like", "Como é um resultado saudável"),
    Text("Experiments", "Experimentos"),
    Text("Limits", "Limites"),
    Text("Glossary", "Glossário"),
    Text("Sources", "Fontes"),
    Text("Next step", "Próximo passo"),
  ]

  /// The project's root.
  public static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Reads the file whose name begins with the chapter's number.
  public init(_ number: Int, in language: Language) throws {
    let folder = "Course/\(language.rawValue)"
    let files = try FileManager.default.contentsOfDirectory(
      atPath: CourseChapter.root.appending(path: folder).path)
    let own = files.filter { $0.hasPrefix("0\(number)-") && $0.hasSuffix(".md") }
    guard own.count == 1 else {
      throw InputError(
        "\(folder) has \(own.count) texts of chapter \(number).",
        "\(folder) tem \(own.count) textos do capítulo \(number).")
    }
    self.number = number
    self.language = language
    path = "\(folder)/\(own[0])"
    text = try String(contentsOf: CourseChapter.root.appending(path: path), encoding: .utf8)
  }

  /// The text under a second-level heading; nil if there is no such heading.
  public func section(_ heading: String) -> Substring? {
    guard let start = text.firstRange(of: "\n## \(heading)\n") else { return nil }
    let rest = text[start.upperBound...]
    return rest.firstRange(of: "\n## ").map { rest[..<$0.lowerBound] } ?? rest
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

/// Expects a chapter's worked example to print these numbers, in this order, in both languages.
///
/// Other numbers may come between them. This detects a text that no longer matches what the code
/// computes.
public func expectInChapter(
  _ chapter: Int, _ numbers: [PrintedNumber], section: Text? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let heading = section ?? CourseChapter.sections[3]
  for language in Language.allCases {
    let text = try CourseChapter(chapter, in: language)
    let part = try #require(
      text.section(heading.in(language)), "\(text.path) has no \(heading.in(language))",
      sourceLocation: sourceLocation)
    var rest = part
    for (index, number) in numbers.enumerated() {
      guard let found = try number.range(in: rest) else {
        Issue.record(
          "\(text.path): number \(index + 1) of the example, \(number.text), is not there or not in this order.",
          sourceLocation: sourceLocation)
        break
      }
      rest = rest[found.upperBound...]
    }
  }
}
