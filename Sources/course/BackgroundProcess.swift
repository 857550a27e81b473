import Console
import Foundation

/// Runs another program while a status line shows its progress. Ctrl-C ends it with all its child
/// processes.
enum BackgroundProcess {
  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - arguments: the program's name, as the shell would find it, and its arguments.
  ///   - output: the file for its standard output and standard error.
  ///   - status: the status line after a number of seconds.
  /// - Returns: its exit status.
  /// - Throws: `Stopped` if the user stopped it.
  @discardableResult static func run(
    _ arguments: [String], in folder: String, environment: [String: String], output: String,
    status: (_ seconds: Double) -> String
  ) throws -> Int32 {
    _ = FileManager.default.createFile(atPath: output, contents: nil)
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    defer { try? file.close() }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = file
    process.standardError = file
    let wasWatched = Interrupt.isRequested
    if !wasWatched { Interrupt.watch() }
    defer { if !Interrupt.isRequested { Interrupt.stopWatching() } }
    try process.run()
    let line = StatusLine()
    defer { line.clear() }
    let start = secondsSinceStart()
    var tick = 0
    while process.isRunning {
      if Interrupt.isRequested {
        end(process)
        throw Stopped()
      }
      if tick % 10 == 0 { line.show(status(secondsSinceStart() - start)) }
      tick += 1
      usleep(20_000)
    }
    process.waitUntilExit()
    try Interrupt.check()
    return process.terminationStatus
  }

  /// SwiftPM ends its compilers and tests when it is interrupted; processes that remain after some
  /// seconds are killed. Exercises that are being graded notice that their parent is gone.
  private static func end(_ process: Process) {
    // An impatient second Ctrl-C would leave them running without a parent.
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_IGN) }
    let number = process.processIdentifier
    let groups = descendants(of: number)
    process.interrupt()
    for _ in 0..<250 where process.isRunning { usleep(20_000) }
    for child in groups + [number] where kill(child, 0) == 0 { kill(child, SIGKILL) }
    process.waitUntilExit()
  }

  /// The child processes of a process, and their descendants.
  private static func descendants(of ancestor: Int32) -> [Int32] {
    let ps = Process()
    ps.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    ps.arguments = ["ps", "-A", "-o", "pid=,ppid="]
    let pipe = Pipe()
    ps.standardOutput = pipe
    guard (try? ps.run()) != nil else { return [] }
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    ps.waitUntilExit()
    var children: [Int32: [Int32]] = [:]
    for line in text.split(separator: "\n") {
      let numbers = line.split(separator: " ").compactMap { Int32($0) }
      if numbers.count == 2 { children[numbers[1], default: []].append(numbers[0]) }
    }
    var found: [Int32] = []
    var queue = [ancestor]
    while let next = queue.popLast() {
      found += children[next] ?? []
      queue += children[next] ?? []
    }
    return found
  }
}

/// A terminal line that is rewritten in place and leaves nothing behind. It shows nothing if the
/// output is not a terminal.
struct StatusLine {
  let terminal = Terminal.standardError

  func show(_ text: String) {
    guard terminal.isInteractive else { return }
    terminal.rewriteLine(String(text.prefix(max(terminal.width() - 1, 1))))
  }

  func clear() {
    if terminal.isInteractive { terminal.eraseLine() }
  }
}
