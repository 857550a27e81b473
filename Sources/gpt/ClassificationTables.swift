import Console
import CourseKit
import FineTuning
import Foundation
import Pipeline
import Runs

/// The name of a strategy in tables.
func strategyName(_ strategy: ClassificationResults.Strategy, _ language: Language) -> String {
  switch strategy {
  case .head: language.text("head only", "só a cabeça")
  case .lastBlock: language.text("last block", "último bloco")
  case .lora: "LoRA"
  case .everything: language.text("everything", "tudo")
  }
}

/// The results in one line.
func classifierSummary(_ results: ClassificationResults, _ language: Language) -> String {
  let kept = strategyName(results.strategy, language)
  let count = grouped(results.testCount, language)
  let f1 = decimal(results.f1, 3, language)
  let name =
    results.soughtLabel.map { language.text("F1 of \($0)", "F1 de \($0)") }
    ?? language.text("mean F1", "F1 médio")
  return language.text(
    "\(name) \(f1) on \(count) held-out texts (\(kept))",
    "\(name) \(f1) em \(count) textos reservados (\(kept))")
}

/// The comparison of strategies, the confusion matrix, the metrics per class, and the worst errors.
func classifierTables(
  _ results: ClassificationResults, mistakes: Int = 5, _ language: Language
) -> String {
  var parts: [String] = []
  parts.append(comparison(results, language).description)
  if results.comparison.count > 1 {
    parts[0] +=
      "\n"
      + wrapped(
        language.text(
          "Kept: \(strategyName(results.strategy, language)), the best on "
            + "\(grouped(results.validationCount, language)) validation texts; the held-out texts "
            + "decide nothing.",
          "Fica: \(strategyName(results.strategy, language)), a melhor em "
            + "\(grouped(results.validationCount, language)) textos de validação; os textos "
            + "reservados não decidem nada."))
  }
  if results.labels.count <= 10 {
    parts.append(matrix(results, language).description)
  }
  let accuracy = language.text("Accuracy: ", "Acurácia: ")
  parts.append(
    metrics(results, language).description + "\n" + accuracy
      + percentage(results.confusion.accuracy, language))
  parts.append(worstErrors(results, count: mistakes, language))
  return parts.joined(separator: "\n\n")
}

private func comparison(_ results: ClassificationResults, _ language: Language) -> Table {
  var table = Table(
    .left(language.text("what learns", "o que aprende")), .right("F1"),
    .right(language.text("validation F1", "F1 na validação")),
    .right(language.text("parameters", "parâmetros")), .right(language.text("time", "tempo")))
  for row in results.comparison {
    table.addRow(
      strategyName(row.strategy, language), decimal(row.f1, 3, language),
      decimal(row.validationF1, 3, language), grouped(row.trainableParameterCount, language),
      "\(decimal(row.seconds, 1, language)) s")
  }
  return table
}

private func matrix(_ results: ClassificationResults, _ language: Language) -> Table {
  let corner = language.text("is ↓, taken for →", "é ↓, previsto →")
  var table = Table([.left(corner)] + results.labels.map { .right(shown($0)) })
  for (actual, label) in results.labels.enumerated() {
    table.addRow([shown(label)] + results.matrix.counts[actual].map { grouped($0, language) })
  }
  return table
}

private func metrics(_ results: ClassificationResults, _ language: Language) -> Table {
  var table = Table(
    .left(language.text("class", "classe")), .right(language.text("precision", "precisão")),
    .right(language.text("recall", "recall")), .right("F1"),
    .right(language.text("texts", "textos")))
  let matrix = results.confusion
  for (index, label) in results.labels.enumerated() {
    table.addRow(
      shown(label), decimal(matrix.precision(of: index), 3, language),
      decimal(matrix.recall(of: index), 3, language), decimal(matrix.f1(of: index), 3, language),
      grouped(matrix.actualCount(of: index), language))
  }
  if results.labels.count > 2 {
    table.addRow(
      language.text("mean", "média"), decimal(matrix.macroPrecision, 3, language),
      decimal(matrix.macroRecall, 3, language), decimal(matrix.macroF1, 3, language),
      grouped(matrix.total, language))
  }
  return table
}

private func worstErrors(
  _ results: ClassificationResults, count: Int, _ language: Language
) -> String {
  guard !results.worstMistakes.isEmpty else {
    return language.text("No text was taken for another class.", "Nenhum texto foi confundido.")
  }
  return language.text("The worst errors:", "Os piores erros:")
    + results.worstMistakes.prefix(count).map { mistake in
      let (actual, predicted) = (shown(mistake.actual), shown(mistake.predicted))
      let share = percentage(mistake.probability, language)
      let text = mistake.text.count > 160 ? mistake.text.prefix(160) + " …" : mistake.text[...]
      return "\n"
        + language.text(
          "  \(actual), taken for \(predicted) (\(share)): ",
          "  \(actual), previsto como \(predicted) (\(share)): ")
        + text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }.joined()
}

/// The label on one line, shortened: a user's label may be long or multi-line.
private func shown(_ label: String) -> String {
  let line = label.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  return line.count > 20 ? line.prefix(19) + "…" : line
}

/// `98.7 %`; never 100 % unless the share is exactly 1.
func percentage(_ share: Double, _ language: Language) -> String {
  percent(share < 1 ? min(share, 0.999) : 1, language, places: 1)
}
