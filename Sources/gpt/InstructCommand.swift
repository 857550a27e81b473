import Console
import CourseKit
import Pipeline
import Runs

extension AssistantResults.Template.Style: ArgumentValue {}

/// `gpt instruct`: turns a run's pretrained model into an assistant.
struct InstructCommand: Command {
  let name = "instruct"
  let summary = Text(
    "tunes a run's model to follow instructions, and measures it",
    "ajusta o modelo de uma execução para seguir instruções e mede o resultado")
  let discussion = Text(
    "Learns the small world's instructions, or those of a JSON or JSONL file, of which a tenth is held "
      + "out to measure with. An assistant that the run has already is replaced in the end.",
    "Aprende as instruções do pequeno mundo, ou as de um arquivo JSON ou JSONL, do qual um "
      + "décimo fica reservado para medir. Um assistente que a execução já tenha é substituído no fim."
  )

  let file = Option<String?>(
    "data", default: nil, as: Text("FILE", "ARQUIVO"),
    help: Text(
      "instructions of your own: JSON or JSONL with instruction, input, output, or chats of messages with "
        + "role and content",
      "instruções suas: JSON ou JSONL com instruction, input, output, ou conversas de messages com role "
        + "e content"))
  let skipsBadRows = Flag(
    "skip-bad-rows",
    help: Text(
      "goes on without the items of the file that cannot be used, and counts them",
      "continua sem os itens do arquivo que não podem ser usados e os conta"))
  let quick = Flag(
    "quick",
    help: Text("fewer steps on fewer examples", "menos passos, com menos exemplos"))
  let steps = Option<Int?>(
    "steps", default: nil, .from(1, to: 10_000_000),
    help: Text("how many steps of training", "quantos passos de treino"))
  let examples = Option<Int?>(
    "examples", default: nil, .from(1, to: 10_000_000),
    help: Text(
      "how many instructions of the small world to learn from",
      "com quantas instruções do pequeno mundo aprender"))
  let learningRate = Option<Double?>(
    "learning-rate", default: nil, .from(1e-9, to: 1_000),
    help: Text("the peak of its schedule", "o pico da taxa de aprendizado"))
  let style = Option<AssistantResults.Template.Style>(
    "template", default: .passage,
    help: Text(
      "how instruction and input become a prompt", "como instrução e entrada viram um prompt"))
  let skipsComparison = Flag(
    "no-comparison",
    help: Text(
      "does not tune a second model without the loss mask",
      "não ajusta um segundo modelo sem a máscara da perda"))
  let seed = Option<UInt64?>(
    "seed", default: nil,
    help: Text(
      "decides everything that is random; default: the run's",
      "determina tudo o que é aleatório; padrão: a da execução"))
  let runName = Option.existingRun
  let threads = Option.threads
  let json = Flag("json", help: Text("the results as JSON", "os resultados em JSON"))

  func run(_ values: Values) throws {
    applyThreads(values[threads])
    guard values[file] != nil || !values[skipsBadRows] else {
      throw UsageError(
        values.language.text(
          "--skip-bad-rows goes only with --data.", "--skip-bad-rows só funciona junto com --data.")
      )
    }
    let folder = try RunFolder.find(values[runName], having: \.modelFile)
    let source = try values[file].map(InstructionData.source(ofFile:))
    let lock = try folder.lock()  // held until the end
    defer { _ = lock }
    let language = values.language
    writeToStandardError(Track.sentence(language) + "\n")
    var plan: InstructionPlan = values[quick] ? .quick : .mainJob
    plan.steps = values[steps] ?? plan.steps
    plan.exampleCount = values[examples] ?? plan.exampleCount
    plan.peakLearningRate = values[learningRate].map { Float($0) } ?? plan.peakLearningRate
    plan.style = values[style]
    plan.comparesUnmasked = !values[skipsComparison]
    plan.seed = values[seed]
    if values[skipsBadRows] { plan.skipsBadItems = true }
    // The model as it was is measured beside the assistant.
    try folder.configuration().requireMemory(
      forTuning: 1, models: plan.comparesUnmasked ? 3 : 2,
      gradients: min(plan.accumulation, TrainingPlan.gradientsHeldAtOnce))
    let model = try TrainedModel(readingFrom: folder)
    let results = try instructionStage(
      model: model, folder: folder, plan: plan, source: source, language: language,
      isQuiet: values[json])
    if values[json] {
      try printJSON(results)
    } else {
      evaluationStage(results, language: language)
      printLine()
      printLine(
        language.text("Kept in \(folder.path). ", "Guardado em \(folder.path). ")
          + language.text("Talk with it: ", "Converse com ele: ")
          + "\(invocation) chat --run \(folder.reference)")
    }
    try refreshReport(of: folder, language: language)
  }
}
