import Catalogue
import CourseKit
import Foundation
import Testing

@testable import Demos
@testable import Narration

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What must hold of every demo, told with short trainings.
struct DemoTests {
  private static let chapters = DemoCatalogue.all.map(\.chapter)

  @Test func `each demo belongs to a chapter of its own`() {
    #expect(Set(Self.chapters).count == Self.chapters.count)
    for chapter in Self.chapters { #expect(Catalogue.chapters.indices.contains(chapter)) }
  }

  /// One test, since each telling trains anew: what does not need a second one is looked at here.
  @Test(arguments: chapters)
  func `a demo tells the same in both languages, and the same again`(_ chapter: Int) throws {
    let english = try Told(chapter, .english)
    let portuguese = try Told(chapter, .portuguese)
    #expect(english.stepCount == portuguese.stepCount)
    #expect((6...12).contains(english.stepCount))
    #expect(!english.pictures.isEmpty && english.pictures.count == portuguese.pictures.count)
    for picture in english.pictures + portuguese.pictures {
      #expect(XMLParser(data: picture).parse())
    }
    for (demo, language) in [(english, Language.english), (portuguese, .portuguese)] {
      let slug = ChapterText.slug(chapter, language)
      #expect(demo.text.contains("Course/\(language.rawValue)/\(slug).md"))
      #expect(demo.names.allSatisfy { $0.hasPrefix(slug) })
      expectTidy(demo.lines)
    }
    expectCommas(portuguese.lines)

    let again = try Told(chapter, .portuguese)
    #expect(portuguese.text == again.text)
    #expect(portuguese.pictures == again.pictures)
  }

  @Test(arguments: [0, 1, 2, 3])
  func `another seed prints other numbers`(_ chapter: Int) throws {
    let told = try [1, 7].map { try Told(chapter, .english, seed: $0) }
    // More than the line that names the seed.
    #expect(told[0].lines.dropFirst(4) != told[1].lines.dropFirst(4))
  }

  /// No line is wider than the page or ends in a space, and no gap is two lines high.
  private func expectTidy(_ lines: [String]) {
    for line in lines {
      #expect(line.count <= 100, "\(line)")
      #expect(line.last != " ", "\(line)")
    }
    for (line, next) in zip(lines, lines.dropFirst()) { #expect(!line.isEmpty || !next.isEmpty) }
  }

  /// No number with a decimal point. Versions and the numbers of exercises have points; thousands have groups
  /// of three digits.
  private func expectCommas(_ lines: [String]) {
    let body = lines.drop { !$0.hasPrefix("2. ") }.prefix { $0 != "Experimente" }
    for line in body where !line.contains("exercício") {
      #expect(line.firstMatch(of: /[0-9]\.[0-9]{1,2}(?![0-9])/) == nil, "\(line)")
    }
  }

  @Test func `a demo waits between two steps, not before the first`() throws {
    var waits = 0
    var text = ""
    let narrator = Narrator(
      language: .english, folder: "/nowhere", waitForReturn: { waits += 1 },
      write: { text += $0.description })
    for _ in 0..<3 { try narrator.step("Title", "Título") }
    #expect(waits == 2)
    #expect(text.contains("3. Title"))
  }
}

/// A demo as a test hears it.
struct Told {
  private(set) var text = ""
  let stepCount: Int
  let pictures: [Data]
  let names: [String]

  var lines: [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  init(_ chapter: Int, _ language: Language, seed: UInt64 = 1, effort: Double = 0.02) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "demos-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var text = ""
    let narrator = Narrator(
      language: language, seed: seed, folder: folder, effort: effort,
      shortPath: { ($0 as NSString).lastPathComponent }, write: { text += $0.description })
    try #require(DemoCatalogue.demo(chapter)).tell(narrator)
    self.text = text
    stepCount = narrator.stepNumber
    pictures = try narrator.pictures.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
    names = narrator.pictures.map { ($0 as NSString).lastPathComponent }
  }

  /// The lines of one step, without its title.
  func step(_ number: Int) -> [String] {
    let start = lines.firstIndex { $0.hasPrefix("\(number). ") }!
    return Array(
      lines[(start + 1)...].prefix { !$0.hasPrefix("\(number + 1). ") && $0 != "Try it yourself" })
  }

  /// The numbers of the table under a caption such as "weights [6, 6]", row by row.
  func table(_ caption: String, step number: Int) -> [[Double]] {
    let lines = step(number)
    let start = lines.firstIndex { $0.contains(caption) }!
    return lines[(start + 1)...].prefix { !$0.isEmpty }.compactMap { line in
      line.split(separator: "│").dropFirst().first?
        .split(separator: " ").map { Double($0) ?? .nan }
    }
  }

  /// Every number in a line, in order.
  static func numbers(_ line: String) -> [Double] {
    line.matches(of: /-?[0-9]+(\.[0-9]+)?/).compactMap { Double($0.output.0) }
  }
}
