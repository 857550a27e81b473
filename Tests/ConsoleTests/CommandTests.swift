import CourseKit
import Synchronization
import Testing

@testable import Console

/// A command with one argument of each kind.
struct Sample: Command {
  enum Device: String, CaseIterable, ArgumentValue { case paper, screen }

  let name = "sample"
  let summary = Text("shows what a command takes", "mostra o que um comando recebe")
  let temperature = Option(
    "temperature", default: 1.0, .moreThan(0), help: Text("how daring", "quão ousado"))
  let topK = Option<Int?>("top-k", default: nil, .atLeast(1), help: Text("how many", "quantos"))
  let window = Option<Int?>("window", default: 5, help: Text("how far", "até onde"))
  let topP = Option(
    "top-p", default: 0.9, .moreThan(0, atMost: 1),
    help: Text("the share of probability that is kept", "a parte da probabilidade que fica"))
  let seed = Option("seed", default: UInt64(42), help: Text("the seed", "a semente"))
  let prompt = Option("prompt", default: "", help: Text("how it begins", "como começa"))
  let device = Option("device", default: Device.screen, help: Text("where", "onde"))
  let language = Option("language", default: Language.english, help: Text("which", "qual"))
  let steps = Option<Int>(required: "steps", .from(1, to: 1000), help: Text("steps", "passos"))
  let quick = Flag("quick", help: Text("a shorter run", "mais curto"))
  let file = Positional<String>(Text("FILE", "ARQUIVO"), help: Text("the text", "o texto"))
  let target = Positional(
    Text("TARGET", "DESTINO"), default: "runs", help: Text("the folder", "a pasta"))

  func run(_ values: Values) throws {
    if values[prompt] == "fail" {
      throw InputError("There is nothing to say: say something.", "Não há o que dizer: diga algo.")
    }
    if values[prompt] == "stop" { throw Stopped("Stopped: nothing was said.") }
  }
}

/// A command that has some of its arguments in a group.
private struct Grouped: Command {
  struct Size: ArgumentGroup {
    let width = Option("width", default: 4, .atLeast(1), help: Text("how wide", "que largura"))
    let tall = Flag("tall", help: Text("as high as wide", "tão alto quanto largo"))
  }

  let name = "draw"
  let summary = Text("draws", "desenha")
  let file = Positional<String>(Text("FILE", "ARQUIVO"), help: Text("where to", "para onde"))
  let size = Size()
  let seed = Option("seed", default: UInt64(1), help: Text("the seed", "a semente"))

  func run(_ values: Values) throws {}
}

struct CommandTests {
  let sample = Sample()

  @Test func `a group's arguments stand where the group does`() throws {
    let command = Grouped()
    #expect(command.arguments.map(\.name) == ["FILE", "width", "tall", "seed"])
    let values = try command.parse(["--width", "7", "a", "--tall"], language: .english)
    #expect(values[command.size.width] == 7 && values[command.size.tall])
    let alone = try Values(reading: ["--width=9"], for: command.size, language: .english)
    #expect(alone[command.size.width] == 9 && !alone[command.size.tall])
    #expect(throws: UsageError.self) {
      try Values(reading: ["--seed", "1"], for: command.size, language: .english)
    }
  }

  func values(_ words: String...) throws -> Values {
    try sample.parse(words, language: .english)
  }

  func complaint(_ words: String..., language: Language = .english) throws -> String {
    try #require(throws: UsageError.self) {
      _ = try sample.parse(words, language: language)
    }.description
  }

  @Test func `what is not given has its default`() throws {
    let values = try values("--steps", "5", "a.txt")
    #expect(values[sample.temperature] == 1)
    #expect(values[sample.topK] == nil)
    #expect(values[sample.window] == 5)
    #expect(values[sample.seed] == 42)
    #expect(values[sample.device] == .screen)
    #expect(values[sample.target] == "runs")
    #expect(!values[sample.quick])
    #expect(!values.gives(sample.seed) && values.gives(sample.steps))
  }

  @Test func `values are given with a space or an equals sign, in any order`() throws {
    let values = try values(
      "--top-k=7", "a.txt", "--quick", "--prompt", "-- once --", "--seed", "18446744073709551615",
      "out", "--device", "paper", "--prompt=a=b", "--steps", "1000", "--language", "pt")
    #expect(values[sample.topK] == 7)
    #expect(values[sample.prompt] == "a=b")
    #expect(values[sample.seed] == .max)
    #expect(values[sample.device] == .paper)
    #expect(values[sample.language] == .portuguese)
    #expect(values[sample.file] == "a.txt")
    #expect(values[sample.target] == "out")
    #expect(values[sample.quick])
  }

  @Test func `two dashes end the options`() throws {
    let values = try values("--steps", "5", "--", "--quick", "--")
    #expect(values[sample.file] == "--quick")
    #expect(values[sample.target] == "--")
    #expect(!values[sample.quick])
  }

  @Test func `each mistake has its sentence`() throws {
    #expect(try complaint("--topk", "5") == "Unknown option --topk: did you mean --top-k?")
    #expect(try complaint("--temperatrue=1").hasSuffix("did you mean --temperature?"))
    #expect(try complaint("--temp", "1").hasSuffix("did you mean --temperature?"))
    #expect(try complaint("--colour", "1") == "Unknown option --colour: --help lists the options.")
    #expect(try complaint("-k", "1").hasPrefix("Unknown option -k"))
    #expect(try complaint("--top-p", "1.5") == "--top-p 1.5: must be more than 0 and at most 1.")
    #expect(try complaint("--top-p", "0") == "--top-p 0: must be more than 0 and at most 1.")
    #expect(try complaint("--top-k", "0") == "--top-k 0: must be at least 1.")
    #expect(try complaint("--top-k", "-1") == "--top-k -1: must be at least 1.")
    #expect(try complaint("--top-k", "2.5") == "--top-k 2.5: must be a whole number.")
    #expect(
      try complaint("--temperature", "nan") == "--temperature nan: must be a number such as 0.8.")
    #expect(try complaint("--device", "stone") == "--device stone: must be one of paper, screen.")
    #expect(try complaint("--prompt") == "--prompt needs a value.")
    #expect(try complaint("--prompt", "--quick") == "--prompt needs a value.")
    #expect(try complaint("--quick=yes") == "--quick takes no value.")
    #expect(try complaint("--steps", "5") == "FILE is missing.")
    #expect(try complaint("a.txt") == "--steps is missing.")
    #expect(try complaint("a", "b", "c") == "c is one word too many.")
    #expect(
      try complaint("--top-p", "1.5", language: .portuguese)
        == "--top-p 1.5: deve ser maior que 0 e no máximo 1.")
    #expect(try complaint("--steps", "5", language: .portuguese) == "Falta ARQUIVO.")
  }

  @Test(arguments: [
    ("kitten", "sitting", 3), ("", "abc", 3), ("same", "same", 0), ("top-k", "topk", 1),
    ("abcd", "acbd", 1), ("ca", "abc", 3),
  ])
  func `the edit distance of known pairs`(a: String, b: String, distance: Int) {
    #expect(editDistance(a, b) == distance)
    #expect(editDistance(b, a) == distance)
  }
}

struct ProgramTests {
  final class Note: Sendable {
    let ran = Mutex<[String]>([])
  }

  struct Noted: Command {
    let name: String
    let note: Note
    let summary = Text("writes its name down", "anota o seu nome")
    let quick = Flag("quick", help: Text("short", "curto"))
    let often = Option("often", default: 3, help: Text("how often", "quantas vezes"))
    func run(_ values: Values) throws {
      note.ran.withLock { $0.append("\(name) \(values[quick]) \(values[often])") }
    }
  }

  let note = Note()
  var program: Program {
    Program(
      name: "gpt", summary: Text("a language model", "um modelo de linguagem"),
      commands: [Sample(), Noted(name: "resume", note: note)],
      defaultCommand: Noted(name: "everything", note: note))
  }

  func run(_ words: String..., language: Language = .english) -> (
    status: Int32, output: String, errors: String
  ) {
    var (output, errors) = ("", "")
    let status = program.run(
      words, language: language, output: { output += $0 }, errors: { errors += $0 })
    return (status, output, errors)
  }

  @Test func `the first word chooses the command, and without one the default runs`() {
    #expect(run().status == 0)
    #expect(run("--quick").status == 0)
    #expect(run("resume", "--often=5").status == 0)
    #expect(
      note.ran.withLock { $0 } == ["everything false 3", "everything true 3", "resume false 5"])
  }

  @Test func `a name of two words is a command of a group`() {
    let program = Program(
      name: "gpt", summary: Text("a language model", "um modelo de linguagem"),
      commands: ["classify train", "classify predict", "resume"].map { Noted(name: $0, note: note) }
    )
    func run(_ words: String...) -> (status: Int32, output: String, errors: String) {
      var (output, errors) = ("", "")
      let status = program.run(
        words, language: .english, output: { output += $0 }, errors: { errors += $0 })
      return (status, output, errors)
    }
    #expect(run("classify", "predict", "--quick").status == 0)
    #expect(run("resume").status == 0)
    #expect(note.ran.withLock { $0 } == ["classify predict true 3", "resume false 3"])

    #expect(
      run("classify").errors
        == "gpt: classify is not enough: classify train or classify predict.\n")
    #expect(
      run("classify", "tarin").errors
        == "gpt: Unknown command classify tarin: did you mean classify train?\n")
    #expect(
      run("classify", "dance").errors
        == "gpt: Unknown command classify dance: gpt classify --help lists them.\n")
    #expect(
      run("clasify", "train").errors
        == "gpt: Unknown command clasify: did you mean classify?\n")
    #expect(run("classify").status == 64 && run("classify", "dance").status == 64)

    let group = run("classify", "--help")
    #expect(group.status == 0 && group.errors == "")
    #expect(group.output.contains("\n  train ") && group.output.contains("\n  predict "))
    #expect(!group.output.contains("resume"))
    #expect(run("help", "classify").output == group.output)
    let details = run("classify", "train", "--help")
    #expect(details.status == 0 && details.output.hasPrefix("gpt classify train: "))
    #expect(run("help", "classify", "train").output == details.output)
  }

  @Test func `mistakes end with 64 and failures with 1, each with one line`() {
    let mistake = run("resume", "--quik")
    #expect(mistake.status == 64)
    #expect(mistake.errors == "gpt: Unknown option --quik: did you mean --quick?\n")
    let unknown = run("resumee")
    #expect(unknown.status == 64)
    #expect(unknown.errors == "gpt: Unknown command resumee: did you mean resume?\n")
    #expect(run("dance").errors == "gpt: Unknown command dance: gpt --help lists them.\n")
    let failure = run("sample", "--steps", "1", "--prompt", "fail", "a")
    #expect(failure.status == 1)
    let sentence = Language.current.text(
      "There is nothing to say: say something.", "Não há o que dizer: diga algo.")
    #expect(failure.errors == "gpt: \(sentence)\n")
  }

  @Test func `what the user stops ends with 130, and is no error`() {
    let stopped = run("sample", "--steps", "1", "--prompt", "stop", "a")
    #expect(stopped.status == 130)
    #expect(stopped.output == "" && stopped.errors == "Stopped: nothing was said.\n")
  }

  @Test func `help in either language fits 80 columns and names everything`() {
    for language in Language.allCases {
      for words in [["--help"], ["help"], ["sample", "--help"], ["help", "sample"]] {
        var text = ""
        let status = program.run(
          words, language: language, output: { text += $0 }, errors: { text += $0 })
        #expect(status == 0)
        for line in text.split(separator: "\n") {
          #expect(visibleWidth(String(line)) <= 80, "\(line)")
          #expect(!line.hasSuffix(" "), "\(line)")
        }
      }
      let details = run("sample", "--help", language: language).output
      for argument in Sample().arguments {
        #expect(details.contains("  \(argument.title(language))"))
        let firstWords = argument.help.in(language).split(separator: " ").prefix(2)
        #expect(details.contains(firstWords.joined(separator: " ")))
      }
      #expect(details.contains("--device paper|screen"))
    }
    #expect(run("sample", "--help").output.contains("how daring (default: 1)"))
    #expect(run("sample", "-h", language: .portuguese).output.contains("quão ousado (padrão: 1)"))
    #expect(note.ran.withLock { $0 } == [])
  }

  @Test func `the details of a command are laid out`() {
    let text = run("help", "resume").output
    #expect(
      text == """
        gpt resume: writes its name down

        Usage:
          gpt resume [options]

        Options:
          --quick                 short
          --often N               how often (default: 3)
          --help                  shows this text

        """)
  }
}
