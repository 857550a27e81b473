import Catalogue
import CourseKit

extension Figure {
  /// The source code, what the toolchain does with it, and the programs that come out.
  static let environment = Figure(
    "00-environment",
    Text("All you need is the Swift toolchain", "Basta ter a toolchain do Swift")
  ) { canvas in
    let swift = Frame(280, 60, 240, 284)
    canvas.panel(swift, "Swift 6.3", role: .learned)
    let parts = Frame(swift.x + 10, 98, swift.width - 20, 226).rows(3, gap: 26)
    let manager = canvas.box(
      parts[0], canvas.text("package manager", "gerenciador de pacotes"),
      "swift build · run · test",
      role: .learned)
    let compiler = canvas.box(
      parts[1], canvas.text("compiler", "compilador"), "swiftc", role: .learned)
    let tests = canvas.box(
      parts[2], canvas.text("test library", "biblioteca de testes"), "Swift Testing", role: .learned
    )
    canvas.arrow(manager.bottom(), compiler.top())
    canvas.arrow(compiler.bottom(), tests.top())

    let left = Frame(32, 0, 184, 0)
    let holes = Catalogue.exercises.count
    let exercises = canvas.box(
      Frame(left.x, parts[0].y, left.width, 70), "Exercises/",
      canvas.text("you write: \(holes) holes", "você escreve: \(holes) lacunas"),
      role: .data, look: .code)
    let solutions = canvas.box(
      Frame(left.x, parts[2].maxY - 70, left.width, 70), "Solutions/",
      canvas.text("the reference", "a referência"), isBroken: true, look: .code)

    // A switch with two contacts, set to the learner's own code.
    let pivot = Point(260, compiler.center.y)
    let contacts = [Point(236, pivot.y - 20), Point(236, pivot.y + 20)]
    canvas.arrow(
      exercises.right(), Point(contacts[0].x, exercises.center.y), contacts[0], role: .data,
      isLoose: true, hasHead: false)
    canvas.arrow(
      solutions.right(), Point(contacts[1].x, solutions.center.y), contacts[1], isBroken: true,
      isLoose: true, hasHead: false)
    canvas.arrow(
      contacts[0], pivot, role: .data, isLoose: true, hasHead: false, isWide: true)
    canvas.arrow(pivot, compiler.left(), role: .data, isLoose: true)
    for (point, role) in [(contacts[0], Role.data), (contacts[1], .quiet), (pivot, .data)] {
      canvas.drawing.circle(point.x, point.y, radius: 4.5, role.fill)
    }
    canvas.write("SOLUTIONS=0-3", at: Point(left.x, pivot.y - 4), size: 14, look: .code)
    canvas.write(
      canvas.text("switches chapters 0–3", "troca os capítulos 0–3"),
      at: Point(left.x, pivot.y + 16), size: 13, look: .soft)

    let right = Frame(584, parts[0].y, 184, 226).rows(2, gap: 38)
    let programs = [
      canvas.box(
        right[0], "gpt", canvas.text("the model", "o modelo"), role: .result, look: .code),
      canvas.box(
        right[1], "course", canvas.text("hints and grades", "dicas e correção"), role: .result,
        look: .code),
    ]
    for program in programs {
      let middle = (swift.maxX + program.x) / 2
      canvas.arrow(
        compiler.right(), Point(middle, compiler.center.y), Point(middle, program.center.y),
        program.left(), role: .result)
    }
    let strip = Frame(32, 364, 736, 40)
    canvas.panel(strip)
    canvas.write(
      canvas.text(
        "nothing else: no GPU, no packages, no Python",
        "nada mais: sem GPU, sem pacotes, sem Python"),
      at: strip.center.moved(0, 5), size: 15, look: .strong, anchor: .middle)
    canvas.noteCaption(in: strip)
  }
}
