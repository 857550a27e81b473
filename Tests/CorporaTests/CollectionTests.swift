import CourseKit
import Foundation
import Testing

@testable import Corpora

/// Texts of several documents, folders and pipes.
@Suite struct CollectionTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("collection-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }
  private func put(_ text: String, at path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }
  private let mark = "<|endoftext|>"
  private func readCollection(_ path: String) throws -> String {
    try PlainText.readCollection(path, separatedBy: mark)
  }
  private func documents(of text: String) -> [String] {
    PlainText.documents(of: text, endedBy: mark)
  }
  private func complaint(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch { return "\(error)" }
  }

  @Test func `an end of text ends a document, on a line of its own or within one`() {
    let text = "one\ntwo\n<|endoftext|>\nthree<|endoftext|> four <|endoftext|>\n\n<|endoftext|>\n"
    #expect(documents(of: text) == ["one\ntwo", "three", "four"])
    #expect(documents(of: " a text \n") == [" a text \n"])
    #expect(documents(of: "<|endoftext|>") == [])
  }

  @Test func `of a folder all files are read, in the order of their names`() throws {
    try withFolder { folder in
      try put("second", at: folder + "/b.txt")
      try put("first\r\n", at: folder + "/a.md")
      try put("hidden", at: folder + "/.c")
      try FileManager.default.createDirectory(
        atPath: folder + "/inner", withIntermediateDirectories: false)
      let text = try readCollection(folder)
      #expect(documents(of: text) == ["first", "second"])
      try Data([0xFF, 0x00]).write(to: URL(fileURLWithPath: folder + "/d.png"))
      #expect(complaint { _ = try readCollection(folder) }.contains("d.png"))
    }
  }

  @Test func `an empty folder and a missing path are told`() throws {
    try withFolder { folder in
      #expect(complaint { _ = try readCollection(folder) }.contains(folder))
      #expect(
        complaint { _ = try readCollection(folder + "/none") }.contains("/none"))
    }
  }

  @Test func `a pipe is read once, but is no text for a run`() throws {
    try withFolder { folder in
      let path = folder + "/pipe"
      #expect(mkfifo(path, 0o600) == 0)
      #expect(
        complaint { _ = try readCollection(path) }.contains(
          Language.current.text("is a pipe", "é um pipe")))
      let writer = Thread {
        FileHandle(forWritingAtPath: path)?.write(Data("through the pipe".utf8))
      }
      writer.start()
      let text = try PlainText.read(path)
      #expect(text == "through the pipe")
    }
  }
}
