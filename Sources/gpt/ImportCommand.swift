import Console
import CourseKit
import Foundation
import Pipeline
import Runs

/// `gpt import`: makes a run of a GPT-2 that was trained elsewhere.
struct ImportCommand: Command {
  let name = "import"
  let summary = Text(
    "makes a run from a Hugging Face folder with a model of the GPT-2 family",
    "cria uma execução a partir de uma pasta da Hugging Face com um modelo da família GPT-2")
  let discussion = Text(
    "Reads config.json; model.safetensors or its parts; tokenizer.json, or vocab.json and merges.txt. "
      + "Nothing is downloaded. After that, generate, classify train, evaluate --text and the others work "
      + "with --run NAME.",
    "Lê config.json; model.safetensors ou as partes dele; tokenizer.json, ou vocab.json e merges.txt. Nada "
      + "é baixado. Depois disso, generate, classify train, evaluate --text e os outros funcionam com --run NOME."
  )

  let source = Positional<String>(
    Text("FOLDER", "PASTA"),
    help: Text("the folder with the model's files", "a pasta com os arquivos do modelo"))
  let runName = Option<String?>(
    "run", default: nil, as: Text("NAME", "NOME"),
    help: Text(
      "the name of the run under runs/; default: the folder's name",
      "o nome da execução dentro de runs/; padrão: o nome da pasta"))

  func run(_ values: Values) throws {
    let language = values.language
    let path = values[source]
    let model = try ModelImport(readingFrom: path)
    let own = URL(fileURLWithPath: path).standardizedFileURL.lastPathComponent
    let folder = try RunFolder.make(
      named: values[runName] ?? (RunFolder.isName(own) ? own : "gpt2"))
    do {
      try Interrupt.watching(
        orTelling: language.text(
          "Stopped: nothing of the model was kept.", "Interrompido: nada do modelo foi salvo.")
      ) { try model.write(to: folder, check: Interrupt.check) }
    } catch {
      try? FileManager.default.removeItem(atPath: folder.path)
      throw error
    }
    let size = model.configuration.model
    printLine(
      language.text(
        "\(folder.path): \(grouped(model.parameterCount, language)) parameters, "
          + "\(size.layerCount) layers, \(grouped(size.vocabularySize, language)) tokens, a context of "
          + "\(grouped(size.contextLength, language))",
        "\(folder.path): \(grouped(model.parameterCount, language)) parâmetros, "
          + "\(size.layerCount) camadas, \(grouped(size.vocabularySize, language)) tokens, contexto de "
          + "\(grouped(size.contextLength, language))"))
    if !model.leftOut.isEmpty {
      let names = model.leftOut.joined(separator: ", ")
      printLine(
        language.text(
          "left out, since a language model has no place for them: \(names)",
          "ficaram de fora, pois não há lugar para eles num modelo de linguagem: \(names)"))
    }
    if !model.hasEndOfText {
      printLine(
        language.text(
          "The tokenizer has no <|endoftext|>: texts do not end by themselves, and no assistant can be tuned.",
          "O tokenizador não tem <|endoftext|>: os textos não terminam sozinhos, e não dá para ajustar um assistente."
        ))
    }
    printLine(
      language.text("Try it: ", "Experimente: ")
        + "\(invocation) generate --run \(folder.reference)")
  }
}
