import Extensions
import Foundation
import Testing

private func index(_ texts: [String], saturation: Double = 1.2, lengthShare: Double = 0.75)
  -> PassageIndex
{
  PassageIndex(
    texts.enumerated().map { Passage(document: "d\($0)", number: 0, text: $1) },
    saturation: saturation, lengthShare: lengthShare)
}

@Suite struct PassagesTests {
  @Test func `8.4 sentences end where they end`() {
    #expect(
      sentences(of: "Ana ran.  Where to? \"Home!\" she said… It was 3.5 km\n\nThe end\nat last")
        == [
          "Ana ran.", "Where to?", "\"Home!\"", "she said…", "It was 3.5 km", "The end at last",
        ])
    #expect(sentences(of: " \n\n \t") == [])
    #expect(sentences(of: "One.\r\n\r\nTwo") == ["One.", "Two"])
  }

  @Test func `8.4 windows of sentences share some, and cover all`() {
    let text = "A. B. C. D. E. F."
    func windows(_ length: Int, _ overlap: Int) -> [String] {
      passages(of: text, document: "x", length: length, overlap: overlap).map(\.text)
    }
    #expect(windows(3, 1) == ["A. B. C.", "C. D. E.", "E. F."])
    #expect(windows(2, 0) == ["A. B.", "C. D.", "E. F."])
    #expect(windows(3, 2) == ["A. B. C.", "B. C. D.", "C. D. E.", "D. E. F."])
    #expect(windows(6, 1) == ["A. B. C. D. E. F."])
    #expect(windows(9, 0) == ["A. B. C. D. E. F."])
    #expect(passages(of: "", document: "x") == [])
    let named = passages(of: text, document: "notes.txt")
    #expect(named.map(\.document) == ["notes.txt", "notes.txt", "notes.txt"])
    #expect(named.map(\.number) == [0, 1, 2])
  }

  @Test func `8.4 words are runs of letters and digits in lower case`() {
    #expect(searchTerms("Où est l'ÉCOLE? 42-b!") == ["où", "est", "l", "école", "42", "b"])
  }

  @Test func `8.4 windows that never move on are refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = passages(of: "A.", document: "x", length: 2, overlap: 2)
    }
  }
}

@Suite struct PassageIndexTests {
  @Test func `8.4 scores by hand`() {
    // Lengths 3, 2 and 4, mean 3. "cat" stands in two of three, "red" in one.
    let scores = index(["the cat sat", "red dog", "cat cat cat milk"]).scores(for: "Red cat")
    let cat = log(1 + 1.5 / 2.5)
    let red = log(1 + 2.5 / 1.5)
    // k₁ (¼ + ¾ · length / mean): 1.2, 0.9 and 1.5.
    #expect(abs(scores[0] - cat / 2.2) < 1e-12)
    #expect(abs(scores[1] - red / 1.9) < 1e-12)
    #expect(abs(scores[2] - cat * 3 / 4.5) < 1e-12)
  }

  @Test func `8.4 the best come first, with their names, and nothing that shares no word`() {
    let hits = index(["the cat sat", "red dog", "cat cat cat milk", "rain"])
      .search("Where is the red cat?", count: 3)
    #expect(hits.map(\.passage.document) == ["d0", "d1", "d2"])
    #expect(hits.map(\.score) == hits.map(\.score).sorted(by: >))
    #expect(index(["a b", "c"]).search("zebra", count: 5) == [])
    #expect(index([]).search("zebra", count: 5) == [])
    #expect(index(["a b", "c"]).search("c", count: 0) == [])
    #expect(index(["", "c"]).search("c", count: 2).map(\.passage.document) == ["d1"])
  }

  @Test func `8.4 of equal ones the earlier comes first`() {
    let hits = index(["b a", "x y", "a c", "a d"]).search("a", count: 2)
    #expect(hits.map(\.passage.document) == ["d0", "d2"])
  }

  @Test func `8.4 what counts more: rare words, more occurrences, shorter passages`() {
    let rare = index(["lion x", "cat x", "cat y", "cat z"]).scores(for: "lion cat")
    #expect(rare[0] > rare[1])
    let often = index(["cat cat cat x", "cat y z x", "q r s t"]).scores(for: "cat")
    #expect(often[0] > often[1] && often[1] > 0 && often[2] == 0)
    // The third occurrence adds less than the second.
    let steps = index(["a x y", "a a x", "a a a"], lengthShare: 0).scores(for: "a")
    #expect(steps[1] - steps[0] > steps[2] - steps[1])
    let short = index(["cat", "cat and much else besides"]).scores(for: "cat")
    #expect(short[0] > short[1])
    let even = index(["cat", "cat and much else besides"], lengthShare: 0).scores(for: "cat")
    #expect(even[0] == even[1])
  }

  @Test func `8.4 without saturation only the idf is left, and questions' words count each time`() {
    let plain = index(["a a b", "b"], saturation: 0)
    #expect(abs(plain.scores(for: "a")[0] - log(1 + 1.5 / 1.5)) < 1e-12)
    #expect(abs(plain.scores(for: "a b a")[0] - 2 * log(2) - log(1 + 0.5 / 2.5)) < 1e-12)
  }
}
