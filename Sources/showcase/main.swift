import Console
import CourseKit
import Narration

tellOfMissingInstructions()
endAtOpenHoles()

Program(
  name: "course",
  summary: Text("What a chapter's code can do.", "O que o código de um capítulo faz."),
  commands: [ShowcaseCommand()], defaultCommand: ShowcaseCommand()
).main()
