import Catalogue
import Console
import CourseKit
import Demos
import Foundation
import Narration

/// `course demo 3`: demonstrates a chapter's idea with real tensors.
struct DemoCommand: Command {
  let name = "demo"
  let summary = Text(
    "shows a chapter's idea step by step, with real tensors and a picture",
    "mostra a ideia de um capítulo passo a passo, com tensores de verdade e uma figura")
  let discussion = Text(
    "It runs your code where all exercises of the chapter and of those before it pass, else the "
      + "reference's, and says which. Without a number it lists the demos. Ctrl-C leaves; during a "
      + "training of the reference's it goes on to the next section, with what is learned by then.",
    "Roda o seu código onde passam todos os exercícios do capítulo e dos anteriores; senão, o da "
      + "referência, e diz qual. Sem número, lista as demonstrações. Ctrl-C encerra; durante um treino "
      + "da referência, passa à próxima seção com o que já se aprendeu.")

  let chapter = Positional<Int?>(
    Text("CHAPTER", "CAPÍTULO"), default: .some(nil),
    help: Text("from 0 to 8", "de 0 a 8"))
  let options = NarratorOptions()
  let step = Flag(
    "step", help: Text("waits for Return after each step", "espera Enter depois de cada passo"))
  let reference = Flag(
    "reference",
    help: Text("the reference's code in any case", "o código da referência em todo caso"))

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
    var whose = Narrator.reference
    if let project, !values[reference] {
      switch try DemoTrack.of(number, in: project, language) {
      case .own(let program, let sentence):
        try program.build()
        return try program.run(
          options.words(values) + (values[step] ? ["--step"] : [])
            + ["--root", project.path, "--whose=\(sentence)"])
      case .reference(let sentence): whose = sentence
      }
    }
    let narrator = options.narrator(
      values, root: project?.path, whose: whose, waits: values[step])
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
