import Console
import CourseKit

tellOfMissingInstructions()

Program(
  name: "course",
  summary: Text(
    "The companion of the course: where you are, what is next, and how it goes.",
    "O companheiro do curso: onde você está, o que vem a seguir e como está indo."),
  commands: [
    MapCommand(), GradeCommand(), WatchCommand(), ShowCommand(), HintCommand(), SolutionCommand(),
    ResetCommand(),
    DemoCommand(), DoctorCommand(), ExportCommand(), StubsCommand(), FiguresCommand(),
    VerifyCommand(),
  ],
  defaultCommand: MapCommand()
).main()
