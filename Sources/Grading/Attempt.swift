import Catalogue
import CourseKit
import Foundation
import Testing

/// One exercise, graded in a process of its own.
///
///     @Test func `3.4 causal mask hides the future`() async throws {
///       let attempt = Attempt("3.4")
///       await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
///         attempt.grade(causalMask) { [Evidence(…, Attention::causalMask($0))] }
///       }
///       try attempt.conclude()
///     }
///
/// Whatever the learner's code does to the process or to itself, only this exercise fails, and the
/// others are still graded.
public struct Attempt: Codable, Sendable {
  public let exercise: String
  let folder: AttemptFolder
  private let limits: Isolation.Limits
  /// Precedes each verdict, so that the learner's code cannot forge one. It appears neither in file
  /// names nor in anything written before the verdict.
  private let secret: String

  public init(_ exercise: String) {
    _ = Attempt.firstLine
    self.init(exercise, limits: Isolation.Limits())
  }

  /// Prints which chapters are graded from where: once, as the first line of a run.
  private static let firstLine: Void = {
    guard let track = try? ChosenTrack.current() else { return }
    print(track.sentence(.current))
    fflush(nil)  // a pipe is buffered: it would come last
  }()

  init(_ exercise: String, limits: Isolation.Limits) {
    self.exercise = exercise
    self.limits = limits
    secret = "\(UInt64.random(in: 0 ... .max))-\(UInt64.random(in: 0 ... .max))"
    folder = AttemptFolder(exercise: exercise)
    Warden.shared.watch(folder, limits: limits)
  }

  // MARK: In the attempt's process

  /// The seeds on which a submission is graded.
  static let seeds: Range<UInt64> = 1..<4

  /// Grades the learner's code on all inputs and reports the outcome.
  ///
  /// - Parameter parts: for an exercise with several holes, submissions that each reach only some
  ///   of them. If the whole submission meets an open hole, each part is graded by itself, so that
  ///   what is written already gets graded.
  public func grade<Input>(
    _ grader: Grader<Input>, parts: [Part<Input>] = [],
    submission: @escaping Grader<Input>.Submission
  ) {
    Isolation.begin(in: folder, secret: secret, limits: limits)
    let trial = PartsTrial(parts: parts, exercise: exercise) { part in
      try finding(grader, part.submission, isPart: true)
    }
    // A hole is met deep in the learner's code, with no way to return: the parts are graded from
    // there.
    onTodo.withLock { $0 = { hole in trial.goOn(at: hole) } }
    do {
      if let finding = try finding(grader, submission, isPart: false) {
        Isolation.end(.wrong(finding))
      }
      // The exercise has passed, however the speed measurement ends.
      Isolation.settle(.passed)
      onTodo.withLock { $0 = { _ in Isolation.end(.passed) } }
      if let slowness = try? grader.slowness(of: submission, .current) {
        Isolation.tell(.slow(slowness))
      }
      Isolation.end(.passed)
    } catch {
      Isolation.end(.threw(error: "\(error)"))
    }
  }

  /// The first problem on any of the seeds.
  private func finding<Input>(
    _ grader: Grader<Input>, _ submission: @escaping Grader<Input>.Submission, isPart: Bool
  ) throws -> Finding? {
    for seed in Attempt.seeds {
      let finding = try grader.finding(
        in: submission, isPart: isPart, seed: seed,
        onCase: { Isolation.tell(.trying(input: $0)) },
        // From here on, whatever the code does only serves to name the mistake.
        onFinding: { Isolation.settle(.wrong($0)) })
      if let finding { return finding }
    }
    return nil
  }

  // MARK: In the tests' process

  /// Records the outcome: nothing for a pass, a cancelled test for "not started", otherwise an
  /// issue with all that the learner needs to know.
  public func conclude(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let report = self.report()
    if !report.printed.text.isEmpty {
      Attachment.record(report.printed.shown, named: "\(exercise)-output.txt")
    }
    // The learner's own line is the best place to point at, where it is known.
    let sourceLocation = report.place(beside: sourceLocation) ?? sourceLocation
    switch report.outcome {
    case .passed:
      if !report.printed.text.isEmpty { print(report.passedButPrinted) }
      if let remark = report.remark {
        print(remark)
        Attachment.record(remark, named: "\(exercise)-remark.txt")
      }
    case .notStarted where ProcessInfo.processInfo.environment["COURSE_STRICT"] != "1":
      try Test.cancel("\(report.message)", sourceLocation: sourceLocation)
    case .notStarted, .failed:
      Issue.record("\(report.message)", sourceLocation: sourceLocation)
    }
  }

  /// The outcome. Call it once: it deletes the attempt's files.
  func report(language: Language = .current) -> Report {
    let cause = Warden.shared.conclude(folder)
    defer { folder.remove() }
    var notes = readNotes()
    if let cause, notes.verdict == nil {
      notes.verdict = .broke(Breakage(cause: cause, signal: SIGKILL))
    }
    if case .passed = notes.verdict, let borrowed = BorrowedModule.first(inChapterOf: exercise) {
      notes.verdict = .borrowed(place: borrowed.place, module: borrowed.module)
    }
    return Report(
      exercise: exercise, verdict: notes.verdict, input: notes.input, slowness: notes.slowness,
      printed: Printed(of: folder.output), limits: limits, language: language)
  }

  private func readNotes() -> (verdict: Verdict?, input: String?, slowness: Slowness?) {
    var input: String?
    var slowness: Slowness?
    var last: Verdict?
    for line in (try? String(contentsOfFile: folder.notes, encoding: .utf8))?.split(separator: "\n")
      ?? []
    {
      // A verdict counts only with the secret, an input only without it.
      let isVerdict = line.hasPrefix(secret)
      let json = isVerdict ? line.dropFirst(secret.count) : line
      switch try? JSONDecoder().decode(Note.self, from: Data(json.utf8)) {
      case .trying(let trying) where !isVerdict: input = trying
      case .slow(let slow) where !isVerdict: slowness = slow
      case .verdict(let verdict) where isVerdict: last = verdict
      default: break
      }
    }
    return (last, input, slowness)
  }
}

/// The output of the code under test: its beginning, and the runtime's last message.
struct Printed: Sendable {
  let text: String
  let isCut: Bool
  /// The text, followed by an ellipsis if it was truncated.
  var shown: String { text + (isCut ? "\n…" : "") }
  /// The runtime's message on why it stopped the program.
  let fatalError: String?

  init(text: String, isCut: Bool = false, fatalError: String? = nil) {
    self.text = text
    self.isCut = isCut
    self.fatalError = fatalError
  }

  init(of file: String) {
    let data = (try? FileHandle(forReadingAtPath: file)?.read(upToCount: 1 << 22)) ?? Data()
    var lines = String(decoding: data, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)[...]
    fatalError = lines.compactMap(Printed.reason).last
    // The runtime's own backtrace has no line numbers; the verdict has the location.
    if let trace = lines.firstIndex(of: "Current stack trace:") { lines = lines[..<trace] }
    lines = lines.filter { Printed.reason(in: $0) == nil }[...]
    isCut = lines.count > 30 || data.count > 4000
    text = lines.prefix(30).joined(separator: "\n").prefix(4000)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// The reason that the runtime gives in such a line: "Index out of range".
  private static func reason(in line: Substring) -> String? {
    // Messages that the runtime prints without a marker before it aborts.
    for beginning in ["Could not cast value of type ", "Simultaneous accesses to "]
    where line.hasPrefix(beginning) {
      return String(line.last == "." ? line.dropLast() : line)
    }
    for mark in ["Fatal error: ", "Precondition failed: ", "Assertion failed: "] {
      if let range = line.range(of: mark) {
        let reason = line[range.upperBound...]
        return mark == "Fatal error: " ? String(reason) : mark.lowercased() + reason
      }
    }
    return nil
  }
}
