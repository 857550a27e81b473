import Console
import CourseKit

tellOfMissingInstructions()
tellOfHoles()

Program(
  name: "gpt",
  summary: Text(
    "A GPT written from scratch: trains on a small world of stories, and tells new ones.",
    "Um GPT escrito do zero: treina num pequeno mundo de histórias e conta outras novas."),
  commands: [
    MainJob(), PretrainCommand(), ResumeCommand(), GenerateCommand(), ClassifyTrainCommand(),
    ClassifyPredictCommand(), InstructCommand(), AskCommand(), ChatCommand(), PreferCommand(),
    ExperimentCommand(), EvaluateCommand(), ReportCommand(), ShareCommand(), ImportCommand(),
    ExportCommand(), RunsCommand(), BenchCommand(),
  ],
  defaultCommand: MainJob()
).main()
