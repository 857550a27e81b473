import Charts
import Console
import CourseKit
import FineTuning
import InstructionTuning
import Runs

extension RunReport {
  // MARK: Classifier

  var classifier: HTMLPage.Section {
    let (english, portuguese) = ("The classifier", "O classificador")
    guard let results = classification else {
      return section(
        "classifier", english, portuguese,
        missing(
          "No classifier has been trained on this run yet. This trains one:",
          "Ainda não foi treinado um classificador nesta execução. Isto treina um:",
          command: "classify train"))
    }
    var content: [HTML] = [
      .paragraph(
        language.html(
          """
          The pretrained model with a new head: instead of the next token, it says which class a text \
          is of. It learned from \(grouped(results.trainingCount, language)) texts and is judged \
          on \(grouped(results.testCount, language)) that are made in other ways.
          """,
          """
          O modelo pré-treinado com uma cabeça nova: em vez do próximo token, ele diz de que classe é \
          um texto. Aprendeu com \(grouped(results.trainingCount, language)) textos e é avaliado \
          em \(grouped(results.testCount, language)) que são feitos de outras maneiras.
          """))
    ]
    if !results.comparison.isEmpty { content.append(comparison(results)) }
    content.append(matrix(results))
    content.append(metricsTable(results))
    if results.losses.count > 1 {
      content.append(
        fineTuningFigure(
          results.losses,
          HTML(
            language.text(
              "Cross-entropy of the classes, on the training texts.",
              "Entropia cruzada das classes, nos textos de treino."))))
    }
    content += mistakes(results)
    return section("classifier", english, portuguese, content)
  }

  /// The F1 that the comparison measured for the classifier that was kept, else the mean over all
  /// classes.
  func keptF1(_ results: ClassificationResults) -> Double {
    results.comparison.first { $0.strategy == results.strategy }?.f1 ?? results.confusion.macroF1
  }

  private func name(_ strategy: ClassificationResults.Strategy) -> String {
    switch strategy {
    case .head: language.text("head only", "só a cabeça")
    case .lastBlock: language.text("last block", "último bloco")
    case .lora: "LoRA"
    case .everything: language.text("everything", "tudo")
    }
  }

  private func comparison(_ results: ClassificationResults) -> HTML {
    .table(
      caption: HTML(
        language.text(
          "How much of the model learns, and what that costs. The classifier that was kept is marked.",
          "Quanto do modelo aprende e quanto isso custa. O classificador que ficou está destacado.")
      ),
      columns: [
        language.text("what learns", "o que aprende"), "F1",
        language.text("trainable parameters", "parâmetros treináveis"),
        language.text("time", "tempo"),
      ],
      rows: results.comparison.map { row in
        [
          HTML(name(row.strategy)), HTML(number(row.f1, 3)),
          HTML(grouped(row.trainableParameterCount, language)),
          HTML(number(row.seconds, 1) + "\u{A0}s"),
        ]
      }, emphasizing: results.comparison.firstIndex { $0.strategy == results.strategy })
  }

  private func matrix(_ results: ClassificationResults) -> HTML {
    let matrix = results.confusion
    let classes = 0..<matrix.classCount
    func chart(width: Double) -> HeatMap {
      var chart = HeatMap(
        title: language.text("Confusion matrix", "Matriz de confusão"),
        rowTitle: language.text("really", "na verdade"),
        columnTitle: language.text("taken for", "tomado por"),
        rowLabels: results.labels, columnLabels: results.labels,
        values: classes.map { actual in
          let count = matrix.actualCount(of: actual)
          return classes.map {
            count == 0 ? 0 : Double(matrix[actual: actual, predicted: $0]) / Double(count)
          }
        },
        cellTexts: classes.map { actual in
          classes.map { grouped(matrix[actual: actual, predicted: $0], language) }
        })
      chart.width = width
      chart.language = language
      chart.showsScale = width > 400
      return chart
    }
    return .figure(
      wide: chart(width: 720), narrow: chart(width: 344), fit: false,
      caption: HTML(
        language.text(
          """
          A row for each true class; what is right stands on the diagonal. The colour is the share of \
          the row.
          """,
          """
          Uma linha para cada classe verdadeira; o que está certo fica na diagonal. A cor é a parcela \
          da linha.
          """)))
  }

  private func metricsTable(_ results: ClassificationResults) -> HTML {
    let matrix = results.confusion
    return .table(
      caption: language.html(
        """
        Accuracy \(percentage(matrix.accuracy, language)). Precision: of what it called so, how much is \
        so. Recall: of what is so, how much it found. F1 joins the two and is near the worse one.
        """,
        """
        Acurácia de \(percentage(matrix.accuracy, language)). Precisão: do que ele chamou assim, quanto \
        é assim. Recall: do que é assim, quanto ele achou. O F1 junta as duas e fica perto da \
        pior.
        """),
      columns: [
        language.text("class", "classe"), language.text("precision", "precisão"),
        language.text("recall", "recall"), "F1", language.text("texts", "textos"),
      ],
      rows: results.labels.enumerated().map { index, label in
        [
          HTML(label), HTML(number(matrix.precision(of: index), 3)),
          HTML(number(matrix.recall(of: index), 3)), HTML(number(matrix.f1(of: index), 3)),
          HTML(grouped(matrix.actualCount(of: index), language)),
        ]
      })
  }

  private func mistakes(_ results: ClassificationResults) -> [HTML] {
    guard !results.worstMistakes.isEmpty else {
      return [.paragraph(language.html("It made no mistake.", "Ele não cometeu nenhum erro."))]
    }
    return [
      .table(
        caption: HTML(
          language.text(
            "The worst mistakes: where it was the surest, and wrong.",
            "Os piores erros: onde ele tinha mais certeza, e errou.")),
        columns: [
          language.text("text", "texto"), language.text("is", "é"),
          language.text("taken for", "tomado por"), language.text("sure", "certeza"),
        ], isNumeric: false,
        rows: results.worstMistakes.prefix(8).map { mistake in
          [
            .sample(mistake.text, in: trained.configuration.language), HTML(mistake.actual),
            HTML(mistake.predicted), HTML(percentage(mistake.probability, language)),
          ]
        })
    ]
  }

  // MARK: Assistant

  var assistant: HTMLPage.Section {
    let (english, portuguese) = ("The assistant, before and after", "O assistente, antes e depois")
    guard let results = assistantResults else {
      return section(
        "assistant", english, portuguese,
        missing(
          "No assistant has been tuned on this run yet. This tunes one:",
          "Ainda não foi ajustado um assistente nesta execução. Isto ajusta um:",
          command: "instruct"))
    }
    var content: [HTML] = [
      .paragraph(
        language.html(
          """
          The pretrained model only goes on with a text. After it has seen \
          \(grouped(results.trainingCount, language)) instructions with their answers, it does what \
          it is asked. Both are judged on the same \(grouped(results.testCount, language)) \
          instructions; the facts in them never occurred in training, so the answers must be read \
          from the passage.
          """,
          """
          O modelo pré-treinado só continua um texto. Depois de ver \
          \(grouped(results.trainingCount, language)) instruções com as respostas, ele faz o que \
          lhe pedem. Os dois são avaliados nas mesmas \(grouped(results.testCount, language)) \
          instruções; os fatos nelas nunca apareceram no treino, então as respostas precisam ser \
          lidas no texto.
          """))
    ]
    content.append(bars(results))
    content.append(scores(results))
    if let typed = results.typedByHand { content.append(typedByHand(typed)) }
    if let unmasked = results.unmasked {
      content.append(maskTable(results.tuned, unmasked))
    }
    if results.losses.count > 1 {
      content.append(
        fineTuningFigure(
          results.losses,
          HTML(
            language.text(
              "Loss of the answers' tokens; the instructions are masked out.",
              "Perda nos tokens das respostas; as instruções ficam de fora pela máscara."))))
    }
    content += examples(results)
    return section("assistant", english, portuguese, content)
  }

  private func name(ofTask task: String?) -> String {
    switch task {
    case "findWho": language.text("who it was", "quem foi")
    case "findWhat": language.text("what it was", "o que foi")
    case "findWhere": language.text("where it was", "onde foi")
    case "findWhen": language.text("when it was", "quando foi")
    case "opposite": language.text("opposite", "contrário")
    case "plural": "plural"
    case "passive": language.text("passive voice", "voz passiva")
    case "classify": language.text("kind of thing", "tipo de coisa")
    case "count": language.text("counting", "contagem")
    case let other?: other
    case nil: language.text("without a task", "sem tarefa")
    }
  }

  /// The tasks of both models, in the order of the tuned one's.
  private func rows(_ results: AssistantResults) -> [(
    name: String, base: TaskScore?, tuned: TaskScore
  )] {
    results.tuned.tasks.map { tuned in
      (name(ofTask: tuned.task), results.base.tasks.first { $0.task == tuned.task }, tuned)
    } + [(language.text("all", "todas"), results.base.all, results.tuned.all)]
  }

  private func bars(_ results: AssistantResults) -> HTML {
    let rows = rows(results)
    func chart(width: Double) -> BarChart {
      var chart = BarChart(
        title: language.text("Answers exactly right, in %", "Respostas exatas, em %"),
        labels: rows.map { $0.name.replacing(" ", with: "\u{A0}") },
        series: [
          .init(
            language.text("before", "antes"), rows.map { 100 * ($0.base?.exactMatch ?? .nan) }),
          .init(language.text("after", "depois"), rows.map { 100 * $0.tuned.exactMatch }),
        ])
      chart.format = { decimal($0, 1, .english) }
      chart.language = language
      chart.width = width
      return chart
    }
    return .figure(wide: chart(width: 752), narrow: chart(width: 344))
  }

  private func scores(_ results: AssistantResults) -> HTML {
    let rows = rows(results)
    func cell(_ value: Double?) -> HTML { HTML(value.map { number($0, 2) } ?? "–") }
    return .table(
      caption: HTML(
        language.text(
          """
          Exact match: the answer is the wanted one, word for word. ROUGE-L: how much of it is there, \
          in order.
          """,
          """
          Exatas: a resposta é a esperada, palavra por palavra. ROUGE-L: quanto dela está lá, na mesma \
          ordem.
          """)),
      columns: [
        language.text("task", "tarefa"), language.text("exact before", "exatas antes"),
        language.text("exact after", "exatas depois"),
        language.text("ROUGE\u{2011}L before", "ROUGE\u{2011}L antes"),
        language.text("ROUGE\u{2011}L after", "ROUGE\u{2011}L depois"),
      ],
      rows: rows.map { row in
        [
          HTML(row.name), cell(row.base?.exactMatch), cell(row.tuned.exactMatch),
          cell(row.base?.rougeL), cell(row.tuned.rougeL),
        ]
      }, emphasizing: rows.count - 1)
  }

  private func maskTable(
    _ tuned: AssistantResults.Scores, _ unmasked: AssistantResults.Scores
  ) -> HTML {
    .table(
      caption: HTML(
        language.text(
          "The same tuning, with the loss counted on the answers alone or on the instructions too.",
          "O mesmo ajuste, com a perda contada só nas respostas ou também nas instruções.")),
      columns: [
        language.text("loss on", "perda sobre"), language.text("exact match", "exatas"),
        "ROUGE\u{2011}L",
      ],
      rows: [
        (language.text("the answers", "as respostas"), tuned.all),
        (language.text("everything", "tudo"), unmasked.all),
      ].map { name, score in
        [HTML(name), HTML(number(score.exactMatch, 3)), HTML(number(score.rougeL, 3))]
      })
  }

  /// The first comparison of each task.
  func onePerTask(
    _ comparisons: [AssistantResults.Comparison]
  ) -> [AssistantResults.Comparison] {
    var tasks: Set<String?> = []
    return comparisons.filter { tasks.insert($0.example.task).inserted }
  }

  private func examples(_ results: AssistantResults) -> [HTML] {
    // The user's own instructions may name no tasks.
    let tasks = onePerTask(results.comparisons)
    let first = tasks.count < 4 ? results.comparisons.prefix(6) : tasks.prefix(12)
    let others = results.comparisons.filter { !first.contains($0) }.prefix(40)
    guard !first.isEmpty else { return [] }
    var content: [HTML] = [.grid(first.map(card))]
    if !others.isEmpty {
      content.append(
        .details(
          language.html(
            "More examples: \(others.count)", "Mais exemplos: \(others.count)"),
          [.grid(others.map(card))]))
    }
    return content
  }

  private func card(_ comparison: AssistantResults.Comparison) -> HTML {
    let example = comparison.example
    let textLanguage = trained.configuration.language
    func answer(_ text: String, _ isRight: Bool) -> HTML {
      let verdict = isRight ? language.text("right", "certa") : language.text("wrong", "errada")
      return .element(
        "dd", ["class": isRight ? "right" : "wrong", "title": verdict],
        .sample(text.isEmpty ? "–" : text, in: textLanguage))
    }
    var content: [HTML] = []
    if !example.input.isEmpty {
      content.append(.paragraph(.sample(example.input, in: textLanguage)))
    }
    content.append(.paragraph(.strong(example.instruction)))
    content.append(
      .element(
        "dl", ["class": "answers"],
        .element("dt", HTML(language.text("wanted", "esperada"))),
        .element("dd", .sample(example.response, in: textLanguage)),
        .element("dt", HTML(language.text("before", "antes"))),
        answer(comparison.before, comparison.isBeforeExact),
        .element("dt", HTML(language.text("after", "depois"))),
        answer(comparison.after, comparison.isAfterExact)))
    return .card(HTML(name(ofTask: example.task)), content)
  }
}
