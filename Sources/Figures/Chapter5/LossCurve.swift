import CourseKit
import Foundation

extension Figure {
  /// The losses of both full runs on a logarithmic axis, with the losses of guessing and of
  /// counting.
  static let lossCurve = Figure(
    "05-06-loss-curve",
    Text(
      "The loss falls fast, passes the bigrams, then slowly flattens",
      "A perda despenca, passa dos bigramas e se achata aos poucos")
  ) { canvas in
    let runs = [
      (name: canvas.text("English", "inglês"), run: canvas.data.english, role: Role.data),
      (
        name: canvas.text("Portuguese", "português"), run: canvas.data.portuguese,
        role: Role.learned
      ),
    ]
    let steps = Double(canvas.run.origin.steps)
    // As in the main job's plan.
    let warmUp = 250.0
    let frame = Frame(76, 122, 692, 340)

    let warmUpEnd = frame.x + frame.width * warmUp / steps
    canvas.drawing.rectangle(
      frame.x, frame.y, warmUpEnd - frame.x, frame.height, "fill5", opacity: 0.14)
    let places = canvas.plot(
      runs.flatMap { _, run, role in
        [
          Canvas.Curve(
            points: run.curve.training.map { (Double($0.step), $0.loss) }, role: role, isFaint: true
          ),
          Canvas.Curve(
            points: run.curve.validation.map { (Double($0.step), $0.loss) }, role: role),
          Canvas.Curve(
            points: [(0, run.curve.bigram), (steps, run.curve.bigram)], role: .quiet, isBroken: true
          ),
        ]
      }, in: frame, xLabel: canvas.text("step", "passo"),
      yLabel: canvas.text("nats per token", "nats por token"), x: 0...steps, y: 0.8...8,
      yScale: .logarithmic)
    canvas.write(
      canvas.text("thin: training", "linha fina: treino"), at: Point(frame.maxX, frame.y - 39.5),
      size: 13, anchor: .end)
    canvas.legend(
      runs.map { name, _, role in
        (canvas.text("\(name): validation", "\(name): validação"), role, false)
      }, at: Point(frame.x, frame.y - 44))
    for (_, run, role) in runs {
      for point in run.curve.validation {
        canvas.drawing.circle(
          places.x(Double(point.step)), places.y(point.loss), radius: 4, role.fill)
      }
    }
    canvas.write(
      canvas.text("warm-up: \(Int(warmUp)) steps", "aquecimento: \(Int(warmUp)) passos"),
      at: Point(warmUpEnd + 8, frame.maxY - 12), size: 13, look: .soft)
    let bigrams = runs.map { canvas.number($0.run.curve.bigram, 2) }
    canvas.write(
      canvas.text(
        "bigrams: \(bigrams[0]) and \(bigrams[1])", "bigramas: \(bigrams[0]) e \(bigrams[1])"),
      at: Point(frame.maxX - 8, places.y(runs[0].run.curve.bigram) - 10), size: 13, anchor: .end)
    let vocabulary = canvas.run.origin.vocabularySize
    let guess = log(Double(vocabulary))
    canvas.drawing.line(
      frame.x, places.y(guess), frame.maxX, places.y(guess), "stroke3 series dashed")
    canvas.write(
      canvas.text(
        "guessing among \(canvas.count(vocabulary)) tokens: \(canvas.number(guess, 2))",
        "chutar entre \(canvas.count(vocabulary)) tokens: \(canvas.number(guess, 2))"),
      at: Point(frame.maxX - 8, places.y(guess) + 18), size: 13, look: .colored(.backward),
      anchor: .end)

    // The final values as numbers.
    let table = Frame(380, places.y(guess) + 36, 380, 84)
    let columns = [table.x + 172, table.x + 268, table.x + 368]
    canvas.drawing.rectangle(table.x, table.y, table.width, table.height, "paper", radius: 10)
    canvas.panel(table)
    func row(_ index: Int, _ first: String, _ others: [String], _ look: Look, firstLook: Look) {
      let y = table.y + 24 + Double(index) * 24
      canvas.write(first, at: Point(table.x + 12, y), size: 13, look: firstLook)
      for (column, text) in zip(columns, others) {
        canvas.write(text, at: Point(column, y), size: 13, look: look, anchor: .end)
        canvas.noteCaption(in: table)
      }
    }
    row(
      0, canvas.text("at the end", "no fim"),
      [
        canvas.text("training", "treino"), canvas.text("validation", "validação"),
        canvas.text("perplexity", "perplexidade"),
      ], .soft,
      firstLook: .soft)
    for (index, (name, run, role)) in runs.enumerated() {
      let last = run.curve.training.suffix(2).map(\.loss)
      let validation = run.curve.validation[run.curve.validation.count - 1].loss
      row(
        index + 1, name,
        [
          canvas.number(last.reduce(0, +) / Double(last.count), 3), canvas.number(validation, 3),
          canvas.number(exp(validation), 2),
        ], .normal, firstLook: .strongColored(role))
    }
    let origin = canvas.run.origin
    canvas.write(
      canvas.text(
        "Measured on the main job, seed \(origin.seed), \(canvas.count(origin.steps)) steps, Small World in both languages",
        "Medido no trabalho principal, semente \(origin.seed), \(canvas.count(origin.steps)) passos, Pequeno Mundo nas duas línguas"
      ), at: Point(Canvas.margin, canvas.bottom + 30), size: 12, look: .soft)
  }
}
