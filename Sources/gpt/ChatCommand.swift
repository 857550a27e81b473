import Console
import Corpora
import CourseKit
import Foundation
import Pipeline
import Pretraining
import Runs

/// `gpt chat`: a conversation with a run's assistant.
struct ChatCommand: Command {
  let name = "chat"
  let summary = Text("talks with a run's assistant", "conversa com o assistente de uma execução")
  let discussion = Text(
    "The talk is about a passage: one that you give, or a new story of the small world. /help lists "
      + "what can be done in it. Ctrl-C stops an answer, Ctrl-D leaves.",
    "A conversa é sobre um texto: um que você dá ou uma história nova do pequeno mundo. /help lista o "
      + "que se pode fazer nela. Ctrl-C interrompe uma resposta, Ctrl-D sai.")

  let passage = Option<String?>(
    "passage", default: nil, help: Text("what to talk about", "sobre o que conversar"))
  let passageFile = Option<String?>(
    "passage-file", default: nil, as: Text("FILE", "ARQUIVO"),
    help: Text("the same, from a file", "o mesmo, de um arquivo"))
  let temperature = Option(
    "temperature", default: 0.0, .from(0, to: 100),
    help: Text(
      "0 always the likeliest token, more is wilder",
      "0, sempre o token mais provável; mais, mais ousada"))
  let topP = Option<Double?>(
    "top-p", default: nil, .moreThan(0, atMost: 1),
    help: Text(
      "only the likeliest tokens that together reach p",
      "só os tokens mais prováveis que juntos chegam a p"))
  let maxTokens = Option(
    "max-tokens", default: 48, .from(1, to: 1_000_000),
    help: Text("how long an answer may be", "o tamanho máximo de uma resposta"))
  let int8 = Flag(
    "int8", help: Text("with weights rounded to bytes", "com os pesos arredondados para bytes"))
  let seed = Option<UInt64>(
    "seed", default: 1,
    help: Text(
      "decides the stories, and what is drawn", "determina as histórias e o que é sorteado"))
  let model = Option.model(default: .assistant)
  let runName = Option.existingRun
  let threads = Option.threads

  func run(_ values: Values) throws {
    applyThreads(values[threads])
    let language = values.language
    guard !values.gives(passage) || !values.gives(passageFile) else {
      throw UsageError(
        language.text(
          "--passage and --passage-file exclude each other.",
          "--passage e --passage-file não podem ser usadas juntas."))
    }
    let text = try values[passageFile].map(PlainText.read) ?? values[passage]
    let folder = try RunFolder.findAssistant(
      values[runName], model: values[model].file)
    let responder = try AssistantResponder(
      readingFrom: folder, model: values[model].file, isQuantized: values[int8])
    writeToStandardError(Track.sentence(language) + "\n")
    sayWhatIsSlower(language, isTalk: true)
    let decoding = Decoding(
      temperature: Float(values[temperature]),
      // Rounding to Float must not give 0.
      topP: values[topP].map { max(Float($0), .leastNormalMagnitude) })
    let chat = AssistantChat(
      responder, decoding: decoding, maxTokens: values[maxTokens], seed: values[seed])
    let session = ChatSession(chat: chat, world: try world(of: folder, values), language: language)
    try session.run(about: text)
  }

  /// The source of stories; nil for a run that was trained on the user's own text.
  private func world(of folder: RunFolder, _ values: Values) throws -> SmallWorld? {
    guard let language = try folder.configuration().language else { return nil }
    return SmallWorld(language: language, seed: values[seed])
  }
}
