import Console
import CourseKit
import Foundation
import Pipeline
import Pretraining
import Runs

/// `gpt generate`: lets a trained model continue a prompt.
struct GenerateCommand: Command {
  let name = "generate"
  let summary = Text("continues a prompt", "continua um texto")

  let prompt = Option<String?>(
    "prompt", default: nil, as: Text("TEXT", "TEXTO"),
    help: Text(
      "what to go on from; default: the run's own", "de onde partir; padrão: o da execução"))
  let temperature = Option(
    "temperature", default: 1.0, .from(0, to: 100),
    help: Text(
      "below 1 safer, above 1 wilder, 0 always the likeliest token",
      "abaixo de 1, mais previsível; acima de 1, mais ousada; 0, sempre o token mais provável"))
  let topK = Option<Int?>(
    "top-k", default: nil, .atLeast(1),
    help: Text("only the k likeliest tokens", "só os k tokens mais prováveis"))
  let topP = Option<Double?>(
    "top-p", default: nil, .moreThan(0, atMost: 1),
    help: Text(
      "only the likeliest tokens that together reach p",
      "só os tokens mais prováveis que juntos chegam a p"))
  let maxTokens = Option(
    "max-tokens", default: 100, .from(1, to: 1_000_000),
    help: Text("how many tokens at most", "quantos tokens no máximo"))
  let seed = Option<UInt64>(
    "seed", default: 1, help: Text("the same seed, the same text", "a mesma semente, o mesmo texto")
  )
  let beams = Option<Int?>(
    "beams", default: nil, .from(1, to: 1_000),
    help: Text(
      "beam search: follows the N likeliest texts at once and shows the best",
      "busca em feixe: segue os N textos mais prováveis ao mesmo tempo e mostra o melhor"))
  let lengthPenalty = Option(
    "length-penalty", default: 0.0, .from(0, to: 10),
    help: Text(
      "with --beams: above 0, long texts lose less for being long",
      "com --beams: acima de 0, textos longos perdem menos por serem longos"))
  let int8 = Flag(
    "int8",
    help: Text("weights of one byte instead of four", "pesos de um byte em vez de quatro"))
  let noCache = Flag(
    "no-cache",
    help: Text(
      "reads the whole text again for each token, to compare",
      "relê o texto inteiro a cada token, para comparar"))
  let allowsSpecial = Flag(
    "allow-special",
    help: Text(
      "in the prompt the names of special tokens, such as <|endoftext|>, are these tokens",
      "no texto de partida, os nomes de tokens especiais, como <|endoftext|>, são esses tokens"))
  let model = Option.model(default: .pretrained)
  let runName = Option.existingRun
  let threads = Option.threads
  let json = Flag("json", help: Text("the result as JSON", "o resultado em JSON"))

  private struct Result: Encodable {
    let run: String
    let model: String
    let prompt: String
    let completion: String
    let tokenCount: Int
    let inference: TrainedModel.Inference
    var decoding: Decoding?
    var seed: UInt64?
    var beams: [Beam]?
  }

  func run(_ values: Values) throws {
    try requireSense(values)
    applyThreads(values[threads])
    let folder = try RunFolder.find(values[runName], having: values[model].file)
    let trained = try TrainedModel(readingFrom: folder, parameters: values[model].file)
    let prompt = values[prompt] ?? trained.configuration.prompt
    if !values[json] {
      writeToStandardError(Track.sentence(values.language) + "\n")
      if !values[noCache] { sayWhatIsSlower(values.language) }
      printText(prompt)
    }
    let result =
      try values[beams].map { try search(trained, folder, prompt, width: $0, values) }
      ?? sample(trained, folder, prompt, values)
    guard values[json] else { return printLine() }
    try printJSON(result)
  }

  /// Rejects options that would silently have no effect.
  private func requireSense(_ values: Values) throws {
    let language = values.language
    func refuse(_ one: some Argument, with other: some Argument) throws {
      guard values.gives(one), values.gives(other) else { return }
      throw UsageError(
        language.text(
          "--\(one.name) cannot be used with --\(other.name).",
          "--\(one.name) não pode ser usado com --\(other.name)."))
    }
    try refuse(int8, with: noCache)
    // Beam search is deterministic.
    try refuse(temperature, with: beams)
    try refuse(topK, with: beams)
    try refuse(topP, with: beams)
    try refuse(seed, with: beams)
    guard values.gives(lengthPenalty), !values.gives(beams) else { return }
    throw UsageError(
      language.text("--length-penalty needs --beams.", "--length-penalty precisa de --beams."))
  }

  private func inference(_ values: Values) -> TrainedModel.Inference {
    values[int8] ? .int8 : values[noCache] ? .uncached : .cached
  }

  /// Samples token by token, and prints each as it comes.
  private func sample(
    _ trained: TrainedModel, _ folder: RunFolder, _ prompt: String, _ values: Values
  ) throws -> Result {
    let decoding = Decoding(
      temperature: Float(values[temperature]), topK: values[topK],
      // Rounding to Float must not give 0.
      topP: values[topP].map { max(Float($0), .leastNormalMagnitude) })
    Interrupt.watch()
    defer { Interrupt.stopWatching() }
    var completion = ""
    let count = try trained.complete(
      prompt, maxTokens: values[maxTokens], decoding: decoding, seed: values[seed],
      inference: inference(values), allowingSpecialTokens: values[allowsSpecial]
    ) { text in
      if !values[json] { printText(text) }
      completion += text
      return !Interrupt.isRequested && StandardOutput.failure == nil
    }
    return Result(
      run: folder.name, model: values[model].rawValue, prompt: prompt, completion: completion,
      tokenCount: count, inference: inference(values), decoding: decoding, seed: values[seed])
  }

  /// The best text is known only at the end. Ctrl-C ends the program, as there is nothing to show
  /// before.
  private func search(
    _ trained: TrainedModel, _ folder: RunFolder, _ prompt: String, width: Int, _ values: Values
  ) throws -> Result {
    let found = try trained.beams(
      of: prompt, maxTokens: values[maxTokens], width: width,
      lengthPenalty: values[lengthPenalty], inference: inference(values),
      allowingSpecialTokens: values[allowsSpecial])
    let best = found.first
    if !values[json] { printText(best?.text ?? "") }
    return Result(
      run: folder.name, model: values[model].rawValue, prompt: prompt,
      completion: best?.text ?? "", tokenCount: best?.tokenCount ?? 0,
      inference: inference(values), beams: found)
  }
}
