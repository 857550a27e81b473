import CourseKit
import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@testable import Demos

/// What must hold of every demo, told with short trainings.
struct DemoTests {
  private static let chapters = DemoCatalogue.all.map(\.chapter)

  private struct Told {
    var text = ""
    var stepCount = 0
    var pictures: [Data] = []
  }

  private func tell(_ chapter: Int, _ language: Language) throws -> Told {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "demos-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var told = Told()
    let narrator = Narrator(
      language: language, folder: folder, effort: 0.02,
      shortPath: { ($0 as NSString).lastPathComponent }, write: { told.text += $0 })
    try #require(DemoCatalogue.demo(chapter)).tell(narrator)
    told.stepCount = narrator.stepNumber
    told.pictures = try narrator.pictures.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
    return told
  }

  @Test(arguments: chapters)
  func `both languages tell the same steps, and end with a picture`(_ chapter: Int) throws {
    let english = try tell(chapter, .english)
    let portuguese = try tell(chapter, .portuguese)
    #expect(english.stepCount == portuguese.stepCount)
    #expect((6...12).contains(english.stepCount))
    #expect(english.text != portuguese.text)
    #expect(english.pictures.count == portuguese.pictures.count)
    #expect(!english.pictures.isEmpty)
    for picture in english.pictures + portuguese.pictures {
      #expect(XMLParser(data: picture).parse())
    }
  }

  @Test(arguments: chapters)
  func `the same seed prints the same bytes`(_ chapter: Int) throws {
    let first = try tell(chapter, .portuguese)
    let second = try tell(chapter, .portuguese)
    #expect(first.text == second.text)
    #expect(first.pictures == second.pictures)
  }

  @Test(arguments: chapters)
  func `no line is wider than the page, none ends in a space`(_ chapter: Int) throws {
    for language in Language.allCases {
      for line in try tell(chapter, language).text.split(separator: "\n") {
        #expect(line.count <= 100, "\(line)")
        #expect(line.last != " ", "\(line)")
      }
    }
  }
}
