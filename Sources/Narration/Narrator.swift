import Catalogue
import Console
import CourseKit
import Foundation
import Tensors

/// Prints a demo, or what a learner's own code can do: numbered steps, sentences, tensors, bars and figures, in the user's language.
///
/// All of the output goes through it, so the same demo runs on a terminal, into a file and in
/// a test. Only the progress of a training goes to standard error, and only on a terminal.
package final class Narrator {
  package let language: Language
  /// The seed of every generator of the demo.
  package let seed: UInt64
  /// The folder for the figures.
  package let folder: String
  /// Shortens a path for display, relative to the course's folder.
  package let shortPath: (String) -> String
  /// The folder of the user's runs; nil if there is none to look in.
  package let runsFolder: String?
  /// Whether progress is shown in place.
  package let isTerminal: Bool
  /// Waits between two steps; nil to go on without waiting.
  private let waitForReturn: (() -> Void)?
  private let write: (StyledText) -> Void
  /// Whether the user has asked, since the last call, to end the current training.
  package let leavesTraining: () -> Bool
  /// The fraction of the full training to do: 1, or less in tests.
  package let effort: Double

  /// Whose code runs, in a sentence.
  package let whose: Text

  /// The number of the current step, starting at 1.
  package private(set) var stepNumber = 0
  /// The files that were written.
  package private(set) var pictures: [String] = []
  /// The chapter that is told, after which its pictures are named.
  package var chapter = 0
  private var endsInEmptyLine = true

  /// The maximum line width in columns, exceeded only by text that cannot be broken.
  package static let width = 88
  /// The indentation of everything below a step's title.
  package static let margin = "   "

  /// The sentence where none of the code is the learner's.
  package static let reference = Text(
    "All code is the reference's, none of it yours.",
    "Todo o código é da referência; nada aqui é seu.")

  package init(
    language: Language, seed: UInt64 = 1, folder: String, isTerminal: Bool = false,
    effort: Double = 1, runsFolder: String? = nil, whose: Text = Narrator.reference,
    shortPath: @escaping (String) -> String = { $0 }, waitForReturn: (() -> Void)? = nil,
    leavesTraining: @escaping () -> Bool = Interrupt.takeFromKeyboard,
    write: @escaping (StyledText) -> Void
  ) {
    self.language = language
    self.seed = seed
    self.folder = folder
    self.isTerminal = isTerminal
    self.effort = effort
    self.runsFolder = runsFolder
    self.whose = whose
    self.shortPath = shortPath
    self.waitForReturn = waitForReturn
    self.leavesTraining = leavesTraining
    self.write = write
  }

  /// A generator seeded with `--seed`. Each call returns the same one, so a demo creates it once
  /// and passes it on.
  package func generator() -> SeededGenerator { SeededGenerator(seed: seed) }

  /// Whether measured times are told. A test compares two tellings, which cannot be equally fast.
  package var isTimed: Bool { effort >= 1 }

  /// The number of training steps to do instead of `full`: fewer in a test, but at least one.
  package func steps(_ full: Int) -> Int { max(1, Int(Double(full) * effort)) }

  // MARK: Steps and sentences

  /// Begins the next step with an empty line, its number and its title.
  ///
  /// - Throws: `Stopped` if the user pressed Ctrl-C.
  package func step(_ english: String, _ portuguese: String) throws {
    try Interrupt.check()
    if stepNumber > 0, let waitForReturn {
      emptyLine()
      waitForReturn()
      try Interrupt.check()
    }
    stepNumber += 1
    emptyLine()
    putTitle(.bold("\(stepNumber). \(language.text(english, portuguese))"))
  }

  /// Prints a paragraph, broken into lines.
  package func say(_ english: String, _ portuguese: String) {
    block(wrapped(language.text(english, portuguese), to: Self.width - Self.margin.count))
  }

  /// Prints lines as they are, such as an equation or a listing.
  package func block(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty { emptyLine() } else { put(Self.margin + line) }
    }
  }

  /// Ends a paragraph. Repeated calls print a single empty line.
  package func emptyLine() {
    if !endsInEmptyLine { write("\n") }
    endsInEmptyLine = true
  }

  /// Prints one line without trailing spaces.
  private func put(_ line: String) {
    putTitle(StyledText(String(line.reversed().drop { $0 == " " }.reversed())))
  }

  /// Prints one styled line.
  private func putTitle(_ line: StyledText) {
    write(line + "\n")
    endsInEmptyLine = false
  }

  /// Prints a table between empty lines.
  package func show(_ table: Table) {
    emptyLine()
    block(table.description)
    emptyLine()
  }

  // MARK: Numbers and words

  /// The number with that many decimals, and a decimal point or, in Portuguese, a comma.
  package func number(_ value: some BinaryFloatingPoint, _ decimals: Int = 3) -> String {
    let value = Double(value)
    if value.isInfinite { return value < 0 ? "-∞" : "∞" }
    return decimal(value, decimals, language)
  }

  /// A whole number, in groups of three digits.
  package func number(_ value: Int) -> String { grouped(value, language) }

  /// `31%`
  package func percent(_ share: some BinaryFloatingPoint, _ decimals: Int = 0) -> String {
    number(100 * Double(share), decimals) + "%"
  }

  /// `(0.120, -1.300)`
  package func list(_ values: some Sequence<Float>, _ decimals: Int = 3) -> String {
    // If the comma is the decimal separator, a semicolon separates the numbers.
    "("
      + values.map { number($0, decimals) }.joined(separator: language.text(", ", "; ")) + ")"
  }

  // MARK: Beginning and end

  package func heading(_ chapter: Chapter, _ summary: Text, _ minutes: Double) {
    self.chapter = chapter.number
    let title = language.text(
      "Demo \(chapter.number): \(chapter.title.in(language))",
      "Demonstração \(chapter.number): \(chapter.title.in(language))")
    putTitle(.bold(title))
    put(wrapped(summary.in(language) + ".", to: Self.width))
    let origin = language.text("Seed \(seed). ", "Semente \(seed). ") + whose.in(language)
    for line in wrapped(origin, to: Self.width).split(separator: "\n") {
      putTitle(.faint(String(line)))
    }
    guard minutes > 0 else { return }
    let time =
      minutes < 1
      ? language.text("less than a minute", "menos de um minuto")
      : language.text("up to \(Int(minutes)) min", "até \(Int(minutes)) min")
    putTitle(
      .faint(
        language.text(
          "It trains on the spot: \(time) on two cores. "
            + (isTerminal
              ? "During a training Ctrl-C goes on to the next section." : "Ctrl-C leaves."),
          "Ela treina na hora: \(time) em dois núcleos. "
            + (isTerminal
              ? "Durante um treino, Ctrl-C passa à próxima seção." : "Ctrl-C encerra."))))
  }

  package func ending(_ chapter: Chapter, _ questions: [Text]) {
    emptyLine()
    putTitle(.bold(language.text("Try it yourself", "Experimente")))
    for question in questions {
      let lines = wrapped(question.in(language), to: Self.width - 5)
        .split(separator: "\n")
      for (index, line) in lines.enumerated() { put((index == 0 ? "   • " : "     ") + line) }
    }
    let (first, last) = (chapter.exercises.first!.number, chapter.exercises.last!.number)
    emptyLine()
    putTitle(.bold(language.text("Go on", "Continue")))
    block(
      language.text(
        "You write this yourself in \(first) to \(last): swift run course watch \(first)",
        "Você mesmo escreve isto em \(first) a \(last): swift run course watch \(first)"))
    let path = ChapterText.path(chapter.number, language)
    block(language.text("The chapter's text: \(path)", "O texto do capítulo: \(path)"))
  }

  /// Records a file that was written, and says where.
  package func wrote(_ path: String) {
    pictures.append(path)
    block(language.text("The picture: \(shortPath(path))", "A figura: \(shortPath(path))"))
  }
}
