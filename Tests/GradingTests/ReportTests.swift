import CourseKit
import Foundation
import Testing

@testable import Grading

private func report(
  _ verdict: Verdict?, input: String? = nil, printed: Printed = Printed(text: ""),
  _ language: Language = .english
) -> Report {
  Report(exercise: "3.4", verdict: verdict, input: input, printed: printed, language: language)
}

private let hint = "A hint: swift run course hint 3.4"

@Suite struct ReportTests {
  @Test func `what passed says so`() {
    #expect(report(.passed).outcome == .passed)
    #expect(report(.passed).message == "3.4 passed.")
    #expect(report(.passed, .portuguese).message == "3.4 passou.")
  }

  @Test func `a crash is told at the learner's line, a wrong result at the grader's`() {
    let grader = SourceLocation(
      fileID: "AttentionTests/CausalMaskGrader.swift",
      filePath: "/home/ana/Tests/gpt/Tests/03-AttentionTests/CausalMaskGrader.swift", line: 9,
      column: 4)
    let crash = Breakage(
      cause: .trap, signal: SIGILL, place: "Exercises/03-Attention/CausalMask.swift:14")
    let place = report(.broke(crash)).place(beside: grader)
    #expect(place?.filePath == "/home/ana/Tests/gpt/Exercises/03-Attention/CausalMask.swift")
    #expect(place?.line == 14)
    #expect(place?.fileID == "03-Attention/CausalMask.swift")
    let other = Verdict.borrowed(place: "Exercises/0/One.swift:2", module: "AttentionSolution")
    #expect(report(other).place(beside: grader)?.line == 2)
    #expect(report(.broke(Breakage(cause: .trap, signal: SIGILL))).place(beside: grader) == nil)
    let finding = Finding(input: "one", difference: "two")
    #expect(report(.wrong(finding)).place(beside: grader) == nil)
  }

  @Test func `not started, and what it needs`() {
    let own = Verdict.unfinished(exercise: "3.4")
    #expect(report(own).outcome == .notStarted)
    #expect(report(own).message == "3.4 is not started.")
    #expect(report(own, .portuguese).message == "3.4 não foi começado.")
    let other = Verdict.unfinished(exercise: "0.6")
    #expect(report(other).outcome == .notStarted)
    #expect(
      report(other).message
        == "3.4 needs 0.6, which is not started: write that first, or take its chapter from the "
        + "solutions with SOLUTIONS=0.")
    #expect(
      report(other, .portuguese).message
        == "3.4 precisa de 0.6, que não foi começado: faça-o antes ou use o capítulo das "
        + "soluções com SOLUTIONS=0.")
  }

  @Test func `a wrong result, with and without a name`() {
    var finding = Finding(input: "scores of [2, 2]", difference: "the weights: at [0, 1] …")
    #expect(
      report(.wrong(finding), input: "scores of [2, 2]").message
        == "3.4: scores of [2, 2]: the weights: at [0, 1] ….\n" + hint)
    finding.misconception = "without 1/√d"
    let named = report(.wrong(finding))
    #expect(named.outcome == .failed)
    #expect(named.message.contains("\nThis is what comes out without 1/√d.\n"))
    finding.misconception = "sem 1/√d"
    #expect(
      report(.wrong(finding), .portuguese).message.contains("\nÉ o que se obtém sem 1/√d.\n"))
  }

  @Test(
    arguments: [
      (
        .threw(error: "noLuck"), "3.4 throws an error where it should give a result: noLuck.",
        "3.4 lança um erro onde deveria dar um resultado: noLuck."
      ),
      (
        .left, "3.4 calls exit, which ends the whole program: return a result instead.",
        "3.4 chama exit, que encerra o programa inteiro: devolva um resultado."
      ),
      (
        nil,
        "3.4 ended its process before it gave a result: by SIGKILL, or by an endless recursion in a "
          + "thread of its own (concurrentPerform, Thread, Task)?",
        "3.4 encerrou o processo antes de dar um resultado: por SIGKILL, ou por uma recursão sem fim "
          + "numa thread própria (concurrentPerform, Thread, Task)?"
      ),
    ] as [(Verdict?, String, String)])
  func `an end of its own making`(verdict: Verdict?, english: String, portuguese: String) {
    #expect(report(verdict).outcome == .failed)
    #expect(
      report(verdict, input: "one token").message == "\(english)\nInput: one token.\n\(hint)")
    #expect(
      report(verdict, input: "um token", .portuguese).message
        == "\(portuguese)\nEntrada: um token.\nUma dica: swift run course hint 3.4")
  }

  @Test(
    arguments: [
      (.trap, "stops the program: a trap", "interrompe o programa: uma falha de execução"),
      (
        .stackOverflow, "calls itself without end, until the stack is full",
        "chama a si mesmo sem fim, até a pilha se esgotar"
      ),
      (
        .memory, "takes more than 2 GB of memory (a loop that appends without end?)",
        "ocupa mais de 2 GB de memória (um laço que acrescenta sem fim?)"
      ),
      (
        .time, "does not come to an end: it was stopped after 10 s",
        "não termina: foi interrompido depois de 10 s"
      ),
      (
        .wait, "waits without end: it was stopped after 60 s",
        "espera sem fim: foi interrompido depois de 60 s"
      ),
      (
        .output, "prints without end: it was stopped after 4 MB",
        "imprime sem parar: foi interrompido depois de 4 MB"
      ),
      (
        .other, "is ended by signal 8 (Floating point exception)",
        "é encerrado pelo sinal 8 (Floating point exception)"
      ),
    ] as [(Breakage.Cause, String, String)])
  func `a sudden end, with its place`(
    cause: Breakage.Cause, english: String, portuguese: String
  ) {
    var breakage = Breakage(cause: cause, signal: 8)
    #expect(report(.broke(breakage)).message == "3.4 \(english).\n\(hint)")
    breakage.place = "Exercises/03-Attention/CausalMask.swift:14"
    #expect(
      report(.broke(breakage), .portuguese).message.hasPrefix(
        "3.4 \(portuguese), em Exercises/03-Attention/CausalMask.swift:14.\n"))
  }

  @Test func `every cause has a place of its own`() {
    #expect(Breakage.Cause.allCases.map(\.index) == Array(Breakage.Cause.allCases.indices))
  }

  @Test func `the runtime's own words come before the compiler's`() {
    let breakage = Breakage(cause: .trap, signal: 4, failure: "arithmetic overflow")
    #expect(
      report(.broke(breakage)).message.hasPrefix("3.4 stops the program: arithmetic overflow."))
    let printed = Printed(text: "", fatalError: "Index out of range")
    #expect(
      report(.broke(breakage), printed: printed).message.hasPrefix(
        "3.4 stops the program: Index out of range."))
  }

  @Test func `what was printed is shown indented, and cut`() {
    let printed = Printed(text: "one\ntwo", isCut: true)
    #expect(
      report(.left, printed: printed).message.contains(
        "\nIt printed:\n    one\n    two\n    …\nA hint"))
    #expect(report(.passed, printed: printed).message == "3.4 passed.")
    #expect(
      report(.passed, printed: printed).passedButPrinted == "3.4 prints:\n    one\n    two\n    …")
  }
}

@Suite struct PrintedTests {
  private func printed(_ text: String) throws -> Printed {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "printed-\(UUID().uuidString)").path
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    defer { try? FileManager.default.removeItem(atPath: file) }
    return Printed(of: file)
  }

  @Test func `the reason is taken out of the runtime's message`() throws {
    let crash = try printed(
      "before\nAttention/Softmax.swift:9: Fatal error: Index out of range\n"
        + "Current stack trace:\n0  libswiftCore.so\n")
    #expect(crash.fatalError == "Index out of range")
    #expect(crash.text == "before")
    #expect(
      try printed("A.swift:3: Precondition failed: two rows").fatalError
        == "precondition failed: two rows")
    #expect(
      try printed("Could not cast value of type 'A' (0x1) to 'B' (0x2).").fatalError
        == "Could not cast value of type 'A' (0x1) to 'B' (0x2)")
    #expect(try printed("all is well\n").fatalError == nil)
  }

  @Test func `long output is cut to its beginning`() throws {
    let lines = try printed((0..<100).map { "line \($0)" }.joined(separator: "\n"))
    #expect(lines.isCut && lines.text.hasSuffix("line 29") && lines.shown.hasSuffix("29\n…"))
    let wide = try printed(String(repeating: "x", count: 10_000))
    #expect(wide.isCut && wide.text.count == 4000)
    let short = try printed("a\n")
    #expect(!short.isCut && short.text == "a")
  }

  @Test func `no output is no text`() { #expect(Printed(of: "/does/not/exist").text == "") }
}
