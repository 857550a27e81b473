import Console
import CourseKit
import Pipeline
import Runs

extension ModelExport.Choice: ArgumentValue {}
extension ModelExport.Precision: ArgumentValue {}

/// `gpt export`: writes a run's model as other programs load it.
struct ExportCommand: Command {
  let name = "export"
  let summary = Text(
    "writes a run's model for Hugging Face's transformers, or for llama.cpp",
    "grava o modelo de uma execução para o transformers da Hugging Face ou para o llama.cpp")
  let discussion = Text(
    "Into a folder go config.json, generation_config.json, model.safetensors, tokenizer.json, tokenizer_config.json with the "
      + "chat template, vocab.json, merges.txt and a model card, README.md. A name that ends in .gguf is one file for "
      + "llama.cpp, Ollama and LM Studio.",
    "Numa pasta ficam config.json, generation_config.json, model.safetensors, tokenizer.json, tokenizer_config.json com o "
      + "template de chat, vocab.json, merges.txt e um model card, README.md. Um nome que termina em .gguf é um arquivo só, "
      + "para llama.cpp, Ollama e LM Studio.")

  let target = Positional<String>(
    Text("TARGET", "DESTINO"),
    help: Text(
      "the folder to write into, created if missing, or a file, FILE.gguf",
      "a pasta onde gravar, criada se não existir, ou um arquivo, ARQUIVO.gguf"))
  let model = Option<ModelExport.Choice>(
    "model", default: .pretrained,
    help: Text(
      "which of the run's models", "qual modelo da execução"))
  let dropsBias = Flag(
    "drop-bias",
    help: Text(
      "leaves out the bias of the output head, for which GPT-2 has no place, and says what that costs",
      "deixa de fora o bias da cabeça de saída, que não tem lugar no GPT-2, e diz quanto isso custa"
    ))
  let precision = Option<ModelExport.Precision>(
    "type", default: .f16,
    help: Text(
      "how the matrices of a .gguf are stored", "como as matrizes de um .gguf são gravadas"))
  let runName = Option.existingRun
  let threads = Option.threads

  func run(_ values: Values) throws {
    applyThreads(values[threads])
    let language = values.language
    let folder = try RunFolder.find(values[runName], having: values[model].file)
    let path = values[target]
    let export = try ModelExport(of: folder, values[model], dropsBias: values[dropsBias])
    var notes = export.notes
    if path.lowercased().hasSuffix(".gguf") {
      notes += try export.write(toGGUF: path, values[precision])
    } else if values.gives(precision) {
      throw UsageError(
        language.text(
          "--type is only for a file whose name ends in .gguf.",
          "--type só vale para um arquivo cujo nome termine em .gguf."))
    } else {
      try export.write(toFolder: path, cardIn: language)
    }
    for note in notes { printLine(note.in(language)) }
    printLine(path)
  }
}
