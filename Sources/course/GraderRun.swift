import Catalogue
import Console
import CourseKit
import Foundation

/// One call of `swift test`, built and run in the background, and the results in its event stream.
struct GraderRun {
  let stream: EventStream
  /// SwiftPM's output, for when nothing could be run.
  let log: String
  let problems: [BuildProblem]

  /// Builds and runs the tests whose names match.
  ///
  /// - Parameters:
  ///   - filter: a regular expression for the tests' names.
  ///   - chapters: the chapters whose graders are built.
  ///   - environment: variables to set, or with nil to unset, on top of this process's environment.
  /// - Throws: `Stopped` if the user stopped it.
  static func run(
    _ filter: String, chapters: some Sequence<Int>, in project: Project,
    environment changes: [String: String?] = [:],
    language: Language
  ) throws -> GraderRun {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("course-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("attachments"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let events = folder.appendingPathComponent("events.jsonl").path
    let logFile = folder.appendingPathComponent("log.txt").path
    let arguments = [
      "swift", "test", "--disable-xctest", "--filter", filter,
      "--event-stream-output-path", events, "--event-stream-version", "6.3",
      "--attachments-path", folder.appendingPathComponent("attachments").path,
    ]
    var environment = ProcessInfo.processInfo.environment
    // Whether "not started" counts as a failure is the companion's decision, so it needs the
    // distinction.
    environment["COURSE_STRICT"] = nil
    environment["COURSE_LANGUAGE"] = language.rawValue
    environment["GRADE"] = Set(chapters).sorted().map(String.init).joined(separator: ",")
    for (name, value) in changes { environment[name] = value }

    try BackgroundProcess.run(
      arguments, in: project.path, environment: environment, output: logFile
    ) { seconds in
      let written = (try? String(contentsOfFile: logFile, encoding: .utf8)) ?? ""
      return status(log: written, events: EventStream(file: events), seconds, language)
    }
    let log = (try? String(contentsOfFile: logFile, encoding: .utf8)) ?? ""
    var stream = EventStream(file: events)
    stream.readAttachments()
    return GraderRun(
      stream: stream, log: log, problems: BuildProblem.all(in: log, of: project))
  }

  /// `Building 12/340`, with SwiftPM's counts, then `Grading 3/9`.
  private static func status(
    log: String, events: EventStream, _ seconds: Double, _ language: Language
  ) -> String {
    let clock = duration(seconds)
    if !events.tests.isEmpty {
      let done = events.tests.count { $0.isEnded }
      return language.text("Grading", "Corrigindo") + " \(done)/\(events.tests.count)  \(clock)"
    }
    return building(log: log, seconds, language)
  }

  /// The same while SwiftPM builds.
  static func building(log: String, _ seconds: Double, _ language: Language) -> String {
    let step = log.split(separator: "\n").lazy.reversed().compactMap { line -> Substring? in
      guard line.first == "[", let end = line.firstIndex(of: "]") else { return nil }
      return line[line.index(after: line.startIndex)..<end]
    }.first
    return language.text("Building", "Compilando") + " \(step ?? "")  \(duration(seconds))"
  }
}

extension GraderRun {
  /// The result of each of these exercises.
  func results(for exercises: [Exercise], _ language: Language) -> [ExerciseResult] {
    exercises.map { exercise in
      let tests = stream.tests.filter {
        $0.name.hasPrefix("\(exercise.number) ") && !$0.isGraderOfGraders
      }
      return ExerciseResult(exercise, tests: tests, language)
    }
  }
}

extension EventStream.Test {
  /// `3.4 grader` tests the grader, not the exercise.
  var isGraderOfGraders: Bool { name.hasSuffix(" grader") && name.count { $0 == " " } == 1 }

  /// The number before the first space: "3.4".
  var exercise: String { String(name.prefix { $0 != " " }) }
}

extension ExerciseResult {
  /// The result from the tests of an exercise's grader. It passes if there is a test, all tests
  /// ended, and none recorded an issue.
  init(_ exercise: Exercise, tests: [EventStream.Test], _ language: Language) {
    let issues = tests.flatMap(\.issues)
    let printed = tests.lazy.compactMap { $0.attachments["\(exercise.number)-output.txt"] }.first
    let seconds = tests.compactMap(\.seconds).reduce(0, +)
    let remark = tests.lazy.compactMap { $0.attachments["\(exercise.number)-remark.txt"] }.first
    self.init(
      exercise: exercise, outcome: .passed, printed: printed ?? "", remark: remark ?? "",
      seconds: tests.isEmpty ? nil : seconds)
    if !issues.isEmpty {
      outcome = .failed
      // The grader's own messages begin with its number; others only say that there are some.
      let own = issues.filter { $0.hasPrefix(exercise.number) }
      message = (own.isEmpty ? issues : own).joined(separator: "\n")
    } else if let reason = tests.lazy.compactMap(\.cancellation).first {
      blocker = Self.otherExercise(than: exercise.number, in: reason)
      outcome = blocker == nil ? .notStarted : .blocked
      message = reason
    } else if tests.isEmpty || !tests.allSatisfy({ $0.isEnded && !$0.wasSkipped }) {
      outcome = .failed
      message = language.text(
        "\(exercise.number): the grader came to no result. Run it again; if that does not help, "
          + "swift run course doctor looks for the cause.",
        "\(exercise.number): o corretor não chegou a um resultado. Rode de novo; se não adiantar, "
          + "swift run course doctor procura a causa.")
    }
  }

  /// The first exercise mentioned in a sentence other than the given one: "4.6 needs 3.9, …".
  private static func otherExercise(than number: String, in sentence: String) -> String? {
    sentence.matches(of: /\b[0-9]\.[0-9]+\b/).lazy.map { String($0.output) }
      .first { $0 != number && Catalogue.exercise($0) != nil }
  }
}
