import CourseKit
import Foundation
import Pipeline
import TestSupport
import Testing

@Suite struct RetrievalLibraryTests {
  private static let files = [
    "a.txt": "It was Susan who drank tea in the garden.\nTom found a kite.\n",
    "deep/er/b.MD":
      "# The market\n\n- On Sunday, Nora bought a hat.\n\nTom sang.\nTom ran.\nTom slept.\nTom ate.\n"
      + "Tom read.\nTom won a\nsubmarine.",
    ".hidden/c.txt": "A submarine.", "d.pdf": "A submarine.", "empty.txt": " \n",
  ]

  private func withLibrary(
    _ files: [String: String] = files, _ body: (RetrievalLibrary) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      for (name, text) in files {
        let path = "\(folder)/\(name)"
        try FileManager.default.createDirectory(
          atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try put(text, at: path)
      }
      try body(try RetrievalLibrary(readingFrom: folder))
    }
  }

  @Test func `texts are found below the folder, hidden ones and others are not`() throws {
    try withLibrary { library in
      #expect(library.files == ["a.txt", "deep/er/b.MD"])
      #expect(library.problems.count == 1 && library.problems[0].contains("empty.txt"))
    }
  }

  @Test(arguments: [
    ("Who found the kite?", "a.txt", 1), ("What did NORA do?", "deep/er/b.MD", 3),
    ("Where is the market?", "deep/er/b.MD", 1), ("Who won a submarine?", "deep/er/b.MD", 7),
  ])
  func `the right file and line are named`(question: String, file: String, line: Int) throws {
    try withLibrary { library in
      let hit = try #require(library.search(question, count: 1).first)
      #expect(hit.source.file == file && hit.source.line == line)
    }
  }

  @Test func `markers of Markdown are no words, and a passage keeps to its paragraph`() throws {
    try withLibrary { library in
      #expect(library.search("market", count: 5).map(\.source.text) == ["The market"])
      #expect(
        library.search("Nora", count: 5).map(\.source.text) == ["On Sunday, Nora bought a hat."])
      #expect(
        library.search("submarine", count: 5).map(\.source.text)
          == ["Tom slept. Tom ate. Tom read. Tom won a submarine."])
    }
  }

  @Test func `of passages that overlap only the better one is given`() throws {
    try withLibrary { library in
      let hits = library.search("Tom", count: 9)
      #expect(hits.map(\.score) == hits.map(\.score).sorted(by: >))
      #expect(hits.filter { $0.source.file != "a.txt" }.count == 1)
      #expect(library.search("Tom", count: 1).count == 1)
    }
  }

  @Test(arguments: ["Who was it?", "Where is the zeppelin?", "", "?!", "Quem é ele?"])
  func `a question without a telling word that is there finds nothing`(question: String) throws {
    try withLibrary { library in #expect(library.search(question, count: 9) == []) }
  }

  @Test func `words that no document has are told`() throws {
    try withLibrary { library in
      #expect(library.unknownTerms(of: "Where did Tom find the zeppelin?") == ["find", "zeppelin"])
    }
  }

  @Test func `what is too long is cut to the sentences around the best`() {
    let passage = "One a. Two b. Three kite. Four d. Five e."
    func fitting(_ limit: Int) -> String? {
      RetrievalLibrary.fitting(passage, question: "The kite?") { $0.count <= limit }
    }
    #expect(fitting(passage.count) == passage)
    #expect(fitting(passage.count - 1) == "One a. Two b. Three kite. Four d.")
    #expect(fitting("Three kite.".count) == "Three kite.")
    #expect(fitting(10) == nil)
  }

  // MARK: Bad input

  @Test func `a folder that is missing, a file, or without texts is told in one sentence`() throws {
    try withTemporaryFolder { folder in
      try put("text", at: folder + "/a.txt")
      for path in [folder + "/none", folder + "/a.txt"] {
        #expect(try sentence { _ = try RetrievalLibrary(readingFrom: path) }.contains(path))
      }
      try FileManager.default.removeItem(atPath: folder + "/a.txt")
      #expect(try sentence { _ = try RetrievalLibrary(readingFrom: folder) }.contains(folder))
      try put("text", at: folder + "/a.doc")
      #expect(try sentence { _ = try RetrievalLibrary(readingFrom: folder) }.contains(".txt"))
    }
  }

  @Test func `a file that is not UTF-8 is told, alone or among others`() throws {
    try withTemporaryFolder { folder in
      try Data([0x63, 0xE9, 0x0A]).write(to: URL(fileURLWithPath: folder + "/bad.txt"))
      let told = try sentence { _ = try RetrievalLibrary(readingFrom: folder) }
      #expect(told.contains("bad.txt") && told.contains("UTF-8"))
      try put("Tom found a kite.", at: folder + "/good.txt")
      let library = try RetrievalLibrary(readingFrom: folder)
      #expect(library.files == ["good.txt"] && library.problems == [told])
    }
  }
}
