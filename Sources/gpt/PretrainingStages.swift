import Console
import CourseKit
import Foundation
import Pipeline
import Pretraining
import Runs
import Tokenization

/// The part that the main job and `gpt pretrain` share: corpus, tokenizer, pretraining, decoding.
/// Then come the stages in `goOn`, and the report.
func runPretraining(
  _ configuration: RunConfiguration, named name: String, language: Language,
  forecast: JobForecast? = nil, goOn: (PretrainingRun) throws -> Void = { _ in }
) throws {
  guard RunFolder.isName(name) else {
    throw UsageError(
      language.text(
        "--run \(name): must be a name without / that begins with no dot.",
        "--run \(name): deve ser um nome sem / que não comece com ponto."))
  }
  printLine(Track.sentence(language))
  let start = ProcessInfo.processInfo.systemUptime
  let corpus = Stage("corpus", language)
  let documents = try PretrainingData.documents(of: configuration)
  let count = documents.training.count
  let size = grouped(documents.byteCount / 1000, language)
  corpus.end(
    language.text(
      "\(grouped(count, language)) document\(count == 1 ? "" : "s"), \(size) kB to learn from",
      "\(grouped(count, language)) documento\(count == 1 ? "" : "s"), \(size) kB para aprender"))

  let tokens = Stage(language.text("tokenizer", "tokenizador"), language)
  let tokenizer = ByteLevelBPE(
    documents: documents.training, vocabularySize: configuration.model.vocabularySize)
  let data = try PretrainingData(documents, tokenizer: tokenizer, configuration: configuration)
  let tokenCount = data.training.tokens.count
  let ratio = Double(documents.byteCount) / Double(max(1, tokenCount))
  tokens.end(
    language.text(
      "\(grouped(tokenizer.vocabularySize, language)) tokens; the text is "
        + "\(grouped(tokenCount, language)) of them, \(decimal(ratio, 1, language)) bytes each",
      "\(grouped(tokenizer.vocabularySize, language)) tokens; o texto tem "
        + "\(grouped(tokenCount, language)) deles, \(decimal(ratio, 1, language)) bytes cada um"))

  var configuration = configuration
  configuration.model.vocabularySize = tokenizer.vocabularySize
  try configuration.requireMemory(forTraining: true)
  // Created only now, so that a program stopped earlier leaves nothing behind.
  let folder = try RunFolder.make(named: name)
  let lock = try folder.lock()  // held until the end
  defer { _ = lock }
  var run = try PretrainingRun(beginning: configuration, in: folder, data: data)
  try pretrain(
    &run, language: language,
    forecast: forecast.map { ($0, ProcessInfo.processInfo.systemUptime - start) })
  try showDecodingOrHole(of: run, language: language)
  try goOn(run)
  try reportStage(folder: folder, language: language)
  let time = duration(ProcessInfo.processInfo.systemUptime - start)
  printLine(language.text("All of it took \(time).", "Tudo levou \(time)."))
  sayWhereItIs(run, language: language)
}

/// Trains to the end or until Ctrl-C, shows progress, and reports the result.
///
/// `forecast` is the forecast for the whole job, and how long the job has already been running.
func pretrain(
  _ run: inout PretrainingRun, language: Language,
  forecast: (job: JobForecast, secondsBefore: Double)? = nil
) throws {
  let configuration = run.configuration
  let stage = Stage(language.text("pretraining", "pré-treinamento"), language)
  let line = ProgressLine(
    language.text("pretraining", "pré-treinamento"), total: configuration.stepCount,
    firstStep: run.training.step, unit: Text(verbatim: "tokens"),
    unitsPerStep: Double(configuration.tokensPerStep), language: language)
  let interval = grouped(configuration.evaluationInterval, language)
  let evaluated = grouped(run.evaluationTokens, language)
  line.print(
    language.text(
      "  validation every \(interval) steps, on \(evaluated) tokens kept out of training",
      "  validação a cada \(interval) passos, em \(evaluated) tokens fora do treino"))
  let lossName = language.text("loss", "perda")
  var forecast = forecast
  var shownEvaluations = run.metrics.evaluations.count
  func whatIsLeft() -> String {
    let step = grouped(run.training.step, language)
    let call = "\(invocation) resume --run \(run.folder.reference)"
    return language.text(
      "Stopped after step \(step). Nothing is lost: \(call) goes on.",
      "Interrompido depois do passo \(step). Nada se perdeu: \(call) continua.")
  }
  try Interrupt.watching(orTelling: whatIsLeft()) {
    try line.during {
      try run.train(
        observer: { metrics in
          let loss = metrics.recentLoss.map { "\(lossName) \(decimal($0, 3, language))" }
          line.update(step: metrics.steps.count, note: loss ?? "")
          if let (job, before) = forecast, line.secondsRunning >= JobForecast.secondsToWatch,
            let pace = line.secondsPerStep
          {
            line.print("  " + job.sentence(secondsPerStep: pace, before: before, language))
            forecast = nil
          }
          if metrics.evaluations.count > shownEvaluations, let last = metrics.evaluations.last {
            shownEvaluations = metrics.evaluations.count
            line.print(
              language.text("  step ", "  passo ") + "\(grouped(last.step, language)): "
                + language.text("validation loss ", "perda de validação ")
                + decimal(last.validationLoss, 3, language))
          }
          try Interrupt.check()
        }, aside: { try line.leavingOut($0) })
    }
  }
  stage.end(
    language.text(
      "\(grouped(configuration.stepCount, language)) steps, "
        + "\(grouped(run.training.model.parameterCount, language)) parameters",
      "\(grouped(configuration.stepCount, language)) passos, "
        + "\(grouped(run.training.model.parameterCount, language)) parâmetros"))
  printLine()
  printLine(lossTable(run.metrics, language))
}

private func lossTable(_ metrics: RunMetrics, _ language: Language) -> Table {
  var table = Table(
    .left(""), .right(language.text("loss", "perda")),
    .right(language.text("perplexity", "perplexidade")))
  func add(_ name: String, _ loss: Double) {
    table.addRow(name, decimal(loss, 3, language), decimal(exp(loss), 2, language))
  }
  add(
    language.text("bigram model, on validation text", "modelo de bigramas, na validação"),
    metrics.bigramLoss)
  if let loss = metrics.recentLoss {
    add(language.text("GPT, last 50 training steps", "GPT, últimos 50 passos de treino"), loss)
  }
  if let loss = metrics.evaluations.last?.validationLoss {
    add(language.text("GPT, on validation text", "GPT, na validação"), loss)
  }
  return table
}

/// Continues the run's prompt with four decoding strategies.
func showDecoding(of run: PretrainingRun, language: Language) throws {
  let stage = Stage(language.text("decoding", "geração"), language)
  let samples = try DecodingShowcase.samples(of: run.model, language: language)
  for sample in samples {
    printLine("\n— \(sample.name) —")
    printLine(wrapped(sample.text))
  }
  printLine()
  let prompt = run.configuration.prompt
  stage.end(
    language.text(
      "“\(prompt)” continued in \(samples.count) ways",
      "“\(prompt)” continuado de \(samples.count) formas"))
}

/// The same, if exercise 5.8 is written.
func showDecodingOrHole(of run: PretrainingRun, language: Language) throws {
  _ = try skippingHoles(language.text("decoding", "geração"), language) {
    try showDecoding(of: run, language: language)
  }
}

/// Says where everything is saved and what can be done with it, leaving out what would reach an
/// open exercise.
func sayWhereItIs(_ run: PretrainingRun, language: Language) {
  let folder = run.folder
  printLine()
  printLine(
    language.text(
      "Kept in \(folder.path): models, tokenizer, results; open \(folder.reportFile) in a browser.",
      "Guardado em \(folder.path): modelos, tokenizador, resultados; abra \(folder.reportFile) no navegador."
    ))
  let place = folder.reference == folder.name ? "" : " --run \(folder.reference)"
  let files = FileManager.default
  var commands: [String] = []
  if files.fileExists(atPath: folder.assistantFile) { commands += ["chat", "ask …"] }
  if files.fileExists(atPath: folder.classifierFile) { commands.append("classify predict …") }
  commands.append(
    commands.isEmpty
      ? "generate --prompt \(shellQuoted(run.configuration.prompt)) --top-p 0.9" : "generate …")
  if commands.count == 1, Written.hasInstructionTuning { commands.append("instruct") }
  printLine(language.text("Go on with:", "Continue com:"))
  for command in commands {
    let words = command.split(separator: " ", maxSplits: 1).map(String.init)
    printLine("  \(invocation) " + words.joined(separator: " ") + place)
  }
}
