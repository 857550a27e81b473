import Charts
import CourseKit
import Foundation
import Testing

@testable import Figures

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The pictures of the course: what is drawn can be read, and is what is checked in.
struct FigureTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Course/figures").standardized.path

  private let data: FigureData

  init() throws { data = try FigureData(readingFrom: "\(FigureTests.folder)/data.json") }

  @Test(arguments: Figure.all.indices, Language.allCases)
  func `every text is whole, and every arrow meets its boxes`(index: Int, language: Language) {
    #expect(Figure.all[index].flaws(in: language, data: data) == [])
  }

  @Test(arguments: Figure.all.indices, Language.allCases)
  func `what is checked in is what is drawn`(index: Int, language: Language) throws {
    let figure = Figure.all[index]
    let path = "\(FigureTests.folder)/\(language.rawValue)/\(figure.name).svg"
    let kept = try String(contentsOfFile: path, encoding: .utf8)
    #expect(kept == figure.svg(in: language, data: data), "run: swift run course figures")
    #expect(XMLParser(data: Data(kept.utf8)).parse())
  }

  /// Tokens differ in number between languages, so boxes and arrows may too; the title never stays.
  @Test func `every picture speaks its language`() {
    for figure in Figure.all {
      let texts = Language.allCases.map { figure.drawn(in: $0, data: data).marks.texts.map(\.text) }
      #expect(texts[0] != texts[1], "\(figure.name)")
      #expect(figure.title.in(.english) != figure.title.in(.portuguese), "\(figure.name)")
    }
  }

  @Test func `no two pictures have the same name`() {
    #expect(Set(Figure.all.map(\.name)).count == Figure.all.count)
  }

  @Test func `a text over another, out of its box or under an arrow is found`() {
    func flaws(_ draw: @escaping @Sendable (inout Canvas) -> Void) -> [String] {
      Figure("x", Text("Title", "Título"), draw: draw).flaws(in: .english, data: data)
    }
    #expect(flaws { $0.box(Frame(100, 100, 100, 50), "fits") } == [])
    #expect(
      flaws { $0.box(Frame(100, 100, 60, 30), "does not fit at all") }.contains {
        $0.contains("does not fit")
      })
    #expect(
      flaws {
        $0.write("one text", at: Point(100, 100))
        $0.write("another text", at: Point(120, 104))
      }.contains { $0.contains("overlap") })
    #expect(flaws { $0.write("a long text", at: Point(770, 90)) }.contains { $0.contains("cut") })
    #expect(
      flaws {
        $0.box(Frame(100, 100, 60, 30), "a")
        $0.arrow(Point(160, 115), Point(300, 115))
      }.contains { $0.contains("ends in the open") })
    #expect(
      flaws {
        $0.write("a text", at: Point(200, 120))
        $0.arrow(Point(150, 116), Point(300, 116), isLoose: true)
      }.contains { $0.contains("crosses") })
    #expect(
      Figure("x", Text("a", "b")) { $0.write("0.5", at: Point(100, 100)) }
        .flaws(in: .portuguese, data: data).contains { $0.contains("decimal point") })
  }
}
