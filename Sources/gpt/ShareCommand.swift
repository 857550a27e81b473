import Console
import CourseKit
import Pipeline
import Runs

/// `gpt share`: one of a run's models, as a page that answers in any browser.
struct ShareCommand: Command {
  let name = "share"
  let summary = Text(
    "writes a page with the model inside, which answers in any browser",
    "grava uma página com o modelo dentro, que responde em qualquer navegador")
  let discussion = Text(
    "The page needs no network and no other program. Whoever opens it can ask the model, see each token's "
      + "probabilities and where the model looked, and change temperature, top-k and top-p. The weights "
      + "are those of --int8, one byte each. Remember that a model may repeat what it was trained on.",
    "A página não precisa de internet nem de outro programa. Quem a abre pode perguntar ao modelo, ver as "
      + "probabilidades de cada token e para onde o modelo olhou, e mexer na temperatura, no top-k e no "
      + "top-p. Os pesos são os de --int8, um byte cada. Lembre que um modelo pode repetir o que viu no treino."
  )

  let output = Option<String?>(
    "output", default: nil, as: Text("FILE", "ARQUIVO"),
    help: Text(
      "where to write it; default: share.html in the run's folder",
      "onde gravar; padrão: share.html na pasta da execução"))
  let model = Option.model(default: .assistant)
  let runName = Option.existingRun
  let language = Option.pageLanguage
  let threads = Option.threads

  func run(_ values: Values) throws {
    applyThreads(values[threads])
    let file = values[model].file
    let folder = try RunFolder.findAssistant(values[runName], model: file)
    writeToStandardError(Track.sentence(values.language) + "\n")
    let page = try SharedPage(
      of: folder, parameters: file, named: values[model].rawValue,
      language: values[language] ?? values.language)
    let path = values[output] ?? folder.sharedPageFile
    let size = decimal(Double(try page.write(to: path)) / 1e6, 1, values.language)
    writeToStandardError(
      values.language.text(
        "\(size) MB: any browser opens it.\n", "\(size) MB: qualquer navegador abre.\n"))
    printLine(path)
  }
}
