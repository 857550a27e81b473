import CourseKit
import Foundation
import Testing

@testable import Formats

struct AtomicFileTests {
  struct Stop: Error {}

  @Test func `a file is written and then replaced`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/weights"
      try AtomicFile.write(Data([1, 2, 3]), to: path)
      #expect(try bytes(of: path) == [1, 2, 3])
      try AtomicFile.write("olá", to: path)
      #expect(try bytes(of: path) == Array("olá".utf8))
      try AtomicFile.write(Data(), to: path)
      #expect(try bytes(of: path) == [])
      #expect(try names(in: folder) == ["weights"])
    }
  }

  @Test func `while it is written the old file is what others see`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/weights"
      try AtomicFile.write("old", to: path)
      try AtomicFile.write(to: path) { file in
        try file.append(Array("new".utf8))
        #expect(try bytes(of: path) == Array("old".utf8))
        try file.append(Array("er".utf8))
      }
      #expect(try bytes(of: path) == Array("newer".utf8))
    }
  }

  @Test func `a writer that gives up leaves the old file and nothing else`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/weights"
      try AtomicFile.write("old", to: path)
      #expect(throws: Stop.self) {
        try AtomicFile.write(to: path) { file in
          try file.append([1, 2, 3])
          throw Stop()
        }
      }
      #expect(try bytes(of: path) == Array("old".utf8))
      #expect(try names(in: folder) == ["weights"])
    }
  }

  @Test func `the target of a link is replaced, not the link`() throws {
    try withTemporaryFolder { folder in
      let (path, link) = (folder + "/weights", folder + "/latest")
      try AtomicFile.write("old", to: path)
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
      try AtomicFile.write("new", to: link)
      #expect(try bytes(of: path) == Array("new".utf8))
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
    }
  }

  @Test func `a link or a file that has the temporary name is neither followed nor overwritten`()
    throws
  {
    try withTemporaryFolder { folder in
      let (path, victim) = (folder + "/weights", folder + "/victim")
      try AtomicFile.write("precious", to: victim)
      // The names that this process uses next: a file shows where its count stands.
      var next = 0
      try AtomicFile.write(to: path) { _ in
        let hidden = try #require(names(in: folder).first { $0.contains(".partial-") })
        next = try #require(Int(hidden.split(separator: "-").last!)) + 1
      }
      // Other tests write at the same time, so their names are laid out some way ahead.
      for number in next..<next + 200 {
        try FileManager.default.createSymbolicLink(
          atPath: "\(folder)/.weights.partial-\(getpid())-\(number)", withDestinationPath: victim)
      }
      try AtomicFile.write("new", to: path)
      #expect(try bytes(of: victim) == Array("precious".utf8))
      #expect(try bytes(of: path) == Array("new".utf8))
    }
  }

  @Test func `leftovers are removed, and what is still being written is not`() throws {
    try withTemporaryFolder { folder in
      let dead = folder + "/.weights.partial-\(getpid())-0"
      try Data("half".utf8).write(to: URL(fileURLWithPath: dead))
      try AtomicFile.write(to: folder + "/weights") { file in
        try file.append(Array("whole".utf8))
        AtomicFile.removeLeftovers(in: folder)
        #expect(!FileManager.default.fileExists(atPath: dead))
      }
      #expect(try bytes(of: folder + "/weights") == Array("whole".utf8))
      #expect(try names(in: folder) == ["weights"])
    }
  }

  @Test func `a missing folder, a folder and a device are refused in one sentence`() throws {
    try withTemporaryFolder { folder in
      let missing = folder + "/runs/weights"
      let text = try sentence(about: missing) { try AtomicFile.write("x", to: missing) }
      #expect(text.contains(words("the folder does not exist", "a pasta não existe")))
      #expect(
        try sentence(about: folder) { try AtomicFile.write("x", to: folder) }
          .contains(words("a folder", "uma pasta")))
      #expect(
        try sentence(about: "/dev/null") { try AtomicFile.write("x", to: "/dev/null") }
          .contains(words("a device", "um dispositivo")))
      #expect(try names(in: folder) == [])
    }
  }

  @Test func `a file that outgrows its limit leaves the old one whole`() async {
    // A limit on the size of files fails a write half-way, as a full disk does.
    await #expect(processExitsWith: .success) {
      try withTemporaryFolder { folder in
        let path = folder + "/weights"
        try AtomicFile.write("old", to: path)
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit(rlim_cur: 10_000, rlim_max: 10_000)
        #if canImport(Glibc)
          #expect(setrlimit(.init(RLIMIT_FSIZE.rawValue), &limit) == 0)
        #else
          #expect(setrlimit(RLIMIT_FSIZE, &limit) == 0)
        #endif
        let text = try sentence(about: path) {
          try AtomicFile.write(Data(repeating: 7, count: 10_001), to: path)
        }
        #expect(text.contains("ulimit -f"))
        #expect(try bytes(of: path) == Array("old".utf8))
        #expect(try names(in: folder) == ["weights"])
        try AtomicFile.write(Data(repeating: 7, count: 10_000), to: path)
        #expect(try bytes(of: path).count == 10_000)
      }
    }
  }

  @Test func `the system's refusals say what to do`() {
    func text(_ code: Int32) -> String { InputError(writing: "w", code: code).description }
    #expect(text(ENOSPC).contains(words("free some space", "libere espaço")))
    #expect(text(EACCES).contains(words("choose another folder", "escolha outra pasta")))
    #expect(text(EIO).contains(words("try again", "tente de novo")))
    for code in [ENOSPC, EDQUOT, EFBIG, ENOENT, EACCES, EISDIR, EIO] {
      #expect(text(code).hasPrefix("w: ") && text(code).contains("; "))
    }
  }
}
