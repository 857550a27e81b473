import Console
import CourseKit
import Foundation

/// The options of all that a narrator tells, and the narrator that they make.
///
/// `course` passes the user's values on to the program that it has built for a chapter.
package struct NarratorOptions: ArgumentGroup {
  package let seed = Option<UInt64>(
    "seed", default: 1,
    help: Text("another seed, other numbers", "outra semente, outros números"))
  package let out = Option<String?>(
    "out", default: nil, as: Text("FOLDER", "PASTA"),
    help: Text(
      "where the pictures go; without it, runs/show",
      "onde as figuras são salvas; sem isso, runs/show"))

  package init() {}

  /// The user's values as words of a command line.
  package func words(_ values: Values) -> [String] {
    ["--seed", "\(values[seed])"] + (values[out].map { ["--out", $0] } ?? [])
  }

  /// A narrator on standard output.
  ///
  /// - Parameters:
  ///   - root: the course's folder; nil outside of it.
  ///   - waits: whether to wait for Return between two steps, if there is somebody to press it.
  package func narrator(
    _ values: Values, root: String?, whose: Text = Narrator.reference, waits: Bool = false
  ) -> Narrator {
    let language = values.language
    let isTerminal = isatty(STDOUT_FILENO) == 1 && Terminal.standardError.isInteractive
    let canWait = waits && isatty(STDOUT_FILENO) == 1 && isatty(STDIN_FILENO) == 1
    return Narrator(
      language: language, seed: values[seed],
      folder: values[out] ?? root.map { "\($0)/runs/show" }
        ?? FileManager.default.currentDirectoryPath,
      isTerminal: isTerminal,
      runsFolder: root.map { "\($0)/runs" }, whose: whose,
      shortPath: { path in
        guard let root, path.hasPrefix(root + "/") else { return path }
        return String(path.dropFirst(root.count + 1))
      },
      waitForReturn: canWait ? { waitForReturn(language) } : nil,
      write: printText(styled:))
  }
}

/// Shows a faint prompt until Return is pressed. Ctrl-C ends the wait, too.
private func waitForReturn(_ language: Language) {
  printText(styled: .faint(language.text("   Return ↵ ", "   Enter ↵ ")))
  while !Interrupt.isRequested {
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard poll(&input, 1, 200) > 0 else { continue }
    _ = readLine()
    // Return moved the terminal to the next line: go back up and erase the prompt.
    StandardOutput.eraseLineAbove()
    return
  }
}
