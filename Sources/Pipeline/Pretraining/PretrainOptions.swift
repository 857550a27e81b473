import Console
import CourseKit
import Foundation
import Pretraining
import Runs

/// The options of `gpt pretrain`: what each decides in a run, and what it was where a run is to be
/// made again.
public struct PretrainOptions: ArgumentGroup {
  private typealias Limit = RunConfiguration.Limit

  public let text = Option<String?>(
    "text", default: nil, as: Text("FILE", "ARQUIVO"),
    help: Text(
      "a UTF-8 text file, or a folder of them; default: the small world",
      "um arquivo de texto UTF-8, ou uma pasta deles; padrão: o pequeno mundo"))
  public let language = Option<Language?>(
    "language", default: nil,
    help: Text(
      "the language of the small world; default: yours", "o idioma do pequeno mundo; padrão: o seu")
  )
  public let steps = Option(
    "steps", default: 2000, .from(1, to: Limit.steps),
    help: Text("how many training steps", "quantos passos de treino"))
  public let batch = Option(
    "batch", default: 2, .from(1, to: Limit.batch),
    help: Text("sequences in a batch", "sequências por lote"))
  public let accumulation = Option(
    "accumulation", default: 8, .from(1, to: Limit.accumulation),
    help: Text(
      "batches that make one step; they are worked on side by side",
      "lotes que formam um passo; são processados lado a lado"))
  public let learningRate = Option(
    "learning-rate", default: 0.003, .moreThan(0, atMost: Limit.learningRate),
    help: Text("its peak, after the warm-up", "o pico, depois do aquecimento"))
  public let vocabulary = Option(
    "vocabulary", default: 1024, .from(257, to: Limit.vocabulary),
    help: Text("tokens of the tokenizer", "tokens do tokenizador"))
  public let context = Option(
    "context", default: 128, .from(2, to: Limit.context),
    help: Text("tokens that the model sees at once", "tokens que o modelo vê de uma vez"))
  public let layers = Option(
    "layers", default: 3, .from(1, to: Limit.layers), help: Text("blocks", "blocos"))
  public let heads = Option(
    "heads", default: 4, .from(1, to: Limit.width),
    help: Text("attention heads", "cabeças de atenção"))
  public let width = Option(
    "width", default: 128, .from(1, to: Limit.width),
    help: Text(
      "elements of a token's vector, a multiple of the heads",
      "elementos do vetor de um token, múltiplo das cabeças"))
  public let dropout = Option(
    "dropout", default: 0.1, .from(0, below: 1),
    help: Text("share of elements dropped", "fração de elementos descartados"))
  public let tiedHead = Flag(
    "tied-head",
    help: Text(
      "the output head uses the token embedding's weights",
      "a cabeça de saída usa os pesos do embedding de tokens"))
  public let prompt = Option<String?>(
    "prompt", default: nil, as: Text("TEXT", "TEXTO"),
    help: Text("what the samples at the end go on from", "de onde partem as amostras no final"))
  public let seed = Option<UInt64>(
    "seed", default: 1,
    help: Text("decides everything that is random", "determina tudo o que é aleatório"))
  public let evaluateEvery = Option<Int?>(
    "evaluate-every", default: nil, .from(1, to: Limit.steps), as: Text("STEPS", "PASSOS"),
    help: Text(
      "how often the validation loss is measured and all is saved; default: 500, or four times",
      "de quantos em quantos passos medir a perda de validação e salvar; padrão: 500, ou quatro vezes"
    ))
  public let evaluateTokens = Option<Int?>(
    "evaluate-tokens", default: nil, .from(1, to: Limit.steps), as: Text("TOKENS", "TOKENS"),
    help: Text(
      "how many tokens that takes, always the same; default: 40,000, fewer for a large model",
      "quantos tokens isso usa, sempre os mesmos; padrão: 40.000, menos num modelo grande"))

  public init() {}

  // MARK: From options to a run and back

  /// The run that is asked for, on the small world.
  public func configuration(_ values: Values, language: Language) -> RunConfiguration {
    var run = RunConfiguration.mainJob(language: language, seed: values[seed])
    if let prompt = values[prompt] { run.prompt = prompt }
    run.model = GPTConfiguration(
      vocabularySize: values[vocabulary], contextLength: values[context],
      layerCount: values[layers], headCount: values[heads], width: values[width],
      // Rounding to Float must not make it 1.
      dropoutRate: min(Float(values[dropout]), Float(1).nextDown), tiesHead: values[tiedHead])
    run.plan = TrainingPlan(
      schedule: LearningRateSchedule(
        peak: Float(values[learningRate]), minimum: Float(values[learningRate]) / 30,
        warmUpSteps: values[steps] / 20, totalSteps: values[steps]),
      batchSize: values[batch], accumulation: values[accumulation])
    run.evaluationInterval = values[evaluateEvery] ?? usualInterval(steps: values[steps])
    run.evaluationTokens = values[evaluateTokens]
    return run
  }

  /// The words that ask for this run; nil where none do.
  func words(for run: RunConfiguration) -> [String]? {
    let words = choices(in: run).flatMap { argument, value -> [String] in
      guard let value else { return [] }
      return ["--\(argument.name)"] + (argument.placeholder == nil ? [] : [value])
    }
    let language = run.language ?? .english
    guard let values = try? Values(reading: words, for: self, language: language) else {
      return nil
    }
    var made = configuration(values, language: language)
    if case .file = run.source { made.source = run.source }
    return made.isSame(as: run) ? words : nil
  }

  /// What each option is in a run; nil where it need not be given.
  private func choices(in run: RunConfiguration) -> [(option: any Argument, value: String?)] {
    let (model, plan) = (run.model, run.plan)
    let isUsual = run.evaluationInterval == usualInterval(steps: run.stepCount)
    return [
      (text, fileName(of: run.source)), (language, run.language?.rawValue),
      (steps, "\(run.stepCount)"), (batch, "\(plan.batchSize)"),
      (accumulation, "\(plan.accumulation)"), (learningRate, "\(plan.schedule.peak)"),
      (vocabulary, "\(model.vocabularySize)"), (context, "\(model.contextLength)"),
      (layers, "\(model.layerCount)"), (heads, "\(model.headCount)"), (width, "\(model.width)"),
      (dropout, "\(model.dropoutRate)"), (prompt, run.prompt), (seed, "\(run.seed)"),
      (tiedHead, model.tiesHead ? "" : nil),
      (evaluateEvery, isUsual ? nil : "\(run.evaluationInterval)"),
      (evaluateTokens, run.evaluationTokens.map { "\($0)" }),
    ]
  }

  private func usualInterval(steps: Int) -> Int { max(1, min(500, steps / 4)) }

  /// Without the folders of whoever trained it.
  private func fileName(of source: RunConfiguration.Source) -> String? {
    guard case .file(let path, _) = source else { return nil }
    return (path as NSString).lastPathComponent
  }
}
