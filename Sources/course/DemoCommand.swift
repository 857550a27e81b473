import Catalogue
import Console
import CourseKit
import Demos
import Foundation

/// `course demo 3`: demonstrates a chapter's idea with real tensors.
struct DemoCommand: Command {
  let name = "demo"
  let summary = Text(
    "shows a chapter's idea step by step, with real tensors and a picture",
    "mostra a ideia de um capítulo passo a passo, com tensores de verdade e uma figura")
  let discussion = Text(
    "It runs the reference's code, so it works whatever state your own is in. Without a number it "
      + "lists the demos. Ctrl-C leaves; during a training it goes on to the next section, with what is "
      + "learned by then.",
    "Roda o código da referência, então funciona qualquer que seja o estado do seu. Sem número, "
      + "lista as demonstrações. Ctrl-C encerra; durante um treino, passa à próxima seção com o que já "
      + "se aprendeu.")

  let chapter = Positional<Int?>(
    Text("CHAPTER", "CAPÍTULO"), default: .some(nil),
    help: Text("from 0 to 8", "de 0 a 8"))
  let seed = Option<UInt64>(
    "seed", default: 1,
    help: Text("another seed, other numbers", "outra semente, outros números"))
  let step = Flag(
    "step", help: Text("waits for Return after each step", "espera Enter depois de cada passo"))
  let out = Option<String?>(
    "out", default: nil, as: Text("FOLDER", "PASTA"),
    help: Text("where the picture goes", "onde a figura é salva"))

  func run(_ values: Values) throws {
    let language = values.language
    guard let number = values[chapter] else { return list(language) }
    guard let demo = DemoCatalogue.demo(number) else {
      throw UsageError(
        language.text(
          "There is no demo \(number): course demo lists them.",
          "Não existe a demonstração \(number): course demo lista todas."))
    }
    let project = try? Project()
    let folder: String
    if let out = values[out] {
      folder = out
    } else if let project {
      folder = "\(project.path)/.build/demos"
    } else {
      folder = FileManager.default.currentDirectoryPath
    }
    let isTerminal = isatty(STDOUT_FILENO) == 1 && Terminal.standardError.isInteractive
    let waits = values[step] && isTerminal && isatty(STDIN_FILENO) == 1
    let narrator = Narrator(
      language: language, seed: values[seed], folder: folder, isTerminal: isTerminal,
      runsFolder: project.map { "\($0.path)/runs" },
      shortPath: { project?.short($0) ?? $0 },
      waitForReturn: waits ? { waitForReturn(language) } : nil,
      write: printText(styled:))
    Interrupt.watch()
    defer { if !Interrupt.isRequested { Interrupt.stopWatching() } }
    do {
      try demo.tell(narrator)
    } catch let stopped as Stopped {
      printLine()
      throw stopped
    }
  }

  private func list(_ language: Language) {
    var table = Table(.left(""), .left(""))
    for demo in DemoCatalogue.all {
      let title = Catalogue.chapters[demo.chapter].title.in(language)
      table.addRow("\(demo.chapter) \(title)", demo.summary.in(language))
    }
    printLine(table)
    printLine(
      language.text(
        "\nswift run course demo 3 shows that of chapter 3.",
        "\nswift run course demo 3 mostra a do capítulo 3."))
  }
}

/// Shows a faint prompt until Return is pressed. Ctrl-C ends the wait, too.
private func waitForReturn(_ language: Language) {
  printText(styled: .faint(language.text("   Return ↵ ", "   Enter ↵ ")))
  while !Interrupt.isRequested {
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard poll(&input, 1, 200) > 0 else { continue }
    _ = readLine()
    // Return moved the terminal to the next line: go back up and erase the prompt.
    StandardOutput.eraseLineAbove()
    return
  }
}
