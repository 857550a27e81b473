import Console
import CourseKit
import Foundation
import Pipeline
import Runs

/// `gpt experiment NAME`: runs one of the experiments of chapter 8.
struct ExperimentCommand: Command {
  let name = "experiment"
  let summary = Text(
    "measures what a choice changes, and says what the numbers say",
    "mede o que uma escolha muda e diz o que os números dizem")
  let discussion = Text(
    "--list says what each of them measures. Each takes two minutes at most on two cores.",
    "--list diz o que cada um mede. Cada um leva no máximo dois minutos em dois núcleos.")

  let experiment = Positional<String>(
    Text("NAME", "NOME"), default: "",
    help: Text(
      "which experiment: \(Self.names)", "qual experimento: \(Self.names)"))
  let showsList = Flag("list", help: Text("lists the experiments", "lista os experimentos"))
  let language = Option<Language?>(
    "language", default: nil,
    help: Text(
      "the language of the small world, where it trains; default: yours",
      "o idioma do pequeno mundo, quando treina; padrão: o seu"))
  let seed = Option<UInt64>(
    "seed", default: 1,
    help: Text("decides everything that is random", "determina tudo o que é aleatório"))
  let runName = Option.existingRun
  let threads = Option.threads
  let json = Flag("json", help: Text("the measurements as JSON", "as medidas em JSON"))

  private static let names = Experiments.all.map(\.name).joined(separator: ", ")

  private static func list(_ language: Language) -> String {
    var table = Table(.left(""), .left(""))
    for experiment in Experiments.all {
      table.addRow(experiment.name, experiment.summary.in(language))
    }
    return table.description
  }

  func run(_ values: Values) throws {
    let language = values.language
    if values[showsList] { return printLine(Self.list(language)) }
    let experiment = try chosen(values)
    applyThreads(values[threads])
    let folder =
      experiment.needsRun ? try RunFolder.find(values[runName], having: \.modelFile) : nil
    writeToStandardError(Track.sentence(language) + "\n")

    var line: ProgressLine?
    let setting = ExperimentSetting(
      language: values[self.language] ?? language, seed: values[seed], folder: folder
    ) { step, total, note in
      let current = line ?? ProgressLine(experiment.name, total: total, language: language)
      line = current
      current.update(step: step, note: note)
      try Interrupt.check()
    }
    let outcome = try Interrupt.watching(
      orTelling: language.text("Stopped, nothing to show.", "Interrompido, nada a mostrar.")
    ) {
      defer { line?.finish() }
      return try experiment.outcome(setting, in: language)
    }
    try show(outcome, of: experiment, folder, values)
  }

  private func chosen(_ values: Values) throws -> any Experiment {
    let language = values.language
    let name = values[experiment]
    guard let experiment = Experiments.named(name) else {
      let names = Self.names
      throw UsageError(
        name.isEmpty
          ? language.text(
            "Which experiment? NAME must be one of \(names).",
            "Qual experimento? NOME deve ser um destes: \(names).")
          : language.text(
            "There is no experiment \(name): it must be one of \(names).",
            "Não existe o experimento \(name): deve ser um destes: \(names)."))
    }
    let unused: String? =
      if experiment.needsRun {
        values.gives(self.language) ? "--language" : nil
      } else {
        values.gives(runName) ? "--run" : nil
      }
    if let unused {
      throw UsageError(
        language.text(
          "\(unused) has no meaning for the experiment \(name).",
          "\(unused) não tem sentido para o experimento \(name)."))
    }
    return experiment
  }

  private func show(
    _ outcome: ExperimentOutcome, of experiment: any Experiment, _ folder: RunFolder?,
    _ values: Values
  ) throws {
    guard values[json] else {
      printLine(outcome.table)
      printLine()
      return printLine(wrapped(outcome.conclusion))
    }
    var object: [String: Any] = [
      "experiment": experiment.name, "seed": values[seed], "conclusion": outcome.conclusion,
      "results": try JSONSerialization.jsonObject(with: outcome.results),
    ]
    if let folder { object["run"] = folder.name }
    let data = try JSONSerialization.data(
      withJSONObject: object, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    printLine(json: String(decoding: data, as: UTF8.self))
  }
}
