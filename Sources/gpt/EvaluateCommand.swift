import Console
import CourseKit
import Foundation
import Pipeline
import Runs

/// `gpt evaluate`: evaluates a run's models on text they have never seen.
struct EvaluateCommand: Command {
  let name = "evaluate"
  let summary = Text(
    "measures a run's models on held-out text and instructions",
    "mede os modelos de uma execução em texto e instruções reservados")

  let text = Option<String?>(
    "text", default: nil, as: Text("FILE", "ARQUIVO"),
    help: Text(
      "measures the pretrained model on this text alone",
      "mede o modelo pré-treinado só neste texto"))
  let runName = Option.existingRun
  let threads = Option.threads
  let json = Flag("json", help: Text("the figures as JSON", "os números em JSON"))

  func run(_ values: Values) throws {
    applyThreads(values[threads])
    let language = values.language
    let folder = try RunFolder.find(values[runName], having: \.modelFile)
    if !values[json] { writeToStandardError(Track.sentence(language) + "\n") }
    let model = try TrainedModel(readingFrom: folder)
    let text = try values[text].map { try PretrainingData.text(at: $0) }
    let losses = try RunEvaluation.losses(of: model, on: text)
    if text != nil {
      guard values[json] else { return printLine(lossTable(losses, language)) }
      return try printJSON(
        RunEvaluation(losses: losses, classification: nil, assistant: nil))
    }
    if !values[json] {
      printLine("\(folder.path)\n")
      printLine(lossTable(losses, language))
    }
    // `gpt classify` measured these on texts that the classifier never saw.
    let classification = try folder.classificationResults()
    if let classification, !values[json] {
      printLine("\n" + classifierTables(classification, language))
    }
    let assistant = try folder.hasAssistant ? answers(of: folder, language) : nil
    guard !values[json] else {
      return try printJSON(
        RunEvaluation(
          losses: losses, classification: classification, assistant: assistant?.heldOut,
          typedByHand: assistant?.typedByHand))
    }
    printLine()
    guard let assistant else {
      printLine(
        language.text(
          "No assistant yet: \(invocation) instruct --run \(folder.reference) makes one.",
          "Ainda não há assistente: \(invocation) instruct --run \(folder.reference) cria um."
        ))
      return
    }
    func show(_ answers: RunEvaluation.Answers) {
      printLine(
        scoreTable(
          [
            ("base", answers.base), (language.text("tuned", "ajustado"), answers.tuned),
            ("int8", answers.int8),
          ], language))
    }
    show(assistant.heldOut)
    if let typed = assistant.typedByHand {
      printLine("\n" + typedByHandTitle(language))
      show(typed)
    }
  }

  private func answers(
    of folder: RunFolder, _ language: Language
  ) throws -> (heldOut: RunEvaluation.Answers, typedByHand: RunEvaluation.Answers?) {
    var line: ProgressLine?
    Interrupt.watch()
    defer { Interrupt.stopWatching() }
    defer { line?.finish() }
    return try RunEvaluation.answers(of: folder) { done, total in
      let shown =
        line
        ?? ProgressLine(
          language.text("answering", "respostas"), total: total,
          unit: Text("answers", "respostas"), language: language)
      line = shown
      shown.update(step: done)
      try Interrupt.check()
    }
  }

  private func lossTable(_ losses: RunEvaluation.Losses, _ language: Language) -> Table {
    var table = Table(
      .left(
        losses.bigram == nil
          ? language.text("on this text", "neste texto")
          : language.text("on validation text", "no texto de validação")),
      .right(language.text("loss", "perda")),
      .right(language.text("perplexity", "perplexidade")))
    let rows: [(String, Double?)] = [
      (language.text("bigram model", "modelo de bigramas"), losses.bigram),
      ("GPT", losses.model), ("GPT int8", losses.int8),
    ]
    for case (let name, let loss?) in rows {
      table.addRow(name, decimal(loss, 3, language), decimal(exp(loss), 2, language))
    }
    table.addRow(
      language.text("what int8 costs", "o custo do int8"), "",
      percent(losses.int8Cost, language, places: 2))
    return table
  }
}
