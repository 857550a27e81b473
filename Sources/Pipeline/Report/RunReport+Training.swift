import Charts
import Console
import CourseKit
import Foundation

extension RunReport {
  // MARK: Summary

  var summary: HTMLPage.Section {
    var tiles: [(value: String, name: String, note: String)] = [
      (
        grouped(trained.model.parameterCount, language),
        language.text("parameters", "parâmetros"),
        language.text("learned in training", "aprendidos no treino")
      )
    ]
    if let loss = metrics.evaluations.last?.validationLoss {
      tiles.append(
        (
          number(exp(loss), 2),
          language.text("perplexity on new text", "perplexidade em texto novo"),
          language.text("bigram model: ", "modelo de bigramas: ")
            + number(exp(metrics.bigramLoss), 2)
        ))
    }
    if let classification {
      tiles.append(
        (
          number(keptF1(classification), 3),
          language.text("F1 of the classifier", "F1 do classificador"),
          language.text("on ", "em ") + grouped(classification.testCount, language)
            + language.text(" unseen texts", " textos nunca vistos")
        ))
    }
    if let assistantResults {
      tiles.append(
        (
          percentage(assistantResults.tuned.all.exactMatch, language),
          language.text("answers exactly right", "respostas exatas"),
          language.text("before tuning: ", "antes do ajuste: ")
            + percentage(assistantResults.base.all.exactMatch, language)
        ))
    }
    var content = [HTML.tiles(tiles)]
    content.append(
      .paragraph(
        language.html(
          """
          A GPT does one thing: it gives every token of its vocabulary a probability of being the \
          next one. Everything below follows from that. \(HTML.strong("Perplexity")) says how \
          many tokens it wavers between on average: the lower, the better. All figures are \
          measured on text that it never saw in training.
          """,
          """
          Um GPT faz uma coisa só: dá a cada token do vocabulário uma probabilidade de ser o \
          próximo. Tudo o que vem abaixo decorre disso. A \(HTML.strong("perplexidade")) diz \
          entre quantos tokens ele hesita, em média: quanto menor, melhor. Todos os números \
          foram medidos em texto que ele nunca viu no treino.
          """)))
    if !isFinished, !trained.configuration.isImported {
      content.append(
        .note(
          language.html(
            """
            This run has not ended yet: \(grouped(metrics.steps.count, language)) of \
            \(grouped(trained.configuration.stepCount, language)) steps are done. It goes on with:
            """,
            """
            Esta execução ainda não terminou: \(grouped(metrics.steps.count, language)) de \
            \(grouped(trained.configuration.stepCount, language)) passos estão feitos. Ela continua com:
            """)))
      content.append(.commands([command("resume")]))
    }
    return section("summary", "Summary", "Resumo", content)
  }

  private var isFinished: Bool { metrics.steps.count >= trained.configuration.stepCount }

  // MARK: Loss

  var loss: HTMLPage.Section {
    var chart = metrics.lossChart(language)
    chart.language = language
    guard !metrics.steps.isEmpty else {
      return section(
        "loss", "How it learned", "Como ele aprendeu",
        trained.configuration.isImported
          ? missing(
            "This model was trained elsewhere. This measures it on a text of yours:",
            "Este modelo foi treinado em outro lugar. Isto o mede num texto seu:",
            command: "evaluate --text FILE")
          : missing(
            "No training step has been recorded yet. This takes the run up:",
            "Nenhum passo de treino foi registrado ainda. Isto retoma a execução:",
            command: "resume"))
    }
    let explanation = language.html(
      """
      The \(HTML.strong("loss")) is the mean of −ln p over all tokens, where p is the probability \
      that the model gave to the token that really came. A model that guesses among all \
      \(grouped(trained.configuration.model.vocabularySize, language)) tokens begins at \
      \(number(log(Double(trained.configuration.model.vocabularySize)), 2)).
      """,
      """
      A \(HTML.strong("perda")) é a média de −ln p sobre todos os tokens, em que p é a \
      probabilidade que o modelo deu ao token que de fato veio. Um modelo que chuta entre todos \
      os \(grouped(trained.configuration.model.vocabularySize, language)) tokens começa em \
      \(number(log(Double(trained.configuration.model.vocabularySize)), 2)).
      """)
    let caption = language.html(
      """
      The dashed line is what a table of pairs of tokens can reach, the bigram model of chapter 1. \
      Where the curve falls below it, the model uses more than the last token.
      """,
      """
      A linha tracejada é até onde chega uma tabela de pares de tokens, o modelo de bigramas do \
      capítulo 1. Onde a curva fica abaixo dela, o modelo usa mais do que o último token.
      """)
    var content: [HTML] = [.paragraph(explanation), figure(chart, caption)]
    if let last = metrics.evaluations.last {
      let gap = metrics.bigramLoss - last.validationLoss
      content.append(
        .paragraph(
          gap > 0
            ? language.html(
              """
              After \(grouped(last.step, language)) steps the validation loss is \
              \(HTML.strong(number(last.validationLoss, 3))), \(number(gap, 3)) below the bigram \
              model's \(number(metrics.bigramLoss, 3)).
              """,
              """
              Depois de \(grouped(last.step, language)) passos, a perda de validação é \
              \(HTML.strong(number(last.validationLoss, 3))), \(number(gap, 3)) abaixo da do \
              modelo de bigramas, \(number(metrics.bigramLoss, 3)).
              """)
            : language.html(
              """
              After \(grouped(last.step, language)) steps the validation loss is \
              \(HTML.strong(number(last.validationLoss, 3))): not yet below the bigram model's \
              \(number(metrics.bigramLoss, 3)). More steps would help.
              """,
              """
              Depois de \(grouped(last.step, language)) passos, a perda de validação é \
              \(HTML.strong(number(last.validationLoss, 3))): ainda não está abaixo da do modelo \
              de bigramas, \(number(metrics.bigramLoss, 3)). Mais passos ajudariam.
              """)))
    }
    return section("loss", "How it learned", "Como ele aprendeu", content)
  }

  /// A chart for wide pages and for narrow ones.
  func figure(_ chart: LineChart, _ caption: HTML = .empty) -> HTML {
    var (wide, narrow) = (chart, chart)
    (wide.width, wide.height) = (752, 400)
    (narrow.width, narrow.height) = (344, 300)
    return .figure(wide: wide, narrow: narrow, caption: caption)
  }

  /// The losses of fine-tuning, a point for every step or few.
  func fineTuningFigure(_ losses: [Double], _ caption: HTML) -> HTML {
    let length = max(1, losses.count / 200)
    let points = stride(from: 0, to: losses.count, by: length).map { first in
      let piece = losses[first..<min(first + length, losses.count)]
      return ChartPoint(
        Double(first + piece.count / 2), piece.reduce(0, +) / Double(piece.count))
    }
    var chart = LineChart(
      title: language.text("Loss in fine-tuning", "Perda durante o ajuste fino"),
      xLabel: language.text("step", "passo"), yLabel: language.text("loss", "perda"),
      series: [.init("", points)])
    chart.language = language
    return figure(chart, caption)
  }
}
