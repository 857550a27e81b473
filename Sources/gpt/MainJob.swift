import Console
import CourseKit
import Foundation
import Pipeline
import Runs

/// `gpt` alone: trains, from scratch, a model that tells stories, classifies messages and answers
/// questions.
struct MainJob: Command {
  let name = "run"
  let summary = Text(
    "the whole model from nothing: pretraining, classifier, assistant, report",
    "o modelo inteiro, do zero: pré-treinamento, classificador, assistente, relatório")

  let language = Option<Language?>(
    "language", default: nil,
    help: Text(
      "the language of the small world, en or pt-BR; default: yours",
      "o idioma do pequeno mundo, en ou pt-BR; padrão: o seu"))
  let seed = Option<UInt64>(
    "seed", default: 1,
    help: Text("decides everything that is random", "determina tudo o que é aleatório")
  )
  let quick = Flag(
    "quick",
    help: Text(
      "a small version of it, with fewer steps", "uma versão pequena, com menos passos"))
  let threads = Option.threads
  let runName = Option<String?>(
    "run", default: nil, as: Text("NAME", "NOME"),
    help: Text("how to call the run under runs/", "o nome da execução dentro de runs/"))

  func run(_ values: Values) throws {
    let language = values[language] ?? values.language
    applyThreads(values[threads])
    let configuration = RunConfiguration.mainJob(
      language: language, seed: values[seed], isQuick: values[quick])
    let fallback = "small-world-\(language.rawValue)" + (values[quick] ? "-quick" : "")
    try runPretraining(
      configuration, named: values[runName] ?? fallback, language: language,
      forecast: JobForecast(configuration, isQuick: values[quick]),
      goOn: { try tuneAndMeasure($0, isQuick: values[quick], language: language) })
  }
}

/// The stages of the main job that follow pretraining. Stages already done are skipped.
func tuneAndMeasure(_ run: PretrainingRun, isQuick: Bool, language: Language) throws {
  let classifier =
    try run.folder.classificationResults()
    ?? skippingHoles(classifierTitle(language), language) {
      try classificationStage(
        model: run.model, folder: run.folder, isQuick: isQuick, language: language)
    }
  let assistant =
    try run.folder.assistantResults()
    ?? skippingHoles(assistantTitle(language), language) {
      try instructionStage(
        model: run.model, folder: run.folder, plan: isQuick ? .quick : .mainJob,
        language: language)
    }
  if let assistant { evaluationStage(assistant, language: language) }
  printLine()
  printLine(summary(run.metrics, classifier, assistant, language))
}

/// The results of the whole job, all measured on text held out from training.
private func summary(
  _ metrics: RunMetrics, _ classifier: ClassificationResults?, _ assistant: AssistantResults?,
  _ language: Language
) -> Table {
  var table = Table(
    .left(language.text("on held-out data", "em dados reservados")),
    .right(language.text("before", "antes")), .right(language.text("after", "depois")))
  if let loss = metrics.evaluations.last?.validationLoss {
    table.addRow(
      language.text(
        "pretraining: perplexity (before: bigram model)",
        "pré-treinamento: perplexidade (antes: modelo de bigramas)"),
      decimal(exp(metrics.bigramLoss), 2, language), decimal(exp(loss), 2, language))
  }
  if let classifier {
    let headOnly = classifier.comparison.first { $0.strategy == .head }?.f1
    table.addRow(
      language.text(
        "classifier: F1 of spam (before: head only)",
        "classificador: F1 de spam (antes: só a cabeça)"
      ),
      headOnly.map { decimal($0, 3, language) } ?? "–", decimal(classifier.f1, 3, language))
  }
  guard let assistant else { return table }
  table.addRow(
    language.text(
      "assistant: exact answers (before: base model)",
      "assistente: respostas exatas (antes: modelo base)"),
    decimal(assistant.base.all.exactMatch, 3, language),
    decimal(assistant.tuned.all.exactMatch, 3, language))
  if let worst = assistant.tuned.tasks.min(by: { $0.exactMatch < $1.exactMatch }),
    let before = assistant.base.tasks.first(where: { $0.task == worst.task })
  {
    table.addRow(
      language.text("its hardest task: ", "a tarefa mais difícil: ")
        + taskName(worst.task, language),
      decimal(before.exactMatch, 3, language), decimal(worst.exactMatch, 3, language))
  }
  return table
}
