import CourseKit
import Formats
import Foundation
import Runs

extension ModelExport {
  /// Writes what Hugging Face's AutoTokenizer and the model's class load with no code of the course.
  ///
  /// Makes the folder where it is missing; files of the same names in it are replaced.
  ///
  /// - Throws: `InputError` where it is the folder of a run, whose own files have the same names.
  public func write(toFolder path: String, cardIn language: Language) throws {
    if FileManager.default.fileExists(atPath: RunFolder(path: path).configurationFile) {
      throw InputError(
        "\(path) is a run, and its own model would be replaced: name another folder.",
        "\(path) é uma execução, e o modelo dela seria substituído: indique outra pasta.")
    }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw InputError(
        "The folder \(path) cannot be made: name one inside a folder that you may write to.",
        "Não é possível criar a pasta \(path): indique uma dentro de uma pasta em que você possa escrever."
      )
    }
    let endOfText = tokenizer.vocabulary.tokens.firstIndex(
      of: Array(HuggingFaceTokenizer.endOfText.utf8))
    try HuggingFaceConfiguration(
      layerCount: run.model.layerCount, headCount: run.model.headCount,
      embeddingWidth: run.model.width, contextLength: run.model.contextLength,
      vocabularySize: run.model.vocabularySize, activation: run.model.activation,
      layerNormEpsilon: Double("\(run.model.normEpsilon)")!,
      tiesWordEmbeddings: run.model.tiesHead, dropoutRate: Double("\(run.model.dropoutRate)")!,
      smallWorld: run.language
    ).write(
      to: path + "/config.json", architecture: architecture, endOfText: endOfText, labels: labels)
    if choice != .classifier, let endOfText {
      let ids = ["bos", "eos", "pad"].map { "  \"\($0)_token_id\": \(endOfText)" }
      try AtomicFile.write(
        "{\n\(ids.joined(separator: ",\n"))\n}\n", to: path + "/generation_config.json")
    }
    try SafetensorsFile.write(tensors, metadata: ["format": "pt"], to: path + "/model.safetensors")
    try tokenizer.write(
      toFolder: path, contextLength: run.model.contextLength, chatTemplate: template?.jinja)
    try AtomicFile.write(card(language), to: path + "/README.md")
  }

  /// The class of Hugging Face's transformers that loads it.
  var architecture: String {
    choice == .classifier ? "GPT2ForSequenceClassification" : "GPT2LMHeadModel"
  }
}
