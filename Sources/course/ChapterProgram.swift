import Catalogue
import Console
import CourseKit
import Foundation

/// A program that is built for one chapter, from the learner's code where it passes, and runs as a
/// process of its own: a crash or an endless loop ends in a sentence.
struct ChapterProgram {
  /// The product's name: `showcase` or `demonstration`.
  let name: String
  let chapter: Int
  /// The value of `SOLUTIONS` that it is built with.
  let solutions: String
  /// Whether any of the code that it runs is the learner's.
  let hasOwn: Bool
  let project: Project
  let language: Language

  /// - Throws: `InputError` if it does not compile; `Stopped` if the user stopped it.
  func build() throws {
    let log = FileManager.default.temporaryDirectory
      .appendingPathComponent("course-\(UUID().uuidString).txt").path
    defer { try? FileManager.default.removeItem(atPath: log) }
    func said() -> String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }
    let status = try BackgroundProcess.run(
      ["swift", "build", "--product", name], in: project.path, environment: environment, output: log
    ) { GraderRun.building(log: said(), $0, language) }
    guard status == 0 else {
      let problems = BuildProblem.all(in: said(), of: project).prefix(5)
      let end =
        problems.isEmpty
        ? said().split(separator: "\n").suffix(8).map(String.init)
        : problems.map { "\($0.file):\($0.line): \($0.message)" }
      let lines = end.map { "    \($0)" }.joined(separator: "\n")
      throw InputError(
        "What shows chapter \(chapter) could not be built:\n\(lines)",
        "Não foi possível compilar o que mostra o capítulo \(chapter):\n\(lines)")
    }
  }

  /// Runs it to its end. What it writes to standard error is kept from the terminal, with all that the
  /// runtime has to say about a crash.
  ///
  /// - Throws: `InputError` with one sentence on whatever went wrong; `Stopped` if the user stopped it.
  func run(_ words: [String]) throws {
    let errors = FileManager.default.temporaryDirectory
      .appendingPathComponent("course-\(UUID().uuidString).txt").path
    defer { try? FileManager.default.removeItem(atPath: errors) }
    var environment = environment
    // Nobody is there to answer it.
    environment["SWIFT_BACKTRACE"] = "enable=yes,interactive=no,color=no,threads=crashed"
    let ending = ForegroundProcess.run(
      "\(project.path)/.build/debug/\(name)", words, environment: environment,
      errors: errors)
    let said = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
    switch ending {
    case .exited(0): return
    case .exited(130), .signalled(SIGINT), .signalled(SIGTERM), .signalled(SIGHUP): throw Stopped()
    case .exited:
      let sentence = said.split(separator: "\n").last.map(String.init) ?? ""
      let name = "course: "
      let reason = sentence.hasPrefix(name) ? String(sentence.dropFirst(name.count)) : sentence
      throw InputError(reason, reason)
    case .signalled(let number):
      let crash = Crash(
        signal: number, said: said, project: project, hasOwn: hasOwn, chapter: chapter)
      throw InputError(crash.sentence.in(.english), crash.sentence.in(.portuguese))
    case nil:
      throw InputError(
        "\(name) could not be started: run swift run course doctor.",
        "Não foi possível iniciar \(name): rode swift run course doctor.")
    }
  }

  private var environment: [String: String] {
    var environment = ProcessInfo.processInfo.environment
    environment["SHOW"] = String(chapter)
    environment["SOLUTIONS"] = solutions.isEmpty ? nil : solutions
    environment["GRADE"] = nil
    environment["COURSE_LANGUAGE"] = language.rawValue
    return environment
  }
}

/// What is told of a program that was ended by a signal.
struct Crash {
  let signal: Int32
  /// What it and the runtime wrote to standard error.
  let said: String
  let project: Project
  let hasOwn: Bool
  let chapter: Int

  var sentence: Text {
    let advice = Text(
      hasOwn ? " swift run course grade \(chapter) may find it." : "",
      hasOwn ? " swift run course grade \(chapter) talvez ache a causa." : "")
    func made(_ english: String, _ portuguese: String) -> Text {
      Text(english + advice.in(.english), portuguese + advice.in(.portuguese))
    }
    let whose = hasOwn ? Text("Your code", "O seu código") : Text("The reference", "A referência")
    let (english, portuguese) = (whose.in(.english), whose.in(.portuguese))
    switch signal {
    case SIGALRM:
      return made(
        "\(english) did not come to an end: an endless loop, or one that takes far too long.",
        "\(portuguese) não chegou ao fim: um laço infinito ou um que demora demais.")
    case SIGKILL:
      return made(
        "\(english) was ended by the system, as it does when memory runs out.",
        "\(portuguese) foi encerrado pelo sistema, como acontece quando falta memória.")
    default:
      let end = (reason.map { ": \($0)" } ?? "") + (place.map { " (\($0))" } ?? "") + "."
      return made("\(english) crashed\(end)", "\(portuguese) quebrou\(end)")
    }
  }

  /// What the runtime has to say: `Index out of range`.
  var reason: String? {
    for line in said.split(separator: "\n") {
      guard let range = line.firstRange(of: "Fatal error") else { continue }
      let reason = line[range.upperBound...].drop { ": ".contains($0) }
      return reason.isEmpty ? nil : String(reason)
    }
    return nil
  }

  /// The first line of the learner's in the backtrace: `Exercises/01-NextToken/GenerateTokens.swift:26`.
  var place: String? {
    let pattern = /Exercises\/[^\s:]+\.swift:[0-9]+/
    return said.firstMatch(of: pattern).map { String($0.output) }
  }
}
