import Console
import CourseKit
import Foundation
import Tensors

/// Tells a demo: numbered steps, sentences, tensors, bars and pictures, in the user's language.
///
/// Everything that a demo prints goes through it, so the same demo runs on a terminal, into a file and
/// in a test. Only how far a training is goes to standard error, and only on a terminal.
public final class Narrator {
  public let language: Language
  /// What every generator of the demo begins from.
  public let seed: UInt64
  /// Where the pictures go.
  let folder: String
  /// How a path is shown: from the course's folder on.
  let shortPath: (String) -> String
  /// Where the user's runs are kept; nil where there is nowhere to look.
  let runsFolder: String?
  /// Whether progress is shown in place.
  let isTerminal: Bool
  /// Waits between two steps; nil where nothing is waited for.
  private let waitForReturn: (() -> Void)?
  private let write: (StyledText) -> Void
  /// Whether the user has asked, since the last call, to leave the training that runs.
  let leavesTraining: () -> Bool
  /// The share of the training that is done: 1, and less in tests.
  let effort: Double

  /// The number of the step that is being told, from 1.
  public private(set) var stepNumber = 0
  /// The files that were written.
  public private(set) var pictures: [String] = []
  var chapter = 0
  private var endsInEmptyLine = true

  /// No line is longer, except where a text cannot be broken.
  static let width = 88
  /// Everything below a step's title stands this far in.
  static let margin = "   "

  public init(
    language: Language, seed: UInt64 = 1, folder: String, isTerminal: Bool = false,
    effort: Double = 1, runsFolder: String? = nil,
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
    self.shortPath = shortPath
    self.waitForReturn = waitForReturn
    self.leavesTraining = leavesTraining
    self.write = write
  }

  /// A generator that begins where `--seed` says. Each call gives the same one, so a demo makes one
  /// and goes on with it.
  public func generator() -> SeededGenerator { SeededGenerator(seed: seed) }

  /// So many training steps, or fewer in a test; one at least.
  func steps(_ full: Int) -> Int { max(1, Int(Double(full) * effort)) }

  // MARK: Steps and sentences

  /// Begins the next step: its number and its title, after an empty line.
  ///
  /// - Throws: `Stopped` when the user has pressed Ctrl-C.
  public func step(_ english: String, _ portuguese: String) throws {
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

  /// A paragraph, broken into lines.
  public func say(_ english: String, _ portuguese: String) {
    block(wrapped(language.text(english, portuguese), to: Self.width - Self.margin.count))
  }

  /// Lines that are printed as they are: an equation, a listing.
  public func block(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty { emptyLine() } else { put(Self.margin + line) }
    }
  }

  /// Ends a paragraph. A second one in a row is not written.
  public func emptyLine() {
    if !endsInEmptyLine { write("\n") }
    endsInEmptyLine = true
  }

  /// One line, without spaces at its end.
  private func put(_ line: String) {
    putTitle(StyledText(String(line.reversed().drop { $0 == " " }.reversed())))
  }

  /// One line with a style.
  private func putTitle(_ line: StyledText) {
    write(line + "\n")
    endsInEmptyLine = false
  }

  /// A table between empty lines.
  public func show(_ table: Table) {
    emptyLine()
    block(table.description)
    emptyLine()
  }

  // MARK: Numbers and words

  /// With so many decimals, after a point or, in Portuguese, a comma.
  public func number(_ value: some BinaryFloatingPoint, _ decimals: Int = 3) -> String {
    let value = Double(value)
    if value.isInfinite { return value < 0 ? "-∞" : "∞" }
    return decimal(value, decimals, language)
  }

  /// A whole number, in groups of three digits.
  public func number(_ value: Int) -> String { grouped(value, language) }

  /// `31%`
  public func percent(_ share: some BinaryFloatingPoint, _ decimals: Int = 0) -> String {
    number(100 * Double(share), decimals) + "%"
  }

  /// `(0.120, -1.300)`
  public func list(_ values: some Sequence<Float>, _ decimals: Int = 3) -> String {
    // Where the comma is the decimal separator, a semicolon separates.
    "("
      + values.map { number($0, decimals) }.joined(separator: language.text(", ", "; ")) + ")"
  }

  // MARK: Beginning and end

  func heading(_ chapter: Chapter, _ summary: Text, _ minutes: Double) {
    self.chapter = chapter.number
    let title = language.text(
      "Demo \(chapter.number): \(chapter.title.in(language))",
      "Demonstração \(chapter.number): \(chapter.title.in(language))")
    putTitle(.bold(title))
    put(wrapped(summary.in(language) + ".", to: Self.width))
    putTitle(
      .faint(
        language.text(
          "Seed \(seed). All code is the reference's, none of it yours.",
          "Semente \(seed). Todo o código é da referência; nada aqui é seu.")))
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

  func ending(_ chapter: Chapter, _ questions: [Text]) {
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

  /// Notes a file that was written, and says where.
  func wrote(_ path: String) {
    pictures.append(path)
    block(language.text("The picture: \(shortPath(path))", "A figura: \(shortPath(path))"))
  }
}
