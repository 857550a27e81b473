import Console
import Corpora
import CourseKit
import Foundation
import Pipeline
import Pretraining
import Runs

/// `gpt pretrain`: a model of any size on any text.
struct PretrainCommand: Command {
  private typealias Limit = RunConfiguration.Limit

  let name = "pretrain"
  let summary = Text(
    "trains on your own text, or on the small world, with your own choices",
    "treina com o seu próprio texto, ou com o pequeno mundo, do seu jeito")
  let discussion = Text(
    "In a text <|endoftext|> ends a document; of a folder all files are read, in the order of their names. "
      + "The last tenth is kept for validation. Ctrl-C stops and saves; gpt resume goes on.",
    "No texto, <|endoftext|> termina um documento; de uma pasta são lidos todos os arquivos, na ordem dos "
      + "nomes. O último décimo fica para validação. Ctrl-C para e salva; gpt resume continua.")

  let text = Option<String?>(
    "text", default: nil, as: Text("FILE", "ARQUIVO"),
    help: Text(
      "a UTF-8 text file, or a folder of them; default: the small world",
      "um arquivo de texto UTF-8, ou uma pasta deles; padrão: o pequeno mundo"))
  let language = Option<Language?>(
    "language", default: nil,
    help: Text(
      "the language of the small world; default: yours", "o idioma do pequeno mundo; padrão: o seu")
  )
  let steps = Option(
    "steps", default: 2000, .from(1, to: Limit.steps),
    help: Text("how many training steps", "quantos passos de treino"))
  let batch = Option(
    "batch", default: 2, .from(1, to: Limit.batch),
    help: Text("sequences in a batch", "sequências por lote"))
  let accumulation = Option(
    "accumulation", default: 8, .from(1, to: Limit.accumulation),
    help: Text(
      "batches that make one step; they are worked on side by side",
      "lotes que formam um passo; são processados lado a lado"))
  let learningRate = Option(
    "learning-rate", default: 0.003, .moreThan(0, atMost: Limit.learningRate),
    help: Text("its peak, after the warm-up", "o pico, depois do aquecimento"))
  let vocabulary = Option(
    "vocabulary", default: 1024, .from(257, to: Limit.vocabulary),
    help: Text("tokens of the tokenizer", "tokens do tokenizador"))
  let context = Option(
    "context", default: 128, .from(2, to: Limit.context),
    help: Text("tokens that the model sees at once", "tokens que o modelo vê de uma vez"))
  let layers = Option(
    "layers", default: 3, .from(1, to: Limit.layers), help: Text("blocks", "blocos"))
  let heads = Option(
    "heads", default: 4, .from(1, to: Limit.width),
    help: Text("attention heads", "cabeças de atenção"))
  let width = Option(
    "width", default: 128, .from(1, to: Limit.width),
    help: Text(
      "numbers per token, a multiple of the heads", "números por token, múltiplo das cabeças"))
  let dropout = Option(
    "dropout", default: 0.1, .from(0, below: 1),
    help: Text("share of numbers dropped", "fração de números descartados"))
  let tiedHead = Flag(
    "tied-head",
    help: Text(
      "the output head uses the token embedding's weights",
      "a cabeça de saída usa os pesos do embedding de tokens"))
  let prompt = Option<String?>(
    "prompt", default: nil, as: Text("TEXT", "TEXTO"),
    help: Text("what the samples at the end go on from", "de onde partem as amostras no final"))
  let seed = Option<UInt64>(
    "seed", default: 1,
    help: Text("decides everything left to chance", "determina tudo o que depende do acaso"))
  let evaluateEvery = Option<Int?>(
    "evaluate-every", default: nil, .from(1, to: Limit.steps), as: Text("STEPS", "PASSOS"),
    help: Text(
      "how often the validation loss is measured and all is saved; default: 500, or four times",
      "de quantos em quantos passos medir a perda de validação e salvar; padrão: 500, ou quatro vezes"
    ))
  let evaluateTokens = Option<Int?>(
    "evaluate-tokens", default: nil, .from(1, to: Limit.steps), as: Text("TOKENS", "TOKENS"),
    help: Text(
      "how many tokens that takes, always the same; default: 40,000, fewer for a large model",
      "quantos tokens isso usa, sempre os mesmos; padrão: 40.000, menos num modelo grande"))
  let threads = Option.threads
  let runName = Option<String?>(
    "run", default: nil, as: Text("NAME", "NOME"),
    help: Text("how to call the run under runs/", "o nome da execução dentro de runs/"))

  func run(_ values: Values) throws {
    let language = values[language] ?? values.language
    applyThreads(values[threads])
    guard values[width].isMultiple(of: values[heads]) else {
      throw UsageError(
        language.text(
          "--width \(values[width]) is no multiple of --heads \(values[heads])",
          "--width \(values[width]) não é múltiplo de --heads \(values[heads])"))
    }
    var configuration = RunConfiguration.mainJob(language: language, seed: values[seed])
    var runName = "small-world-\(language.rawValue)"
    if let path = values[text] {
      let content = try PretrainingData.text(at: path)
      configuration.source = .file(
        path: URL(fileURLWithPath: path).standardizedFileURL.path,
        fingerprint: PretrainingData.fingerprint(of: content))
      let beginning = PretrainingData.documents(of: String(content.prefix(200))).first ?? ""
      configuration.prompt = String(
        beginning.split(whereSeparator: \.isWhitespace).prefix(2).joined(separator: " ").prefix(40))
      let fileName = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
      runName = RunFolder.isName(fileName) ? fileName : "text"
    }
    if let prompt = values[prompt] { configuration.prompt = prompt }
    configuration.model = GPTConfiguration(
      vocabularySize: values[vocabulary], contextLength: values[context],
      layerCount: values[layers],
      headCount: values[heads], width: values[width],
      // Rounding to Float must not make it 1.
      dropoutRate: min(Float(values[dropout]), Float(1).nextDown), tiesHead: values[tiedHead])
    configuration.plan = TrainingPlan(
      schedule: LearningRateSchedule(
        peak: Float(values[learningRate]), minimum: Float(values[learningRate]) / 30,
        warmUpSteps: values[steps] / 20, totalSteps: values[steps]),
      batchSize: values[batch], accumulation: values[accumulation])
    configuration.evaluationInterval = values[evaluateEvery] ?? max(1, min(500, values[steps] / 4))
    configuration.evaluationTokens = values[evaluateTokens]

    try runPretraining(
      configuration, named: values[self.runName] ?? runName, language: language)
  }
}
