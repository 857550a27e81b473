import CourseKit

extension Figure {
  /// The file that lists the targets, the modules built from them, and two ways to build them.
  static let packageToProgram = Figure(
    "00-package-to-program",
    Text("One package, two ways to build it", "Um pacote, dois jeitos de compilar")
  ) { canvas in
    let modules = Frame(200, 60, 178, 366)
    let build = Frame(414, 60, 216, 366).rows(2, gap: 20)
    let ends = build.map { Frame(666, $0.center.y - 36, 102, 72) }

    let package = canvas.box(
      Frame(32, modules.center.y - 40, 132, 80), "Package.swift",
      canvas.text("lists the targets", "lista os targets"), role: .data, size: 14, look: .code)
    canvas.panel(modules, canvas.text("modules", "módulos"))
    let names = [
      "gpt", "Pipeline", canvas.text("chapters 0 … 8", "capítulos 0 … 8"), "CourseKit", "Tensors",
      "TensorKernels",
    ]
    let rows = Frame(modules.x + 18, modules.y + 36, modules.width - 36, modules.height - 54)
      .rows(6, gap: 22)
    let boxes = zip(rows, names).map { row, name in
      canvas.box(
        row, name, role: name == names[2] ? .data : name == "gpt" ? .result : .quiet, size: 14,
        look: name == names[2] ? .strong : .code)
    }
    for (upper, lower) in zip(boxes, boxes.dropFirst()) {
      canvas.arrow(lower.top(), upper.bottom())
    }
    canvas.arrow(package.right(), modules.left())

    let ways: [(name: String, command: String, note: String, end: String)] = [
      (
        "debug", "swift test",
        canvas.text(
          "your code unoptimized, so that a crash names your line; the reference optimized",
          "o seu código sem otimização, para que um erro aponte a sua linha; a referência otimizada"
        ),
        canvas.text("test report", "relatório")
      ),
      (
        "release", "swift run -c release gpt",
        canvas.text(
          "all code rearranged for speed: the model is trained with it",
          "todo o código reorganizado para ser rápido: é assim que o modelo treina"),
        canvas.text("program", "programa")
      ),
    ]
    for (index, way) in ways.enumerated() {
      let frame = build[index]
      canvas.panel(frame, canvas.text("build: \(way.name)", "compilar: \(way.name)"))
      let command = canvas.box(
        Frame(frame.x + 10, frame.y + 38, frame.width - 20, 38), way.command, role: .learned,
        size: 13, look: .code)
      canvas.paragraph(
        way.note, x: frame.x + 12, top: command.maxY + 8, width: frame.width - 24, size: 13)
      canvas.arrow(
        Point(modules.maxX, frame.center.y), frame.left())
      let end = canvas.box(ends[index], way.end, role: .result, size: 14)
      canvas.arrow(frame.right(), end.left())
    }
    canvas.write(
      canvas.text("each uses only modules below it", "cada um só usa módulos abaixo dele"),
      at: Point(modules.center.x, modules.maxY + 22), size: 13, look: .soft, anchor: .middle)
  }
}
