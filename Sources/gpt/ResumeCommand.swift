import Console
import CourseKit
import Pipeline
import Runs

/// `gpt resume`: continues an interrupted run.
struct ResumeCommand: Command {
  let name = "resume"
  let summary = Text(
    "goes on with a run that was stopped, to the same end, bit for bit",
    "continua uma execução interrompida e chega ao mesmo fim, bit a bit")

  let runName = Option.existingRun
  let threads = Option.threads

  func run(_ values: Values) throws {
    applyThreads(values[threads])
    let folder = try RunFolder.find(values[runName], having: \.checkpointFile)
    let lock = try folder.lock()  // held until the end
    defer { _ = lock }
    let configuration = try folder.configuration()
    let language = configuration.language ?? values.language
    printLine(Track.sentence(language))
    let data = try PretrainingData(
      PretrainingData.documents(of: configuration), tokenizer: folder.tokenizer(),
      configuration: configuration)
    var run = try PretrainingRun(resuming: folder, data: data)
    printLine(
      language.text(
        "\(folder.path): \(grouped(run.training.step, language)) of "
          + "\(grouped(configuration.stepCount, language)) steps are done",
        "\(folder.path): \(grouped(run.training.step, language)) de "
          + "\(grouped(configuration.stepCount, language)) passos já feitos"))
    if run.isFinished {
      // A killed process may have saved the checkpoint but not yet the model.
      try run.save()
    } else {
      try pretrain(&run, language: language)
    }
    try showDecodingOrHole(of: run, language: language)
    if let isQuick = configuration.isQuickMainJob {
      try tuneAndMeasure(run, isQuick: isQuick, language: language)
    }
    try reportStage(folder: folder, language: language)
    sayWhereItIs(run, language: language)
  }
}
