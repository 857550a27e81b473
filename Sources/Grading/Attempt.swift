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
/// So whatever the learner's code does, to the process or to itself, this exercise fails and the
/// others are still graded.
public struct Attempt: Codable, Sendable {
  public let exercise: String
  let folder: AttemptFolder
  private let limits: Isolation.Limits
  /// Stands before a verdict, so that a line that the learner's code writes can be none. It is not in
  /// the names of the files, nor in any before the verdict is told.
  private let secret: String

  public init(_ exercise: String) {
    _ = Attempt.firstLine
    self.init(exercise, limits: Isolation.Limits())
  }

  /// Whose chapters are graded: the first line of a run, printed once, before any verdict.
  private static let firstLine: Void = {
    guard let track = try? ChosenTrack.current() else { return }
    print(track.sentence(.current))
    fflush(nil)  // into a pipe it would come last
  }()

  init(_ exercise: String, limits: Isolation.Limits) {
    self.exercise = exercise
    self.limits = limits
    secret = "\(UInt64.random(in: 0 ... .max))-\(UInt64.random(in: 0 ... .max))"
    folder = AttemptFolder(exercise: exercise)
    Warden.shared.watch(folder, limits: limits)
  }

  // MARK: In the process of the attempt

  /// On how many seeds a submission is tried.
  static let seeds: Range<UInt64> = 1..<4

  /// Tries the learner's code on all inputs and tells how it went.
  ///
  /// - Parameter parts: of an exercise with several holes, what reaches only some of them: where the
  ///   submission meets an open hole, each part is tried by itself, so that what is written is graded.
  public func grade<Input>(
    _ grader: Grader<Input>, parts: [Part<Input>] = [],
    submission: @escaping Grader<Input>.Submission
  ) {
    Isolation.begin(in: folder, secret: secret, limits: limits)
    let trial = PartsTrial(parts: parts, exercise: exercise) { part in
      try finding(grader, part.submission, isPart: true)
    }
    // A hole is met deep in the learner's code, where there is no way back: the parts are tried there.
    onTodo.withLock { $0 = { hole in trial.goOn(at: hole) } }
    do {
      if let finding = try finding(grader, submission, isPart: false) {
        Isolation.end(.wrong(finding))
      }
      // However the comparison ends, the exercise has passed.
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

  /// The first thing that is wrong, on any of the seeds.
  private func finding<Input>(
    _ grader: Grader<Input>, _ submission: @escaping Grader<Input>.Submission, isPart: Bool
  ) throws -> Finding? {
    for seed in Attempt.seeds {
      let finding = try grader.finding(
        in: submission, isPart: isPart, seed: seed,
        onCase: { Isolation.tell(.trying(input: $0)) },
        // From here on whatever the code does only looks for the mistake's name.
        onFinding: { Isolation.settle(.wrong($0)) })
      if let finding { return finding }
    }
    return nil
  }

  // MARK: In the process of the tests

  /// Records what came of it: nothing for passed, a cancelled test for not started, else an issue with
  /// all that the learner needs.
  public func conclude(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let report = self.report()
    if !report.printed.text.isEmpty {
      Attachment.record(report.printed.shown, named: "\(exercise)-output.txt")
    }
    // Where the learner's own line is known, that is the place to look at.
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

  /// What came of it. It can be asked once: the files are gone after it.
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
      // A verdict is one only behind the secret, and an input only without.
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

/// What the code under test printed: the beginning of it, and the runtime's last words.
struct Printed: Sendable {
  let text: String
  let isCut: Bool
  /// The text, and a sign where there was more.
  var shown: String { text + (isCut ? "\n…" : "") }
  /// Why the runtime stopped the program, in its own words.
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
    // The runtime's own backtrace knows no lines; the verdict has the place.
    if let trace = lines.firstIndex(of: "Current stack trace:") { lines = lines[..<trace] }
    lines = lines.filter { Printed.reason(in: $0) == nil }[...]
    isCut = lines.count > 30 || data.count > 4000
    text = lines.prefix(30).joined(separator: "\n").prefix(4000)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// What the runtime gives as its reason in such a line: "Index out of range".
  private static func reason(in line: Substring) -> String? {
    // What the runtime says without a mark before it aborts.
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
