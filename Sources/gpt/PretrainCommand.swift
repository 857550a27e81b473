import Console
import CourseKit
import Foundation
import Pipeline
import Runs

/// `gpt pretrain`: trains a model of any size on any text.
struct PretrainCommand: Command {
  let name = "pretrain"
  let summary = Text(
    "trains on your own text, or on the small world, with your own choices",
    "treina com o seu próprio texto, ou com o pequeno mundo, do seu jeito")
  let discussion = Text(
    "In a text <|endoftext|> ends a document; of a folder all files are read, in the order of their names. "
      + "The last tenth is kept for validation. Ctrl-C stops and saves; gpt resume goes on.",
    "No texto, <|endoftext|> termina um documento; de uma pasta são lidos todos os arquivos, na ordem dos "
      + "nomes. O último décimo fica para validação. Ctrl-C para e salva; gpt resume continua.")

  let options = PretrainOptions()
  let threads = Option.threads
  let runName = Option<String?>(
    "run", default: nil, as: Text("NAME", "NOME"),
    help: Text("how to call the run under runs/", "o nome da execução dentro de runs/"))

  func run(_ values: Values) throws {
    let language = values[options.language] ?? values.language
    applyThreads(values[threads])
    let (width, heads) = (values[options.width], values[options.heads])
    guard width.isMultiple(of: heads) else {
      throw UsageError(
        language.text(
          "--width \(width) is no multiple of --heads \(heads).",
          "--width \(width) não é múltiplo de --heads \(heads)."))
    }
    var configuration = options.configuration(values, language: language)
    var runName = "small-world-\(language.rawValue)"
    if let path = values[options.text] {
      let content = try PretrainingData.text(at: path)
      configuration.source = .file(
        path: URL(fileURLWithPath: path).standardizedFileURL.path,
        fingerprint: PretrainingData.fingerprint(of: content))
      if values[options.prompt] == nil {
        let beginning = PretrainingData.documents(of: String(content.prefix(200))).first ?? ""
        configuration.prompt = String(
          beginning.split(whereSeparator: \.isWhitespace).prefix(2).joined(separator: " ").prefix(
            40)
        )
      }
      let fileName = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
      runName = RunFolder.isName(fileName) ? fileName : "text"
    }
    try runPretraining(
      configuration, named: values[self.runName] ?? runName, language: language)
  }
}
