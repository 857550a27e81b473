import CourseKit
import Foundation
import Testing

@testable import Console

struct PrintableTextTests {
  @Test(arguments: [
    ("a\u{1B}[2J", "a\u{FFFD}[2J"), ("\u{9B}31m", "\u{FFFD}31m"),
    ("\u{7F}\u{7}\u{0}", "\u{FFFD}\u{FFFD}\u{FFFD}"),
    ("line\r\nnext\tcell\n", "line\nnext\tcell\n"), ("over\rwritten", "over\u{FFFD}written"),
    ("\r", "\u{FFFD}"), ("\r\r\n", "\u{FFFD}\n"),
    ("a\u{202E}b\u{2066}c\u{200F}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}"), ("a\u{2028}b", "a\u{FFFD}b"),
    ("ação 日本 👩‍👧 e\u{301}", "ação 日本 👩‍👧 e\u{301}"),
  ])
  func `nothing that a terminal would obey is left`(text: String, shown: String) {
    #expect(Array(printable(text).utf8) == Array(shown.utf8))
  }

  @Test func `every control and every mark of direction is replaced, and nothing else`() {
    for value in UInt32(0)..<0x3000 {
      guard let scalar = Unicode.Scalar(value), value != 0x0D else { continue }
      // The general categories and the property of Unicode's own tables.
      let category = scalar.properties.generalCategory
      let steers =
        (category == .control && value != 0x09 && value != 0x0A) || category == .lineSeparator
        || category == .paragraphSeparator || scalar.properties.isBidiControl
      let isReplaced = printable(String(scalar)).unicodeScalars.first != scalar
      #expect(isReplaced == steers, "U+\(String(value, radix: 16))")
    }
  }

  @Test func `JSON keeps its values`() throws {
    let value = ["name": "a\u{9B}b\u{202E}c\u{7F}\u{2028}\n\u{1B}é"]
    let json = String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    let shown = printable(json: json)
    #expect(shown == printable(shown) && shown.contains(#"\u009b"#) && shown.contains(#"\u202e"#))
    #expect(try JSONDecoder().decode([String: String].self, from: Data(shown.utf8)) == value)
  }
}

struct StyledTextTests {
  @Test func `the style is the program's and the text cannot bring its own`() {
    let text: StyledText = "\(StyledText.bold("3\u{1B}[31m")) of \(9)"
    #expect(text.rendered(isColored: true) == "\u{1B}[1m3\u{FFFD}[31m\u{1B}[0m of 9")
    #expect(text.rendered(isColored: false) == "3\u{FFFD}[31m of 9")
    #expect(text.description == "3\u{1B}[31m of 9")
  }

  @Test func `texts are put in a row`() {
    let marks: [StyledText] = [.green("✓"), .red("✗"), "·"]
    #expect(
      marks.joined(separator: " ").rendered(isColored: true)
        == "\u{1B}[32m✓\u{1B}[0m \u{1B}[31m✗\u{1B}[0m ·")
  }
}

struct ShellWordTests {
  @Test(arguments: [
    "plain", "", "my run; touch x", "it's", "$(touch x)", "a\nb", "!!", "-v", "~", "é", "a\\b", "*",
    "#x",
  ])
  func `a shell takes a quoted word for what it is`(word: String) throws {
    // Asked of a shell itself.
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    // With a word behind it, for an empty one must not be lost.
    process.arguments = ["-c", "printf '%s|' \(shellLine([word, "end"]))"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(String(decoding: output, as: UTF8.self) == "\(word)|end|")
  }

  @Test func `what needs no quotes has none`() {
    #expect(
      shellLine(["gpt", "--text", "a/b-c_1.txt", "--rate=0.1", "a b"])
        == "gpt --text a/b-c_1.txt --rate=0.1 'a b'")
  }
}

/// What happens to a program's output, each in a process of its own.
struct StandardOutputTests {
  private struct Count: Command {
    let name = "count"
    let summary = Text(verbatim: "counts")

    func run(_ values: Values) throws {
      for number in 0..<1000 { printLine("\(number)") }
      // Work that must not be lost.
      writeToStandardError("saved\n")
    }
  }

  private static func count() -> Never {
    Program(name: "count", summary: Text(verbatim: ""), commands: [Count()]).main(["count"])
  }

  @Test func `a full disk ends in a sentence and a status, after the work`() async throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let result = await #expect(
      processExitsWith: .exitCode(1), observing: [\.standardErrorContent]
    ) {
      dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO)
      StandardOutputTests.count()
    }
    let said = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(said.hasPrefix("saved\ncount: "))
    #expect(said.contains("the disk is full") || said.contains("o disco está cheio"))
    #expect(said.split(separator: "\n").count == 2)
  }

  @Test func `a reader that goes away kills nobody`() async throws {
    let result = await #expect(
      processExitsWith: .exitCode(1), observing: [\.standardErrorContent]
    ) {
      var ends: [Int32] = [0, 0]
      pipe(&ends)
      dup2(ends[1], STDOUT_FILENO)
      close(ends[0])
      StandardOutputTests.count()
    }
    let said = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(said.hasPrefix("saved\ncount: "))
  }

  @Test func `a closed stream does not lend its number to a file`() async {
    await #expect(processExitsWith: .exitCode(1)) {
      close(STDOUT_FILENO)
      close(STDIN_FILENO)
      StandardStreams.prepare()
      guard open("/dev/null", O_RDONLY) > STDERR_FILENO else { exit(2) }
      StandardOutputTests.count()
    }
  }

  @Test func `after a failure nothing more is written`() async {
    await #expect(processExitsWith: .success) {
      signal(SIGPIPE, SIG_IGN)
      var ends: [Int32] = [0, 0]
      pipe(&ends)
      let output = dup(STDOUT_FILENO)
      close(STDOUT_FILENO)
      printLine("lost")
      guard StandardOutput.failure != nil else { exit(2) }
      dup2(ends[1], STDOUT_FILENO)
      printLine("after the gap")
      dup2(output, STDOUT_FILENO)
      close(ends[1])
      var byte: UInt8 = 0
      guard read(ends[0], &byte, 1) == 0 else { exit(3) }
      do {
        try StandardOutput.throwFailure()
        exit(4)
      } catch {}
    }
  }
}

struct UsableMemoryTests {
  @Test func `limits of control groups count, those around them too`() throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "groups-\(UUID().uuidString)")
      .path
    defer { try? FileManager.default.removeItem(atPath: root) }
    for (path, text) in [
      ("a/b/memory.max", "max\n"), ("a/memory.max", "3000000000\n"), ("memory.max", "9000000000\n"),
      ("memory/c/memory.limit_in_bytes", "500000000\n"),
    ] {
      let file = URL(fileURLWithPath: "\(root)/\(path)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    #expect(controlGroupLimits(of: "0::/a/b\n", in: root) == [9_000_000_000, 3_000_000_000])
    // As a container sees itself, or a group that is mounted elsewhere.
    #expect(controlGroupLimits(of: "0::/\n", in: root) == [9_000_000_000])
    #expect(controlGroupLimits(of: "0::/docker/xyz\n", in: root) == [9_000_000_000])
    #expect(
      controlGroupLimits(of: "12:cpu:/c\n4:hugetlb,memory:/c\nnonsense\n", in: root) == [
        500_000_000
      ])
    #expect(controlGroupLimits(of: "", in: root).isEmpty)
  }

  @Test func `the shell's limit counts`() async {
    await #expect(processExitsWith: .success) {
      guard usableMemory() <= ProcessInfo.processInfo.physicalMemory else { exit(2) }
      var limit = rlimit(rlim_cur: 1 << 30, rlim_max: 1 << 30)
      #if canImport(Darwin)
        guard setrlimit(RLIMIT_DATA, &limit) == 0 else { exit(3) }
      #else
        guard setrlimit(.init(RLIMIT_DATA.rawValue), &limit) == 0 else { exit(3) }
      #endif
      guard usableMemory() == 1 << 30 else { exit(4) }
    }
  }
}
