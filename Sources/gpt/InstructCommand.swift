import Console
import CourseKit
import InstructionTuning
import Pipeline

extension PromptTemplate.Style: ArgumentValue {}

/// `gpt instruct`: makes an assistant of a run's pretrained model.
struct InstructCommand: Command {
  let name = "instruct"
  let summary = Text(
    "tunes a run's model to follow instructions, and measures it",
    "ajusta o modelo de uma execução para seguir instruções e mede o resultado")
  let discussion = Text(
    "Learns the small world's instructions, or an Alpaca-style JSON file's, of which a tenth is held "
      + "out to measure with. An assistant that the run has already is replaced in the end.",
    "Aprende as instruções do pequeno mundo, ou as de um arquivo JSON no estilo Alpaca, do qual um "
      + "décimo fica reservado para medir. Um assistente que a execução já tenha é substituído no fim."
  )

  let file = Option<String?>(
    "data", default: nil, as: Text("FILE", "ARQUIVO"),
    help: Text(
      "instructions of your own: JSON with instruction, input, output",
      "instruções suas: JSON com instruction, input, output"))
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
  let style = Option<PromptTemplate.Style>(
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
      "decides everything left to chance; default: the run's",
      "determina tudo o que depende do acaso; padrão: a da execução"))
  let runName = Option.existingRun
  let threads = Option.threads
  let json = Flag("json", help: Text("the results as JSON", "os resultados em JSON"))

  func run(_ values: Values) throws {
    applyThreads(values[threads])
    let folder = try RunFolder.find(values[runName], having: \.modelFile)
    let source = try values[file].map(InstructionData.source(ofFile:))
    let lock = try folder.lock()  // held until the end
    defer { _ = lock }
    let language = values.language
    writeToStandardError(Track.sentence(language) + "\n")
    let model = try TrainedModel(readingFrom: folder)
    var plan: InstructionPlan = values[quick] ? .quick : .mainJob
    plan.steps = values[steps] ?? plan.steps
    plan.exampleCount = values[examples] ?? plan.exampleCount
    plan.peakLearningRate = values[learningRate].map { Float($0) } ?? plan.peakLearningRate
    plan.style = values[style]
    plan.comparesUnmasked = !values[skipsComparison]
    plan.seed = values[seed]
    let results = try instructionStage(
      model: model, folder: folder, plan: plan, source: source, language: language,
      isQuiet: values[json])
    if values[json] {
      try printJSON(results)
    } else {
      evaluationStage(results, language: language)
      print()
      print(
        language.text("Kept in \(folder.path). ", "Guardado em \(folder.path). ")
          + language.text("Talk with it: ", "Converse com ele: ")
          + "\(invocation) chat --run \(folder.reference)")
    }
    try refreshReport(of: folder, language: language)
  }
}
