import Console
import Corpora
import CourseKit
import Foundation
import InstructionTuning
import Pipeline
import Runs

/// Tunes a pretrained model to follow instructions, evaluates it, and saves both model and results
/// in the run's folder.
///
/// Without a `source` it learns the small world's instructions. Ctrl-C stops it; an existing
/// assistant is kept.
///
/// - Parameter isQuiet: whether to show nothing but progress.
@discardableResult
func instructionStage(
  model: TrainedModel, folder: RunFolder, plan: InstructionPlan,
  source: InstructionData.Source? = nil, language: Language, isQuiet: Bool = false
) throws -> AssistantResults {
  let stage = Stage(assistantTitle(language), language)
  let again = "\(invocation) instruct --run \(folder.reference)"
  let results = try Interrupt.watching(
    orTelling: language.text(
      "Stopped. What the run had before is kept; \(again) begins the tuning again.",
      "Interrompido. O que a execução já tinha continua lá; \(again) recomeça o ajuste.")
  ) {
    let world = model.configuration.language ?? language
    let data = try InstructionData(
      source ?? .smallWorld(world), plan: plan,
      template: PromptTemplate(.init(language: world, style: plan.style)), model: model)
    tell(data, context: model.configuration.model.contextLength, language)
    let progress = InstructionProgress(language)
    defer { progress.finish() }
    let (assistant, results) = try InstructionTuningRun(model, data: data, plan: plan).run {
      progress.show($0)
      try Interrupt.check()
    }
    try folder.save(assistant, results)
    return results
  }
  if !isQuiet {
    let steps = grouped(results.losses.count, language)
    let examples = grouped(results.trainingCount, language)
    let exact = decimal(results.tuned.all.exactMatch, 3, language)
    let count = grouped(results.testCount, language)
    stage.end(
      language.text(
        "\(steps) steps on \(examples) examples; exact match \(exact) on \(count) held-out ones",
        "\(steps) passos em \(examples) exemplos; acerto exato \(exact) em \(count) reservados"))
  }
  return results
}

/// Reports what the user should know about the examples before training.
private func tell(_ data: InstructionData, context: Int, _ language: Language) {
  for note in data.notes { writeToStandardError(note.in(language) + "\n") }
  guard data.tooLongCount > 0 else { return }
  let count = grouped(data.tooLongCount, language)
  let length = grouped(context, language)
  writeToStandardError(
    language.text(
      "Examples left out because they are longer than the model's \(length) tokens: \(count)\n",
      "Exemplos deixados de fora por serem mais longos que os \(length) tokens do modelo: \(count)\n"
    ))
}

/// The title of the stage.
func assistantTitle(_ language: Language) -> String { language.text("instruct", "instruções") }

/// A progress line for each phase.
private final class InstructionProgress {
  private let language: Language
  private var phase: InstructionTuningRun.Progress.Phase?
  private var line: ProgressLine?

  init(_ language: Language) { self.language = language }

  func show(_ progress: InstructionTuningRun.Progress) {
    if phase != progress.phase {
      finish()
      phase = progress.phase
      line = ProgressLine(
        title(progress.phase), total: progress.total,
        unit: progress.phase == .answering
          ? Text("answers", "respostas") : Text("steps", "passos"), language: language)
    }
    let loss = progress.loss.map {
      language.text("loss", "perda") + " \(decimal($0, 3, language))"
    }
    line?.update(step: progress.done, note: loss ?? "")
  }

  func finish() {
    line?.finish()
    line = nil
  }

  private func title(_ phase: InstructionTuningRun.Progress.Phase) -> String {
    switch phase {
    case .tuning: language.text("tuning", "ajuste")
    case .tuningUnmasked: language.text("tuning without the mask", "ajuste sem a máscara")
    case .answering: language.text("answering", "respostas")
    }
  }
}

// MARK: The table

/// Prints how the held-out instructions were answered before and after tuning, with examples.
func evaluationStage(_ results: AssistantResults, language: Language) {
  printLine()
  printLine(
    scoreTable(
      [
        (language.text("base", "base"), results.base),
        (language.text("tuned", "ajustado"), results.tuned),
      ] + (results.unmasked.map { [(language.text("no mask", "sem másc."), $0)] } ?? []), language))
  if let typed = results.typedByHand {
    printLine("\n" + typedByHandTitle(language))
    printLine(
      scoreTable(
        [("base", typed.base), (language.text("tuned", "ajustado"), typed.tuned)], language))
  }
  if let unmasked = results.unmasked {
    printLine()
    printLine(maskConclusion(results.tuned.all, unmasked.all, language))
  }
  for comparison in shownComparisons(results) {
    printLine()
    printLine(described(comparison, language))
  }
}

/// What stands above the scores of ``AssistantResults/TypedByHand``.
func typedByHandTitle(_ language: Language) -> String {
  language.text(
    "Typed by hand, by writers who had seen none of the small world's sentences:",
    "Digitadas à mão, por quem não tinha visto nenhuma frase do pequeno mundo:")
}

/// A row per task: exact match and ROUGE-L of each model, side by side.
func scoreTable(
  _ models: [(name: String, scores: AssistantResults.Scores)], _ language: Language
) -> Table {
  precondition(models.count == 2 || models.count == 3, "a table of \(models.count) models")
  let task = Table.Column.left(language.text("task", "tarefa"))
  let items = Table.Column.right(language.text("items", "itens"))
  let exact = language.text("exact", "exato")
  let names = models.map(\.name)
  var table =
    models.count == 2
    ? Table(
      task, items, .right("\(exact): \(names[0])"), .right(names[1]),
      .right("ROUGE-L: \(names[0])"), .right(names[1]))
    : Table(
      task, items, .right("\(exact): \(names[0])"), .right(names[1]), .right(names[2]),
      .right("ROUGE-L: \(names[0])"), .right(names[1]), .right(names[2]))
  func add(_ name: String, _ scores: [TaskScore]) {
    let exact = scores.map { decimal($0.exactMatch, 3, language) }
    let rouge = scores.map { decimal($0.rougeL, 3, language) }
    let count = grouped(scores[0].count, language)
    if scores.count == 2 {
      table.addRow(name, count, exact[0], exact[1], rouge[0], rouge[1])
    } else {
      table.addRow(name, count, exact[0], exact[1], exact[2], rouge[0], rouge[1], rouge[2])
    }
  }
  let tasks = models[0].scores.tasks
  for (index, score) in tasks.enumerated() where score.task != nil || tasks.count > 1 {
    add(taskName(score.task, language), models.map { $0.scores.tasks[index] })
  }
  add(language.text("all", "todas"), models.map(\.scores.all))
  return table
}

/// The name of a small-world task, or of a kind of question that was typed by hand.
func taskName(_ task: String?, _ language: Language) -> String {
  if let kind = task.flatMap(TypedQuestion.Kind.init(rawValue:)) { return kind.name(in: language) }
  return switch task {
  case "findWho": language.text("find who", "achar quem")
  case "findWhat": language.text("find what", "achar o quê")
  case "findWhere": language.text("find where", "achar onde")
  case "findWhen": language.text("find when", "achar quando")
  case "opposite": language.text("opposite", "oposto")
  case "plural": language.text("plural", "plural")
  case "passive": language.text("passive", "voz passiva")
  case "classify": language.text("classify", "classificar")
  case "count": language.text("count", "contar")
  default: task ?? language.text("other", "outras")
  }
}

private func maskConclusion(
  _ masked: TaskScore, _ unmasked: TaskScore, _ language: Language
) -> String {
  let difference = masked.exactMatch - unmasked.exactMatch
  // The standard error of the difference between two proportions of that many items.
  let noise = (0.5 / Double(max(1, masked.count))).squareRoot()
  let points = decimal(abs(difference) * 100, 1, language)
  if abs(difference) < noise {
    return language.text(
      "The loss mask makes no difference that \(masked.count) items could show (\(points) points).",
      "A máscara da perda não faz diferença que \(masked.count) itens possam mostrar (\(points) pontos)."
    )
  }
  return difference > 0
    ? language.text(
      "With the loss mask \(points) points more are exactly right than without it.",
      "Com a máscara da perda, há \(points) pontos a mais de acertos exatos do que sem ela.")
    : language.text(
      "With the loss mask \(points) points fewer are exactly right than without it.",
      "Com a máscara da perda, há \(points) pontos a menos de acertos exatos do que sem ela.")
}

/// The first comparison of each task, four at most.
private func shownComparisons(_ results: AssistantResults) -> [AssistantResults.Comparison] {
  var tasks: Set<String> = []
  return Array(
    results.comparisons.filter { comparison in
      comparison.example.task.map { tasks.insert($0).inserted } ?? true
    }.prefix(4))
}

private func described(
  _ comparison: AssistantResults.Comparison, _ language: Language
) -> String {
  let example = comparison.example
  let prompt =
    example.input.isEmpty ? example.instruction : "\(example.input)\n\(example.instruction)"
  let before = comparison.before.isEmpty ? "–" : comparison.before
  let after = comparison.after.isEmpty ? "–" : comparison.after
  let names = [
    language.text("wanted", "esperado"), language.text("base", "base"),
    language.text("tuned", "ajustado"),
  ]
  let width = names.map(\.count).max()!
  let answers = zip(names, [example.response, before, after]).map { name, answer in
    "  \(padded(name, to: width))  "
      + answer.replacingOccurrences(of: "\n", with: " ")
  }
  return wrapped(prompt) + "\n" + answers.joined(separator: "\n")
}
