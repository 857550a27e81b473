import Console
import CourseKit
import Foundation
import Pipeline
import Runs

/// `gpt prefer`: teaches the run's assistant which of two answers is preferred.
struct PreferCommand: Command {
  let name = "prefer"
  let summary = Text(
    "teaches the assistant to prefer right answers to likely confusions (DPO)",
    "ensina o assistente a preferir respostas certas a confusões prováveis (DPO)")
  let discussion = Text(
    "Each pair is a question about a story, the right answer, and one that the same story gives to "
      + "another question. All figures are of held-out stories. Needs a run with an assistant: gpt "
      + "instruct.",
    "Cada par é uma pergunta sobre uma história, a resposta certa e outra que a mesma história dá a "
      + "outra pergunta. Todos os números são de histórias fora do treino. Precisa de uma execução "
      + "com assistente: gpt instruct.")

  let steps = Option(
    "steps", default: 200, .from(1, to: 1_000_000),
    help: Text("how many steps, of 16 pairs each", "quantos passos, de 16 pares cada"))
  let pairs = Option(
    "pairs", default: 3_200, .from(1, to: 1_000_000),
    help: Text("how many pairs to learn from", "de quantos pares aprender"))
  let beta = Option(
    "beta", default: 0.1, .moreThan(0, atMost: 100),
    help: Text(
      "how much it costs to move away from the assistant as it was",
      "quanto custa afastar-se do assistente como era"))
  let learningRate = Option(
    "learning-rate", default: 0.0001, .moreThan(0, atMost: 1),
    help: Text("its peak, after the warm-up", "o pico, depois do aquecimento"))
  let seed = Option<UInt64>(
    "seed", default: 1,
    help: Text("decides the pairs and their order", "determina os pares e a ordem deles"))
  let runName = Option.existingRun
  let threads = Option.threads
  let json = Flag("json", help: Text("the figures as JSON", "os números em JSON"))

  func run(_ values: Values) throws {
    applyThreads(values[threads])
    let language = values.language
    let folder = try RunFolder.findAssistant(values[runName])
    let lock = try folder.lock()  // held until the end
    defer { _ = lock }
    writeToStandardError(Track.sentence(language) + "\n")
    // The assistant as it was is the reference.
    try folder.configuration().requireMemory(forTuning: 1, models: 2, gradients: 1)
    var size = PreferenceRun.Size()
    size.trainingPairs = values[pairs]
    var preferring = try PreferenceRun(
      folder, size: size,
      plan: PreferenceTuning.Plan(
        beta: values[beta], stepCount: values[steps], learningRate: Float(values[learningRate])),
      seed: values[seed])
    try train(&preferring, language)
    let results = try preferring.finish()
    if values[json] { return try printJSON(results) }
    printLine(table(results, language))
    printLine()
    printLine(
      language.text(
        "Kept in \(folder.preferredFile). Try it: \(invocation) ask --model preferred",
        "Guardado em \(folder.preferredFile). Experimente: \(invocation) ask --model preferred"))
  }

  private func train(_ preferring: inout PreferenceRun, _ language: Language) throws {
    let line = ProgressLine(
      language.text("preferences", "preferências"), total: preferring.stepCount,
      language: language)
    let margin = language.text("margin", "margem")
    var done = 0
    try Interrupt.watching(
      orTelling: language.text(
        "Stopped: nothing was saved, the run is as it was.",
        "Interrompido: nada foi salvo, a execução está como antes.")
    ) {
      try line.during {
        try preferring.train { step in
          done += 1
          line.update(step: done, note: "\(margin) \(decimal(step.rewardMargin, 2, language))")
          try Interrupt.check()
        }
      }
    }
  }

  private func table(_ results: PreferenceResults, _ language: Language) -> Table {
    var table = Table(
      .left(language.text("held-out", "fora do treino")), .right(language.text("before", "antes")),
      .right(language.text("after", "depois")))
    func add(
      _ name: String, _ value: (PreferenceResults.Standing) -> Double,
      _ shown: (Double) -> String
    ) {
      table.addRow(name, shown(value(results.before)), shown(value(results.after)))
    }
    func number(_ value: Double) -> String { decimal(value, 2, language) }
    func share(_ value: Double) -> String { percent(value, language, places: 1) }
    add(
      language.text(
        "pairs won: the right answer is likelier", "pares ganhos: a resposta certa é mais provável"),
      \.winRate, share)
    add(
      language.text("reward margin, mean", "margem de recompensa, média"), \.rewardMargin, number)
    add("ln P(chosen) − ln P(rejected)", \.logRatio, number)
    add("ln P(chosen)", \.chosenLogProbability, number)
    add(
      language.text("exact match, all instructions", "acerto exato, todas as instruções"),
      { $0.answers.all.exactMatch }, share)
    for (before, after) in zip(results.before.answers.tasks, results.after.answers.tasks) {
      table.addRow("  \(before.task ?? "")", share(before.exactMatch), share(after.exactMatch))
    }
    return table
  }
}
