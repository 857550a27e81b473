import Console
import CourseKit
import Foundation
import Pipeline
import Pretraining

/// `gpt generate`: lets a trained model go on from a prompt.
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
  let runName = Option.existingRun
  let threads = Option.threads
  let json = Flag("json", help: Text("the result as JSON", "o resultado em JSON"))

  private struct Result: Encodable {
    let run: String
    let prompt: String
    let completion: String
    let tokenCount: Int
    let decoding: Decoding
    let seed: UInt64
  }

  func run(_ values: Values) throws {
    applyThreads(values[threads])
    let folder = try RunFolder.find(values[runName], having: \.modelFile)
    let model = try TrainedModel(readingFrom: folder)
    let prompt = values[prompt] ?? model.configuration.prompt
    let decoding = Decoding(
      temperature: Float(values[temperature]), topK: values[topK],
      // Rounding to Float must not make it 0.
      topP: values[topP].map { max(Float($0), .leastNormalMagnitude) })
    if !values[json] {
      writeToStandardError(Track.sentence(values.language) + "\n")
      show(prompt)
    }
    Interrupt.watch()
    defer { Interrupt.stopWatching() }
    var completion = ""
    let count = model.complete(
      prompt, maxTokens: values[maxTokens], decoding: decoding, seed: values[seed]
    ) { text in
      if !values[json] { show(text) }
      completion += text
      return !Interrupt.isRequested
    }
    guard values[json] else { return print() }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let result = Result(
      run: folder.name, prompt: prompt, completion: completion, tokenCount: count,
      decoding: decoding, seed: values[seed])
    print(String(decoding: try encoder.encode(result), as: UTF8.self))
  }

  /// At once, though the line is not full.
  private func show(_ text: String) {
    print(text, terminator: "")
    fflush(nil)
  }
}
