import Console
import CourseKit

/// How far a training in a demo is: on a terminal a line that is rewritten in place, elsewhere a plain
/// line at every tenth of the way, without times, so that two runs print the same.
final class DemoProgress {
  private let narrator: Narrator
  private let title: String
  private let total: Int
  private let line: ProgressLine?

  /// - Parameters:
  ///   - title: what runs, in a word.
  ///   - total: how many steps there are.
  init(_ title: Text, total: Int, _ narrator: Narrator) {
    self.narrator = narrator
    self.title = title.in(narrator.language)
    self.total = total
    line =
      narrator.isTerminal
      ? ProgressLine(self.title, total: total, language: narrator.language) : nil
    if line == nil { narrator.emptyLine() }
  }

  /// Tells how many steps are done.
  ///
  /// - Parameter note: what else is worth a word, such as the loss; asked for only where it is shown.
  /// - Throws: `Stopped` when the user has pressed Ctrl-C.
  func update(step: Int, note: @autoclosure () -> String = "") throws {
    do {
      try Interrupt.check()
    } catch {
      line?.finish()
      throw error
    }
    if let line {
      line.update(step: step, note: note())
    } else if step * 10 / total > (step - 1) * 10 / total {
      let text = note()
      let count = "\(narrator.number(step))/\(narrator.number(total))"
      narrator.block("\(title)  \(count)" + (text.isEmpty ? "" : "  \(text)"))
    }
  }

  /// Ends the line.
  func finish() {
    line?.finish()
    narrator.emptyLine()
  }
}
