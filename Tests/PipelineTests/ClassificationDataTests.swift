import Corpora
import CourseKit
import Foundation
import Pipeline
import TestSupport
import Testing

struct ClassificationDataTests {
  /// `counts[label]` different texts of each class, as a TSV file.
  private func withFile(_ counts: [String: Int], _ body: (String) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let rows = counts.sorted { $0.key < $1.key }.flatMap { label, count in
        (0..<count).map { "\(label)\ttext \($0) of \(label)" }
      }
      try put(rows.joined(separator: "\n"), at: folder + "/texts.tsv")
      try body(folder + "/texts.tsv")
    }
  }

  @Test(arguments: Language.allCases)
  func `the parts of the small world's messages have no text in common`(language: Language) {
    let data = ClassificationData.smallWorld(
      language: language, seed: 3, trainingCount: 400, testCount: 100)
    #expect(data.labels == ["normal", "spam"] && data.soughtLabel == "spam")
    #expect(data.training.count == 400 && data.test.count == 100 && data.validation.count > 40)
    let training = Set(data.training.map(\.text))
    #expect(training.isDisjoint(with: data.validation.map(\.text)))
    #expect(training.isDisjoint(with: data.test.map(\.text)))
    #expect(Set(data.validation.map(\.text)).isDisjoint(with: data.test.map(\.text)))
  }

  @Test func `of every class a fifth is held out, and an eighth of the rest validates`() throws {
    try withFile(["b": 50, "a": 100, "c": 3]) { path in
      let data = try ClassificationData(readingFrom: path, seed: 1)
      #expect(data.labels == ["a", "b", "c"] && data.soughtLabel == nil)
      func count(_ part: [LabelledText], _ label: String) -> Int {
        part.count { $0.label == label }
      }
      #expect(data.labels.map { count(data.test, $0) } == [20, 10, 1])
      #expect(data.labels.map { count(data.validation, $0) } == [10, 5, 1])
      #expect(data.labels.map { count(data.training, $0) } == [70, 35, 1])
      #expect(Set(data.training + data.validation + data.test).count == 153)
      let again = try ClassificationData(readingFrom: path, seed: 1)
      #expect(again.test == data.test)
      let other = try ClassificationData(readingFrom: path, seed: 2)
      #expect(other.test != data.test)
    }
  }

  @Test(arguments: [(9, 12, "a"), (12, 9, "b"), (10, 10, "b")])
  func `of two classes the rarer is looked for`(a: Int, b: Int, sought: String) throws {
    try withFile(["a": a, "b": b]) { path in
      let data = try ClassificationData(readingFrom: path, seed: 1)
      #expect(data.soughtLabel == sought)
    }
  }

  @Test func `how many rows were read is told, and how many were not`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/texts.csv"
      let rows = (0..<1_200).map { "\($0 % 2 == 0 ? "a" : "b"),text \($0)" }
      try put((rows + ["a,text 0", "b,", "a"]).joined(separator: "\n"), at: path)
      let data = try ClassificationData(
        readingFrom: path, seed: 1, options: .init(skipsBadRows: true))
      let notes = data.notes.map { $0.in(.english) }
      #expect(
        notes == [
          "\(path): 1,201 rows; commas; label in column 1, text in column 2; no header; rows left out: 2",
          "\(path): rows left out because their text came before: 1",
        ])
      #expect(data.training.count + data.validation.count + data.test.count == 1_200)
    }
  }

  @Test func `a text of the test file is not learned`() throws {
    try withFile(["a": 10, "b": 10]) { path in
      let test = path + ".test.tsv"
      try put("a\ttext 3 of a\nb\tsomething new\nb\tsomething new", at: test)
      let data = try ClassificationData(readingFrom: path, test: test, seed: 1)
      #expect(data.test.map(\.text) == ["text 3 of a", "something new"])
      #expect(data.training.count + data.validation.count == 19)
      #expect(!(data.training + data.validation).contains { $0.text == "text 3 of a" })
    }
  }

  @Test func `files that cannot be used are told in one sentence`() throws {
    func told(_ counts: [String: Int], test: String? = nil) throws -> String {
      var result = ""
      try withFile(counts) { path in
        if let test { try put(test, at: path + ".test.tsv") }
        result = try sentence {
          _ = try ClassificationData(
            readingFrom: path, test: test.map { _ in path + ".test.tsv" }, seed: 1)
        }
      }
      return result
    }
    #expect(try told(["only": 9]).contains(words("one class only, only", "uma classe, only")))
    #expect(try told(["a": 9, "b": 2]).contains(words("2 different texts", "2 textos diferentes")))
    #expect(
      try told(["a": 9, "b": 1]).contains(words("one text of the class b", "um texto da classe b")))
    #expect(
      try told(["a": 9, "b": 9], test: "c\twhat is this").contains(
        words("has the class c", "tem a classe c")))
  }
}
