import Charts
import CourseKit
import Tensors
import Testing

@testable import Demos
@testable import Narration

/// How the narrator prints numbers, tables, tokens and maps.
struct NarratorTests {
  private func told(_ language: Language = .english, _ body: (Narrator) -> Void) -> String {
    var text = ""
    body(Narrator(language: language, folder: "/nowhere", write: { text += $0.description }))
    return text
  }

  @Test func `numbers have the separators of the language`() {
    let english = Narrator(language: .english, folder: "", write: { _ in })
    let portuguese = Narrator(language: .portuguese, folder: "", write: { _ in })
    #expect(english.number(1234.5678, 2) == "1234.57")
    #expect(portuguese.number(0.5) == "0,500")
    #expect(english.number(-0.0001) == "0.000")
    #expect(english.number(-Double.infinity) == "-∞")
    #expect(english.number(12_345) == "12,345")
    #expect(portuguese.percent(0.125, 1) == "12,5%")
    #expect(english.list([1, -2.5], 1) == "(1.0, -2.5)")
    #expect(portuguese.list([1, -2.5], 1) == "(1,0; -2,5)")
  }

  @Test func `a tensor stands in aligned columns`() {
    let text = told {
      $0.show(
        "x", Tensor(rows: [[1, -20], [3, 4]]), rows: ["a", "bb"], columns: ["c", "d"], decimals: 1,
        isHidden: { $0 == 1 && $1 == 1 })
    }
    #expect(
      text == """
           x [2, 2]
                    c      d
           a  │   1.0  -20.0
           bb │   3.0      ·


        """)
  }

  @Test func `of a large tensor the middle is left out, the ends stay`() {
    var tensor = Tensor(zeros: [40, 50])
    tensor[39, 49] = 7
    let lines = told { $0.show("x", tensor) }.split(separator: "\n")
    #expect(lines.count == 15)
    #expect(lines.allSatisfy { $0.count <= 100 })
    #expect(lines.last!.hasSuffix("7.000") && lines.last!.contains("…"))
    #expect(lines.contains { $0.contains("⋮") })
  }

  @Test func `a strip of tokens shows spaces, and breaks before the edge`() {
    let text = told { $0.tokens(["a", " b", "\n"], ids: [1, 22, 333]) }
    #expect(text == "   │ a │ ␣b │ ↵   │\n   │ 1 │ 22 │ 333 │\n\n")
    let long = told { $0.tokens([String](repeating: "token", count: 40)) }
    #expect(long.split(separator: "\n").count > 2)
    #expect(long.split(separator: "\n").allSatisfy { $0.count <= 90 })
    #expect(long.count(of: "token") == 40)
  }

  @Test func `bars are as long as their values`() {
    #expect(Narrator.bar(0.5, width: 4) == "██")
    #expect(Narrator.bar(0.28125, width: 4) == "█▏")
    #expect(Narrator.bar(0, width: 4) == "")
    #expect(Narrator.bar(7, width: 4) == "████")
  }

  @Test func `two empty lines in a row are one`() {
    let text = told {
      $0.block("a")
      $0.emptyLine()
      $0.emptyLine()
      $0.block("b")
    }
    #expect(text == "   a\n\n   b\n")
  }

  @Test func `a heat map has its names above where they fit, else their numbers`() {
    func lines(_ names: [String]) -> [Substring] {
      let values = names.indices.map { row in
        names.indices.map { $0 > row ? Double.nan : $0 == row ? 1 : 0.1 }
      }
      let map = HeatMap(title: "", rowLabels: names, columnLabels: names, values: values)
      return TerminalHeatMap(map, room: 60).text.split(separator: "\n")
    }
    let small = lines(["ab", "cd"])
    #expect(small.map(String.init) == ["    ab  cd", "ab  ███  ·", "cd  ░░░ ███"])
    let wide = lines((1...10).map { "word\($0)" })
    #expect(wide[0].split(separator: " ").map(String.init) == (1...10).map { "\($0)" })
    #expect(wide.last!.contains("word10"))
    #expect(wide.allSatisfy { $0.count <= 60 })
    let narrow = lines((1...25).map { "\($0)" })
    #expect(narrow.count == 25 && narrow.allSatisfy { $0.count <= 60 })
  }
}

extension String {
  fileprivate func count(of part: String) -> Int { ranges(of: part).count }
}
