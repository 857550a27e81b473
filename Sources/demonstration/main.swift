import Console
import CourseKit
import DemosOnTrack
import Narration

tellOfMissingInstructions()
endAtOpenHoles()

Program(
  name: "course",
  summary: Text("A demo on the learner's code.", "Uma demonstração com o seu código."),
  commands: [DemonstrationCommand()], defaultCommand: DemonstrationCommand()
).main()

/// What `course demo` starts where the demo runs on the learner's code.
struct DemonstrationCommand: Command {
  let name = "demonstration"
  let summary = Text("the demo of one chapter", "a demonstração de um capítulo")

  let options = NarratorOptions()
  let step = Flag("step", help: Text("waits after each step", "espera depois de cada passo"))
  let root = Option<String>(
    required: "root", help: Text("the course's folder", "a pasta do curso"))
  let whose = Option<String>(
    required: "whose", help: Text("whose code it is", "de quem é o código"))

  func run(_ values: Values) throws {
    let narrator = options.narrator(
      values, root: values[root], whose: Text(verbatim: values[whose]), waits: values[step])
    Interrupt.watch()
    defer { if !Interrupt.isRequested { Interrupt.stopWatching() } }
    do {
      try ChapterDemo.demo.tell(narrator)
    } catch let stopped as Stopped {
      printLine()
      throw stopped
    }
  }
}
