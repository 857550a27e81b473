import Console
import CourseKit
import Pipeline

/// `gpt` alone: from nothing to a model that tells stories.
struct MainJob: Command {
  let name = "run"
  let summary = Text(
    "corpus, tokenizer, pretraining, decoding: the whole model from nothing",
    "corpus, tokenizador, pré-treino, decodificação: o modelo inteiro a partir do nada")

  let language = Option<Language?>(
    "language", default: nil,
    help: Text(
      "the language of the small world, en or pt-BR; default: yours",
      "o idioma do pequeno mundo, en ou pt-BR; padrão: o seu"))
  let seed = Option<UInt64>(
    "seed", default: 1,
    help: Text("decides everything that is left to chance", "determina tudo o que depende do acaso")
  )
  let quick = Flag(
    "quick",
    help: Text(
      "a small version of it, in under a minute", "uma versão pequena, em menos de um minuto"))
  let threads = Option.threads
  let runName = Option<String?>(
    "run", default: nil, as: Text("NAME", "NOME"),
    help: Text("how to call the run under runs/", "o nome da execução dentro de runs/"))

  func run(_ values: Values) throws {
    let language = values[language] ?? values.language
    applyThreads(values[threads])
    let configuration = RunConfiguration.mainJob(
      language: language, seed: values[seed], isQuick: values[quick])
    let fallback = "small-world-\(language.rawValue)" + (values[quick] ? "-quick" : "")
    try runPretraining(
      configuration, named: values[runName] ?? fallback, language: language)
  }
}
