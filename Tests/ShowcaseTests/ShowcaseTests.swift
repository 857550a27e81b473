import CourseKit
import Foundation
import Narration
import Testing
import Tokenization

@testable import showcase

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What each chapter shows, on the reference and with short trainings.
struct ShowcaseTests {
  @Test func `each chapter has a showpiece of its own`() {
    #expect(Showpieces.all.map(\.chapter) == Array(0...8))
  }

  @Test(arguments: 0...8)
  func `a showpiece tells the same in both languages, with a picture that can be read`(
    _ chapter: Int
  ) throws {
    let told = try Language.allCases.map { try Shown(chapter, $0) }
    #expect(told[0].stepCount == told[1].stepCount && told[0].stepCount >= 1)
    #expect(!told[0].pictures.isEmpty && told[0].pictures.count == told[1].pictures.count)
    for shown in told {
      for picture in shown.pictures { #expect(XMLParser(data: picture).parse()) }
      for line in shown.lines {
        #expect(line.count <= 100 && line.last != " ", "\(line)")
      }
    }
    for line in told[1].lines {
      #expect(line.firstMatch(of: /[0-9]\.[0-9]{1,2}(?![0-9])/) == nil, "\(line)")
    }
    #expect(try Shown(chapter, .english).text == told[0].text)
  }

  @Test func `0: the line that is found is the one that the points lie around`() throws {
    let line = try #require(
      try Shown(0, .english).lines.first { $0.contains("step 60") })
    let numbers = Shown.numbers(line)
    #expect(abs(numbers[1] - 2) < 0.3 && abs(numbers[2] - 1) < 0.2, "\(line)")
  }

  @Test func `1: new stories surprise more than counted ones, and less than a guess`() throws {
    let lines = try Shown(1, .english).lines
    func value(_ name: String) throws -> Double {
      let line = try #require(lines.first { $0.contains("\(name)  ") })
      return try #require(Shown.numbers(line).first)
    }
    let (seen, unseen, guess) = (
      try value("counted stories"), try value("new stories"), try value("a guess")
    )
    #expect(1 < seen && seen < unseen && unseen < guess / 5)
  }

  @Test(arguments: ["banana", "Ana found a kite", "ção", "🙂", "aaaa", "-"])
  func `2: the merges one by one end in the tokens of the encoder`(word: String) throws {
    let tokenizer = ByteLevelBPE(
      documents: ["banana aaaa Ana found the kite and a banana: cação"], vocabularySize: 275)
    let steps = MergeShowpiece.steps(word, tokenizer)
    #expect(steps[0].ids.count == word.utf8.count)
    #expect(steps[steps.count - 1].ids == tokenizer.encode(word))
    for (one, next) in zip(steps, steps.dropFirst()) { #expect(next.ids.count < one.ids.count) }
    #expect(try Shown(2, .english, wish: word).text.contains("“ \(word)” again."))
  }

  @Test func `3: nothing looks ahead, and trained heads find the answer`() throws {
    let text = try Shown(3, .english, effort: 1).text
    #expect(text.contains("30 of 30 weights above the diagonal are exactly 0"))
    let right = try #require(text.firstMatch(of: /never\s+seen: ([0-9]+)/))
    #expect(Int(right.1)! > 40, "\(right.1) of 48")
  }

  @Test func `4: layer norm puts the values around 0, and the GPT keeps to its mask`() throws {
    let shown = try Shown(4, .english)
    let text = shown.text.replacing(/\s+/, with: " ")
    #expect(text.contains("it does not look into the future"))
    #expect(text.contains("logits out [1, 16, 500]"))
    // Both histograms count all values; after the norm none is far out.
    let rows = shown.lines.compactMap { line in
      line.firstMatch(of: /^ *([≤≥]? ?-?[0-9]) +([0-9]+)(?: |$)/).map { (String($0.1), Int($0.2)!) }
    }
    #expect(rows.count == 26)
    #expect(rows.prefix(13).reduce(0) { $0 + $1.1 } == 2048)
    #expect(rows.suffix(13).reduce(0) { $0 + $1.1 } == 2048)
    #expect(rows.suffix(13).first!.1 == 0 && rows.suffix(13).last!.1 == 0)
  }

  @Test func `6: a message of the user's is judged`() throws {
    let shown = try Shown(6, .english, effort: 0.3, wish: "Send us your password.")
    #expect(shown.text.contains("“Send us your password.”"))
  }

  @Test func `8: the cache changes nothing but the time, and bytes save memory`() throws {
    let text = try Shown(8, .english).text.replacing(/\s+/, with: " ")
    #expect(text.contains("it writes the same 45 tokens"))
    let saved = try #require(text.firstMatch(of: /([0-9]+)% of the memory is saved/))
    #expect((50...75).contains(Int(saved.1)!))
  }
}

/// A showpiece as a test sees it.
struct Shown {
  let text: String
  let stepCount: Int
  let pictures: [Data]

  var lines: [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  init(
    _ chapter: Int, _ language: Language, effort: Double = 0.03, wish: String? = nil
  ) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "showcase-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var text = ""
    let narrator = Narrator(
      language: language, folder: folder, effort: effort,
      shortPath: { ($0 as NSString).lastPathComponent }, write: { text += $0.description })
    try Showpieces.all[chapter].tell(narrator, wish: wish)
    self.text = text
    stepCount = narrator.stepNumber
    pictures = try narrator.pictures.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
  }

  /// Every number in a line, in order.
  static func numbers(_ line: String) -> [Double] {
    line.matches(of: /-?[0-9]+(\.[0-9]+)?/).compactMap { Double($0.output.0) }
  }
}
