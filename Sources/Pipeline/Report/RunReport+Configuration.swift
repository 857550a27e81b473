import Charts
import Console
import CourseKit
import Foundation

extension RunReport {
  // MARK: Configuration

  var configuration: HTMLPage.Section {
    let run = trained.configuration
    let (model, plan) = (run.model, run.plan)
    func count(_ value: Int) -> String { grouped(value, language) }
    /// A Float's own digits, with the language's separator.
    func short(_ value: Float) -> String { language.localized("\(value)") }
    let source: String
    switch run.source {
    case .smallWorld(let text, let documents):
      let name =
        text == .english
        ? self.language.text("English", "inglês") : language.text("Portuguese", "português")
      source = language.text(
        "the small world in \(name), \(count(documents)) documents",
        "o pequeno mundo em \(name), \(count(documents)) documentos")
    case .file(let path, _): source = (path as NSString).lastPathComponent
    case .imported(let name, _):
      source = language.text("trained elsewhere: \(name)", "treinado em outro lugar: \(name)")
    }
    var rows: [(String, String)] = [
      (language.text("text", "texto"), source),
      (language.text("seed", "semente"), "\(run.seed)"),
      (
        language.text("layers × heads × width", "camadas × cabeças × largura"),
        "\(model.layerCount) × \(model.headCount) × \(model.width)"
      ),
      (language.text("parameters", "parâmetros"), count(trained.model.parameterCount)),
      (language.text("context", "contexto"), "\(count(model.contextLength)) tokens"),
      (language.text("vocabulary", "vocabulário"), "\(count(model.vocabularySize)) tokens"),
      ("dropout", short(model.dropoutRate)),
      (
        language.text("activation", "ativação"),
        model.activation == .gelu
          ? language.text("GELU, exact", "GELU, exata")
          : language.text("GELU, tanh approximation", "GELU, aproximação por tanh")
      ),
      (
        language.text("output head", "cabeça de saída"),
        model.tiesHead
          ? language.text(
            "shared with the token embedding", "compartilhada com o embedding dos tokens")
          : language.text("separate", "própria")
      ),
    ]
    let training: [(String, String)] = [
      (language.text("steps", "passos"), count(run.stepCount)),
      (
        language.text("sequences in a step", "sequências por passo"),
        language.text(
          "\(plan.batchSize) × \(plan.accumulation) batches",
          "\(plan.batchSize) × \(plan.accumulation) lotes")
      ),
      (
        language.text("learning rate", "taxa de aprendizado"),
        language.text(
          """
          \(short(plan.schedule.peak)), after \(count(plan.schedule.warmUpSteps)) steps of warm-up; \
          by a cosine down to \(short(plan.schedule.minimum))
          """,
          """
          \(short(plan.schedule.peak)), depois de \(count(plan.schedule.warmUpSteps)) passos de \
          aquecimento; por um cosseno até \(short(plan.schedule.minimum))
          """)
      ),
      (language.text("weight decay", "decaimento de pesos"), short(plan.weightDecay)),
      (
        language.text("limit of the gradient's norm", "limite da norma do gradiente"),
        short(Float(plan.gradientNormLimit))
      ),
    ]
    if !run.isImported { rows += training }
    return section(
      "configuration", "Configuration", "Configuração",
      [
        .paragraph(
          language.html(
            "Everything that decided this run. It is kept in \(HTML.code("configuration.json")).",
            "Tudo o que decidiu esta execução. Está guardado em \(HTML.code("configuration.json"))."
          )),
        .table(
          columns: [language.text("choice", "escolha"), language.text("value", "valor")],
          isNumeric: false, rows: rows.map { [HTML($0), HTML($1)] }),
      ])
  }

  // MARK: Reproduction

  var reproduction: HTMLPage.Section {
    let program = ReportReproduction.program
    var content: [HTML] = []
    if case .imported(let name, _) = trained.configuration.source {
      content.append(
        .paragraph(
          language.html(
            "This model was trained elsewhere. The folder \(HTML.code(name)) gives the same run again:",
            "Este modelo foi treinado em outro lugar. A pasta \(HTML.code(name)) dá a mesma execução:"
          ))
      )
      content.append(.commands(["\(program) import \(shellQuoted(name))"]))
    } else if let words = ReportReproduction.words(trained.configuration) {
      content.append(
        .paragraph(
          language.html(
            """
            The same command with the same seed makes the same run, bit for bit, whatever the number \
            of threads:
            """,
            """
            O mesmo comando com a mesma semente faz a mesma execução, bit por bit, com qualquer número \
            de threads:
            """)))
      content.append(.commands(["\(program) \(shellLine(words))"]))
    } else {
      content.append(
        .paragraph(
          language.html(
            """
            No single command has just these numbers: a program made this run, with the seed \
            \(HTML.code("\(trained.configuration.seed)")) and what \(HTML.code("configuration.json")) \
            holds.
            """,
            """
            Nenhum comando tem exatamente estes números: um programa fez esta execução, com a semente \
            \(HTML.code("\(trained.configuration.seed)")) e o que está em \
            \(HTML.code("configuration.json")).
            """)))
    }
    content.append(
      .paragraph(
        language.html("And this page alone is made again by:", "E só esta página se refaz com:")))
    content.append(.commands([command("report")]))
    content.append(
      .table(
        columns: ["", ""], isNumeric: false,
        rows: [
          [HTML(language.text("chapters", "capítulos")), HTML(Track.sentence(language))],
          [HTML(language.text("seed", "semente")), HTML("\(trained.configuration.seed)")],
          [
            HTML(language.text("this page was made by", "esta página foi feita por")),
            HTML(ReportReproduction.toolchain),
          ],
        ]))
    content.append(
      .paragraph(
        language.html(
          """
          Another processor or compiler may round the last bits otherwise: single words of the samples \
          can then differ, the conclusions do not.
          """,
          """
          Outro processador ou compilador pode arredondar os últimos bits de outro jeito: algumas \
          palavras das amostras podem mudar, as conclusões não.
          """)))
    return section("reproduction", "How to reproduce it", "Como reproduzir", content)
  }
}
