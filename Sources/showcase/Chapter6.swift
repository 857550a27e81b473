import Charts
import Console
import Corpora
import CourseKit
import FineTuning
import Narration
import Pretraining
import Tensors

/// Chapter 6: a classifier tells spam from normal messages.
struct SpamShowpiece: Showpiece {
  let chapter = 6

  private static let labels = SmallWorld.messageLabels

  func show(_ n: Narrator, wish: String?) throws {
    let world = SmallWorld(language: n.language, seed: n.seed)
    let messages = world.messages(400, split: .training)
    let small = SmallModel(documents: messages.map(\.text), steps: 1, n)
    var generator = n.generator()
    let classifier = Classifier(
      small.model, labels: Self.labels, pooling: .mean, paddingToken: small.endOfText,
      using: &generator)
    let examples = messages.map { message in
      LabelledSequence(
        tokens: small.tokenizer.encode(message.text),
        label: Self.labels.firstIndex(of: message.label) ?? 0)
    }
    let steps = n.steps(100)
    var tuning = ClassifierTraining(
      PartlyFrozen(classifier, learning: .everything), on: examples,
      plan: SmallModel.plan(steps: steps, batchSize: 16, peak: 4e-3), generator: generator)

    try n.step("The classifier learns", "O classificador aprende")
    n.say(
      "\(messages.count) messages with their labels, \(steps) steps, all parameters from random ones "
        + "(with a pretrained body, as gpt classify train does it, it learns more):",
      "\(messages.count) mensagens com os rótulos, \(steps) passos, todos os parâmetros a partir de "
        + "valores aleatórios (com um corpo pré-treinado, como em gpt classify train, ele aprende mais):"
    )
    let progress = TrainingProgress(Text("tuning", "ajuste"), total: steps, n)
    for step in 1...steps {
      let loss = tuning.advance()
      guard
        try progress.update(
          step: step, note: n.language.text("loss ", "perda ") + n.number(loss, 2))
      else { break }
    }
    progress.finish()
    let tuned = tuning.tuned.model
    func spam(_ texts: [String]) -> [Double] {
      let chances = tuned.probabilities(of: texts, with: small.tokenizer)
      return texts.indices.map { Double(chances[$0, 1]) }
    }

    try n.step("Its verdicts", "Os vereditos dele")
    let unseen = world.messages(100, split: .heldOut)
    let chances = spam(unseen.map(\.text))
    let right = zip(unseen, chances).count { ($0.label == Self.labels[1]) == ($1 > 0.5) }
    n.say(
      "Messages that it has never seen, and how surely it takes each for spam; \(right) of "
        + "\(unseen.count) such are judged right.",
      "Mensagens que ele nunca viu e com que certeza ele acha que cada uma é spam; \(right) de "
        + "\(unseen.count) assim são julgadas certo.")
    var table = Table(
      .right("spam"), .left(""), .left(n.language.text("it is", "é")),
      .left(n.language.text("message", "mensagem")))
    let shown = Self.labels.flatMap { label in
      zip(unseen, chances).filter { $0.0.label == label }.prefix(3)
    }
    for (message, chance) in shown {
      let mark = (message.label == Self.labels[1]) == (chance > 0.5) ? "✓" : "✗"
      table.addRow(n.percent(chance), mark, message.label, Self.shortened(message.text))
    }
    n.show(table)
    if let wish {
      let chance = spam([wish])[0]
      n.say(
        "Yours, “\(wish)”: \(chance > 0.5 ? "spam" : "normal"), \(n.percent(chance)) sure that it is "
          + "spam.",
        "A sua, “\(wish)”: \(chance > 0.5 ? "spam" : "normal"); \(n.percent(chance)) de certeza de que é "
          + "spam.")
    }
    var chart = BarChart(
      title: n.language.text("How surely it is spam", "Com que certeza é spam"),
      // Spaces that are not drawn as tokens.
      labels: shown.map { "\($0.0.label): \($0.0.text)".replacing(" ", with: "\u{A0}") },
      series: [BarChart.Series("", shown.map(\.1))])
    chart.language = n.language
    try n.picture(chart, part: "spam")
  }

  private static func shortened(_ text: String) -> String {
    text.count <= 58 ? text : String(text.prefix(57)) + "…"
  }
}
