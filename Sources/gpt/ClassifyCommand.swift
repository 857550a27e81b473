import Console
import CourseKit
import FineTuning
import Foundation
import Pipeline
import Runs

/// `gpt classify train`: tunes a run's model to classify texts.
struct ClassifyTrainCommand: Command {
  /// Which part of the model is trained.
  enum Choice: String, CaseIterable, ArgumentValue {
    case head
    case lastBlock = "last-block"
    case lora, everything, all

    var strategies: [ClassificationResults.Strategy] {
      switch self {
      case .head: [.head]
      case .lastBlock: [.lastBlock]
      case .lora: [.lora]
      case .everything: [.everything]
      case .all: ClassificationResults.Strategy.allCases
      }
    }
  }

  /// Which vectors of a text become its own.
  enum PoolingChoice: String, CaseIterable, ArgumentValue {
    case mean
    case lastToken = "last-token"

    var pooling: Pooling { self == .mean ? .mean : .lastToken }
  }

  let name = "classify train"
  let summary = Text(
    "makes a classifier of a run: spam, or the classes of your own file",
    "faz de uma execução um classificador: spam, ou as classes do seu arquivo")
  let discussion = Text(
    "A file has a label and a text in each row. What separates them (tabs, commas, semicolons), whether a "
      + "first row names the columns and which column is which is seen from the file, and told. A fifth of "
      + "every class is held out for measuring, and some of the rest decides which strategy is kept. "
      + "The classifier stays in the run's folder, in the place of an earlier one.",
    "O arquivo tem um rótulo e um texto em cada linha. O que os separa (tabulação, vírgula, ponto e "
      + "vírgula), se há um cabeçalho e qual coluna é qual, o programa vê no arquivo e informa. Um "
      + "quinto de cada classe fica reservado para medir, e uma parte do resto decide qual "
      + "estratégia fica. O classificador é guardado na pasta da execução, no lugar de um anterior."
  )

  let data = Option<String?>(
    "data", default: nil, as: Text("FILE", "ARQUIVO"),
    help: Text(
      "labelled texts, TSV or CSV; default: messages of the small world, normal or spam",
      "textos rotulados, TSV ou CSV; padrão: mensagens do pequeno mundo, normais ou spam"))
  let test = Option<String?>(
    "test", default: nil, as: Text("FILE", "ARQUIVO"),
    help: Text(
      "measures on this file, and holds nothing of --data out for it",
      "mede neste arquivo, sem reservar nada de --data para isso"))
  let labelColumn = Option<String?>(
    "label-column", default: nil, as: Text("COLUMN", "COLUNA"),
    help: Text(
      "the column of the label, by name or number from 1; default: seen from the file",
      "a coluna do rótulo, por nome ou número a partir de 1; padrão: vista no arquivo"))
  let textColumn = Option<String?>(
    "text-column", default: nil, as: Text("COLUMN", "COLUNA"),
    help: Text("the column of the text, likewise", "a coluna do texto, do mesmo modo"))
  let skipsBadRows = Flag(
    "skip-bad-rows",
    help: Text(
      "goes on without the rows that cannot be used, and counts them",
      "continua sem as linhas que não podem ser usadas e as conta"))
  let strategy = Option(
    "strategy", default: Choice.all,
    help: Text(
      "what learns; all compares the four and keeps the best",
      "o que aprende; all compara as quatro e fica com a melhor"))
  let pooling = Option(
    "pooling", default: PoolingChoice.mean,
    help: Text(
      "what of a text the head reads: the mean of all its tokens, or the last one, as "
        + "GPT2ForSequenceClassification does",
      "o que a cabeça lê de um texto: a média de todos os tokens ou o último, como faz o "
        + "GPT2ForSequenceClassification"))
  let epochs = Option<Int?>(
    "epochs", default: nil, .from(1, to: 10_000),
    help: Text(
      "how often every text comes; default: as suits the strategy",
      "quantas vezes cada texto aparece; padrão: o que convém à estratégia"))
  let learningRate = Option<Double?>(
    "learning-rate", default: nil, .moreThan(0, atMost: RunConfiguration.Limit.learningRate),
    help: Text(
      "the highest one; default: as suits the strategy",
      "a maior de todas; padrão: a que convém à estratégia"))
  let language = Option<Language?>(
    "language", default: nil,
    help: Text(
      "the language of the built-in messages; default: the run's",
      "o idioma das mensagens embutidas; padrão: o da execução"))
  let seed = Option<UInt64?>(
    "seed", default: nil,
    help: Text(
      "decides everything that is random; default: the run's",
      "determina tudo o que é aleatório; padrão: a da execução"))
  let runName = Option.existingRun
  let threads = Option.threads
  let json = Flag("json", help: Text("the result as JSON", "o resultado em JSON"))

  func run(_ values: Values) throws {
    let language = values.language
    applyThreads(values[threads])
    let isOfFile: [(String, Bool)] = [
      ("--test", values[test] != nil), ("--label-column", values[labelColumn] != nil),
      ("--text-column", values[textColumn] != nil), ("--skip-bad-rows", values[skipsBadRows]),
    ]
    if values[data] == nil, let option = isOfFile.first(where: \.1)?.0 {
      throw UsageError(
        language.text(
          "\(option) goes only with --data.", "\(option) só funciona junto com --data."))
    }
    let folder = try RunFolder.find(values[runName], having: \.modelFile)
    let lock = try folder.lock()  // held until the end
    defer { _ = lock }
    let configuration = try folder.configuration()
    try configuration.requireMemory(
      forTuning: values[strategy].strategies.map(configuration.trainedShare).max()!, gradients: 1)
    let model = try TrainedModel(readingFrom: folder)
    writeToStandardError(Track.sentence(language) + "\n")

    let seed = values[seed] ?? model.configuration.seed
    var plan = ClassificationPlan.standard
    plan.pooling = values[pooling].pooling
    if values[epochs] != nil { plan.minimumSteps = 1 }
    for strategy in values[strategy].strategies {
      if let count = values[epochs] { plan.epochs[strategy] = count }
      if let rate = values[learningRate] { plan.learningRates[strategy] = Float(rate) }
    }
    let data: ClassificationData
    if let path = values[self.data] {
      data = try ClassificationData(
        readingFrom: path, test: values[test], seed: seed,
        options: .init(
          labelColumn: values[labelColumn], textColumn: values[textColumn],
          skipsBadRows: values[skipsBadRows]))
      for note in data.notes { writeToStandardError(note.in(language) + "\n") }
    } else {
      data = .smallWorld(
        language: values[self.language] ?? model.configuration.language ?? language, seed: seed,
        trainingCount: plan.trainingCount, testCount: plan.testCount)
    }
    let tuning = ClassifierTuning(
      model, on: data, strategies: values[strategy].strategies, plan: plan, seed: seed)
    if tuning.cutCount > 0 {
      let context = model.configuration.model.contextLength
      let count = grouped(tuning.cutCount, language)
      writeToStandardError(
        language.text(
          "\(count) of the texts are longer than the model's context of \(context) tokens: the rest "
            + "of them is not read.\n",
          "\(count) dos textos são maiores que o contexto do modelo, de \(context) tokens: o resto "
            + "deles não é lido.\n"))
    }
    let stage = Stage(classifierTitle(language), language)
    let results = try tune(
      tuning, savingTo: folder, language: language,
      orTelling: language.text(
        "Stopped: no classifier was saved, and everything that was in \(folder.path) is as before.",
        "Interrompido: nenhum classificador foi salvo, e o que estava em \(folder.path) continua "
          + "como antes."))
    if values[json] {
      try printJSON(results)
    } else {
      stage.end(classifierSummary(results, language))
      printLine("\n" + classifierTables(results, language) + "\n")
      printLine(
        language.text("Kept in \(folder.path). ", "Guardado em \(folder.path). ")
          + language.text("Go on with: ", "Continue com: ")
          + "\(invocation) classify predict \"\(language.text("TEXT", "TEXTO"))\"")
    }
    try refreshReport(of: folder, language: language)
  }
}

/// `gpt classify predict`: classifies a text, with a confidence.
struct ClassifyPredictCommand: Command {
  let name = "classify predict"
  let summary = Text(
    "says of what class a text is, and how sure it is",
    "diz de que classe é um texto e com quanta certeza")
  let discussion = Text(
    "Without a text it reads standard input and answers line by line; blank lines are left out. With "
      + "--json each answer is one object on a line of its own.",
    "Sem texto, lê a entrada padrão e responde linha por linha, sem contar as linhas em branco. Com "
      + "--json, cada resposta é um objeto numa linha.")

  let text = Positional<String?>(
    Text("TEXT", "TEXTO"), default: .some(nil),
    help: Text("what to classify, in quotes", "o que classificar, entre aspas"))
  let runName = Option.existingRun
  let threads = Option.threads
  let json = Flag("json", help: Text("the result as JSON", "o resultado em JSON"))

  private struct Result: Encodable {
    let text: String
    let label: String
    let probability: Double
    let probabilities: [String: Double]
  }

  func run(_ values: Values) throws {
    let language = values.language
    applyThreads(values[threads])
    if let text = values[text], text.allSatisfy(\.isWhitespace) {
      throw UsageError(language.text("The text is empty.", "O texto está vazio."))
    }
    // If the run exists but has no classifier yet, reading it gives an error that says what to do.
    let folder =
      try (try? RunFolder.find(values[runName], having: \.classifierFile))
      ?? RunFolder.find(values[runName], having: \.modelFile)
    let classifier = try TrainedClassifier(readingFrom: folder)
    writeToStandardError(Track.sentence(language) + "\n")
    if let text = values[text] { return try answer(text, classifier, values) }
    var count = 0
    var input = TerminalInput(longestLine: .max)
    reading: while true {
      switch input.next() {
      case .line(let line):
        guard !line.allSatisfy(\.isWhitespace) else { continue }
        count += 1
        try answer(line, classifier, values)
        try StandardOutput.throwFailure()
      case .unreadable(let problem):
        // A user can type another line; a file has to be fixed first.
        guard input.isInteractive else { throw problem }
        writeToStandardError("\(problem)\n")
      case .interrupted: continue
      case .end: break reading
      }
    }
    guard count > 0 else {
      throw InputError(
        "There is no text: give one in quotes, or some on standard input.",
        "Não há texto: dê um entre aspas, ou vários pela entrada padrão.")
    }
  }

  private func answer(
    _ text: String, _ classifier: TrainedClassifier, _ values: Values
  ) throws {
    let prediction = try classifier.predict(text)
    if values[json] {
      let labels = classifier.classifier.labels
      let result = Result(
        text: text, label: prediction.label, probability: prediction.probability,
        probabilities: Dictionary(uniqueKeysWithValues: zip(labels, prediction.probabilities)))
      try printJSON(result, isPretty: false)
    } else {
      let share = percentage(prediction.probability, values.language)
      printLine("\(prediction.label)  \(share)" + (values[self.text] == nil ? "  \(text)" : ""))
    }
  }
}

extension RunConfiguration {
  /// The share of the parameters that a strategy trains, but for the head's and LoRA's few.
  fileprivate func trainedShare(_ strategy: ClassificationResults.Strategy) -> Double {
    switch strategy {
    case .head, .lora: 0
    case .lastBlock: shareOfBlock
    case .everything: 1
    }
  }
}
