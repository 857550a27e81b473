import Console
import CourseKit

Program(
  name: "fuzz",
  summary: Text(
    "Gives damaged files to everything that reads one, and looks for what is no sentence.",
    "Dá arquivos danificados a tudo o que lê um, e procura o que não é uma frase."),
  commands: [],
  defaultCommand: FuzzCommand()
).main()
