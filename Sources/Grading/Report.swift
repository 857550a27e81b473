import CourseKit
import Foundation
import Testing

/// What a learner is told about an attempt.
struct Report: Sendable {
  enum Outcome: Sendable { case passed, failed, notStarted }

  let exercise: String
  let verdict: Verdict?
  /// The name of the last input that was tried.
  let input: String?
  var slowness: Slowness?
  let printed: Printed
  var limits = Isolation.Limits()
  let language: Language

  var outcome: Outcome {
    switch verdict {
    case .passed: .passed
    case .unfinished, .begun: .notStarted
    default: .failed
    }
  }

  /// An additional remark on an exercise that passed.
  var remark: String? { outcome == .passed ? slowness?.sentence(exercise, language) : nil }

  var passedButPrinted: String {
    "\(exercise) " + language.text("prints:", "imprime:") + "\n" + indented(printed.shown)
  }

  /// The full message: what is wrong, for which input, what was printed, and what to do next.
  var message: String {
    var lines = [sentence]
    if let input, showsInput { lines.append(language.text("Input: ", "Entrada: ") + input + ".") }
    if outcome == .failed {
      if !printed.text.isEmpty {
        lines.append(language.text("It printed:", "Ele imprimiu:"))
        lines.append(indented(printed.shown))
      }
      lines.append(
        language.text(
          "A hint: swift run course hint \(exercise)", "Uma dica: swift run course hint \(exercise)"
        ))
    }
    return lines.joined(separator: "\n")
  }

  private var showsInput: Bool {
    switch verdict {
    case .wrong, .borrowed: return false  // the sentence says it all
    default: break
    }
    return outcome == .failed
  }

  private func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
      .joined(separator: "\n")
  }

  // MARK: Sentences

  private var sentence: String {
    switch verdict {
    case .passed: return language.text("\(exercise) passed.", "\(exercise) passou.")
    case .unfinished(let hole):
      guard hole != exercise else {
        return language.text("\(exercise) is not started.", "\(exercise) não foi começado.")
      }
      let chapter = hole.prefix { $0 != "." }
      return language.text(
        "\(exercise) needs \(hole), which is not started: write that first, or take its chapter from "
          + "the solutions with SOLUTIONS=\(chapter).",
        "\(exercise) precisa de \(hole), que não foi começado: faça-o antes ou use o capítulo "
          + "das soluções com SOLUTIONS=\(chapter).")
    case .begun(let passed, let open):
      func names(_ parts: [[String]]) -> String {
        parts.map { $0[language == .english ? 0 : 1] }.joined(separator: ", ")
      }
      let (done, left) = (names(passed), names(open))
      return language.text(
        "\(exercise) is begun. Right so far: \(done). Still to write: \(left.isEmpty ? "the rest" : left).",
        "\(exercise) está começado. Certo até aqui: \(done). Falta escrever: \(left.isEmpty ? "o resto" : left)."
      )
    case .wrong(let finding):
      var text = "\(exercise): \(finding.input): \(finding.difference)."
      if let misconception = finding.misconception {
        text +=
          "\n"
          + language.text(
            "This is what comes out \(misconception).", "É o que se obtém \(misconception).")
      }
      return text
    case .borrowed(let place, let module):
      return language.text(
        "\(exercise) is not graded while \(place) imports \(module), the reference: remove that line "
          + "and write the exercise yourself. To go on with the reference's chapter, use "
          + "SOLUTIONS=\(exercise.prefix { $0 != "." }).",
        "\(exercise) não é corrigido enquanto \(place) importar \(module), a referência: remova essa "
          + "linha e escreva o exercício você mesmo. Para seguir com o capítulo da referência, use "
          + "SOLUTIONS=\(exercise.prefix { $0 != "." }).")
    case .threw(let error):
      return language.text(
        "\(exercise) throws an error where it should give a result: \(error).",
        "\(exercise) lança um erro onde deveria dar um resultado: \(error).")
    case .left:
      return language.text(
        "\(exercise) calls exit, which ends the whole program: return a result instead.",
        "\(exercise) chama exit, que encerra o programa inteiro: devolva um resultado.")
    case .broke(let breakage): return sentence(of: breakage)
    case nil:
      return language.text(
        "\(exercise) ended its process before it gave a result: by SIGKILL, or by an endless recursion in a "
          + "thread of its own (concurrentPerform, Thread, Task)?",
        "\(exercise) encerrou o processo antes de dar um resultado: por SIGKILL, ou por uma recursão sem fim "
          + "numa thread própria (concurrentPerform, Thread, Task)?")
    }
  }

  private func sentence(of breakage: Breakage) -> String {
    let place = breakage.place.map { language.text(", at \($0)", ", em \($0)") } ?? ""
    let what: String
    switch breakage.cause {
    case .trap:
      let reason =
        (printed.fatalError ?? breakage.failure).map { StopReason.spoken($0, language) }
        ?? language.text("a trap", "uma falha de execução")
      what = language.text("stops the program: \(reason)", "interrompe o programa: \(reason)")
    case .stackOverflow:
      what = language.text(
        "calls itself without end, until the stack is full",
        "chama a si mesmo sem fim, até a pilha se esgotar")
    case .memory:
      what = language.text(
        "takes more than \(size(limits.memoryBytes)) of memory (a loop that appends without end?)",
        "ocupa mais de \(size(limits.memoryBytes)) de memória (um laço que acrescenta sem fim?)")
    case .time:
      what = language.text(
        "does not come to an end: it was stopped after \(Int(limits.processorSeconds)) s",
        "não termina: foi interrompido depois de \(Int(limits.processorSeconds)) s")
    case .wait:
      what = language.text(
        "waits without end: it was stopped after \(Int(limits.wallSeconds)) s",
        "espera sem fim: foi interrompido depois de \(Int(limits.wallSeconds)) s")
    case .output:
      what = language.text(
        "prints without end: it was stopped after \(size(limits.outputBytes))",
        "imprime sem parar: foi interrompido depois de \(size(limits.outputBytes))")
    case .threads:
      what = language.text(
        "starts threads without end: it was stopped after \(limits.threads)",
        "inicia threads sem parar: foi interrompido depois de \(limits.threads)")
    case .stop:
      what = language.text(
        "stops its own process (SIGSTOP), which would never go on: it was ended",
        "suspende o próprio processo (SIGSTOP), que nunca continuaria: foi encerrado")
    case .other where breakage.signal == SIGABRT:
      let reason =
        printed.fatalError.map { StopReason.spoken($0, language) }
        ?? language.text("a call of abort", "uma chamada de abort")
      what = language.text("stops the program: \(reason)", "interrompe o programa: \(reason)")
    case .other:
      let signal = "\(breakage.signal) (\(String(cString: strsignal(breakage.signal))))"
      what = language.text("is ended by signal \(signal)", "é encerrado pelo sinal \(signal)")
    }
    return "\(exercise) \(what)\(place)."
  }

  /// The learner's own line, if the crash or the forbidden import was there.
  func place(beside grader: SourceLocation) -> SourceLocation? {
    let place: String? =
      switch verdict {
      case .broke(let breakage): breakage.place
      case .borrowed(let place, _): place
      default: nil
      }
    guard let parts = place?.split(separator: ":"), parts.count == 2, let line = Int(parts[1]),
      let root = grader.filePath.range(of: "/Tests/", options: .backwards)
    else { return nil }
    let file = String(parts[0])
    let name = file.split(separator: "/").suffix(2).joined(separator: "/")
    return SourceLocation(
      fileID: name, filePath: grader.filePath[..<root.lowerBound] + "/" + file, line: line,
      column: 1)
  }

  private func size(_ bytes: Int) -> String {
    bytes >= 1 << 30 ? "\(bytes >> 30) GB" : "\(bytes >> 20) MB"
  }
}
