import Console
import CourseKit

/// Shows the progress of a training in a demo: on a terminal, a line that is rewritten in place;
/// elsewhere, a plain line at every tenth, without times, so that two runs print the same.
package final class TrainingProgress {
  private let narrator: Narrator
  private let title: String
  private let total: Int
  private let line: ProgressLine?

  /// - Parameters:
  ///   - title: what is running, in a word.
  ///   - total: the number of steps.
  package init(_ title: Text, total: Int, _ narrator: Narrator) {
    self.narrator = narrator
    self.title = title.in(narrator.language)
    self.total = total
    line =
      narrator.isTerminal
      ? ProgressLine(self.title, total: total, language: narrator.language) : nil
    if line == nil { narrator.emptyLine() }
  }

  /// Shows that `step` steps are done.
  ///
  /// On a terminal, the first Ctrl-C ends only the training, and the demo goes on with what has
  /// been learned so far; outside a training, Ctrl-C ends the demo.
  ///
  /// - Parameter note: additional information, such as the loss; evaluated only when it is shown.
  /// - Returns: whether to continue training; false if the user ended it, or after the last step.
  /// - Throws: `Stopped` if the user asked to stop.
  package func update(step: Int, note: @autoclosure () -> String = "") throws -> Bool {
    if let line, narrator.leavesTraining() {
      line.print(
        narrator.language.text(
          "\(title): left after step \(narrator.number(step)) of \(narrator.number(total)). What "
            + "follows is told with what is learned so far; Ctrl-C again leaves the demo.",
          "\(title): encerrado depois do passo \(narrator.number(step)) de \(narrator.number(total)). O "
            + "resto é contado com o que se aprendeu até aqui; Ctrl-C de novo encerra a demonstração."
        ))
      return false
    }
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
    return step < total
  }

  /// Ends the line.
  package func finish() {
    line?.finish()
    narrator.emptyLine()
  }
}
