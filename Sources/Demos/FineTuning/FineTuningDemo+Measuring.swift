import Charts
import Console
import Corpora
import CourseKit
import FineTuningSolution
import Foundation
import Narration
import Tensors

extension FineTuningDemo {
  // MARK: Confusion matrix

  func tellMatrix(_ best: Outcome, _ n: Narrator) throws {
    try n.step("Where it errs: the confusion matrix", "Onde ele erra: a matriz de confusão")
    let matrix = best.test.matrix
    n.say(
      "The \(n.number(matrix.total)) test messages. A row is what a message is, a column what it was "
        + "taken for:",
      "As \(n.number(matrix.total)) mensagens de teste. A linha é o que a mensagem é, a coluna é o que "
        + "foi previsto:")
    var table = Table(
      [.left(n.language.text("is ↓, taken for →", "é ↓, previsto →"))]
        + Self.labels.map { .right($0) })
    for (actual, label) in Self.labels.enumerated() {
      table.addRow([label] + matrix.counts[actual].map { n.number($0) })
    }
    n.show(table)
  }

  func tellMetrics(_ best: Outcome, _ n: Narrator) throws {
    try n.step("Four numbers from four counts", "Quatro números de quatro contagens")
    let matrix = best.test.matrix
    let hits = matrix[actual: 1, predicted: 1]
    let falseAlarms = matrix[actual: 0, predicted: 1]
    let missed = matrix[actual: 1, predicted: 0]
    let normal = matrix[actual: 0, predicted: 0]
    var table = Table(.left(""), .left(""), .right(""))
    table.addRow(
      n.language.text("accuracy", "acurácia"), "(\(hits) + \(normal)) / \(matrix.total)",
      n.number(matrix.accuracy))
    table.addRow(
      n.language.text("precision of spam", "precisão do spam"),
      "\(hits) / (\(hits) + \(falseAlarms))",
      n.number(matrix.precision(of: 1)))
    table.addRow(
      n.language.text("recall of spam", "recall do spam"), "\(hits) / (\(hits) + \(missed))",
      n.number(matrix.recall(of: 1)))
    table.addRow(
      n.language.text("F1 of spam", "F1 do spam"),
      "2 · \(hits) / (2 · \(hits) + \(falseAlarms) + \(missed))", n.number(matrix.f1(of: 1)))
    n.show(table)
    n.say(
      "Precision: of what it calls spam, how much is? Recall: of the spam, how much does it find? "
        + (falseAlarms > missed
          ? "Here it calls too much spam rather than too little."
          : falseAlarms < missed
            ? "Here it lets spam through rather than blame a normal message."
            : "Here it errs as often one way as the other."),
      "Precisão: do que ele chama de spam, quanto é? Recall: do spam, quanto ele acha? "
        + (falseAlarms > missed
          ? "Aqui ele exagera: acusa demais em vez de menos."
          : falseAlarms < missed
            ? "Aqui ele deixa passar spam mais do que acusa mensagem normal."
            : "Aqui ele erra tanto para um lado quanto para o outro."))
  }

  // MARK: Errors

  func tellErrors(_ best: Outcome, _ messages: Messages, _ n: Narrator) throws {
    try n.step("Read the errors, and ask how sure it was", "Leia os erros e pergunte pela certeza")
    let errors = best.test.worstErrors
    n.say(
      errors.isEmpty
        ? "It took no test message for the other class."
        : "Of \(errors.count) errors those of which it was surest:",
      errors.isEmpty
        ? "Ele não confundiu nenhuma mensagem de teste."
        : "De \(errors.count) erro(s), aqueles de que ele tinha mais certeza:")
    n.emptyLine()
    for place in errors.prefix(4) {
      let taken = Self.labels[best.test.predicted[place]]
      let share = n.percent(best.test.probabilities[place][best.test.predicted[place]], 1)
      n.item(
        n.language.text("taken for \(taken), \(share)", "previsto \(taken), \(share)"),
        messages.test[place].text)
    }
    var table = Table(
      .left(n.language.text("it says", "ele diz")),
      .right(n.language.text("messages", "mensagens")),
      .right(n.language.text("of these right", "destas, certas")))
    let bounds: [Float] = [0.5, 0.8, 0.95, 0.99, 1.01]
    let sure = best.test.probabilities.indices.map {
      best.test.probabilities[$0][best.test.predicted[$0]]
    }
    for (low, high) in zip(bounds, bounds.dropFirst()) {
      let places = sure.indices.filter { sure[$0] >= low && sure[$0] < high }
      let right = places.count { best.test.actual[$0] == best.test.predicted[$0] }
      table.addRow(
        "\(n.percent(low)) – \(n.percent(min(high, 1)))", n.number(places.count),
        places.isEmpty ? "–" : n.percent(Double(right) / Double(places.count), 1))
    }
    n.show(table)
    let meanSure = Double(sure.reduce(0, +)) / Double(max(1, sure.count))
    let gap = meanSure - best.test.matrix.accuracy
    n.say(
      "On average it is \(n.percent(meanSure, 1)) sure and right in \(n.percent(best.test.matrix.accuracy, 1))"
        + (abs(gap) < 0.01
          ? ": its confidence can be believed here."
          : gap > 0 ? ": it is surer than it should be." : ": it is less sure than it could be."),
      "Em média ele tem \(n.percent(meanSure, 1)) de certeza e acerta \(n.percent(best.test.matrix.accuracy, 1))"
        + (abs(gap) < 0.01
          ? ": aqui dá para acreditar na certeza dele."
          : gap > 0 ? ": tem mais certeza do que deveria." : ": tem menos certeza do que poderia."))
  }

  // MARK: Unseen messages

  /// Messages from outside the corpus, the last of which is not a message at all. The labels are a
  /// person's.
  private func unseen(_ n: Narrator) -> [(text: String, label: Int?)] {
    let texts = [
      (
        Text(
          "Your grandma is waiting for you in the park at five.",
          "Sua avó está esperando você no parque às cinco."), 0
      ),
      (
        Text(
          "You have won a prize! Send us your password today.",
          "Você ganhou um prêmio! Envie a sua senha hoje."), 1
      ),
      (
        Text(
          "The bank is closed today, so I will come tomorrow.",
          "O banco está fechado hoje, então eu vou amanhã."), 0
      ),
      (
        Text(
          "Last chance: pay 20 dollars now and keep your account.",
          "Última chance: pague 20 reais agora e não perca a sua conta."), 1
      ),
      (Text("Did you see my red umbrella?", "Você viu o meu guarda-chuva vermelho?"), 0),
      (Text("Mxq zzrt 17 blop.", "Mxq zzrt 17 blop."), nil),
    ]
    return texts.map { ($0.0.in(n.language), $0.1) }
  }

  func tellUnseen(_ best: Outcome, _ model: SmallWorldModel, _ n: Narrator) throws {
    try n.step("Messages that nobody prepared", "Mensagens que ninguém preparou")
    n.say(
      "Written by hand, from no list. The bar is the probability of spam:",
      "Escritas à mão, fora de qualquer lista. A barra é a probabilidade de spam:")
    let messages = unseen(n)
    let probabilities = best.classifier.probabilities(
      of: messages.map(\.text), with: model.tokenizer)
    n.bars(
      messages.indices.map { (messages[$0].text, Double(probabilities[$0, 1])) }, greatest: 1)
    let labelled = messages.indices.filter { messages[$0].label != nil }
    let right = labelled.count { (probabilities[$0, 1] > 0.5 ? 1 : 0) == messages[$0].label }
    let last = messages.count - 1
    let spam = probabilities[last, 1]
    let verdict = Self.labels[spam > 0.5 ? 1 : 0]
    let sure = n.percent(max(spam, 1 - spam))
    n.say(
      "Of the first \(labelled.count) it has \(right) right. The last means nothing, yet the answer is "
        + "“\(verdict)”, \(sure) sure: a classifier has no box for “neither”, and its confidence is worth "
        + "something only on texts like those it learned from.",
      "Das \(labelled.count) primeiras, acerta \(right). A última não quer dizer nada, e mesmo assim a "
        + "resposta é “\(verdict)”, com \(sure) de certeza: um classificador não tem a opção “nenhum dos "
        + "dois”, e a certeza dele só vale para textos como os que aprendeu.")
  }

  // MARK: Picture

  func tellPicture(_ outcomes: [Outcome], _ best: Outcome, _ n: Narrator) throws {
    try n.step("Two pictures", "Duas figuras")
    n.say(
      "F1 of spam on the test messages by strategy, and the matrix of the one that is kept, each row "
        + "as shares of what the messages are:",
      "F1 do spam nas mensagens de teste por estratégia, e a matriz da que fica, cada linha como parte "
        + "do que as mensagens são:")
    n.bars(
      outcomes.map { ($0.strategy.name(n), $0.test.matrix.f1(of: 1)) }, greatest: 1)
    let matrix = best.test.matrix
    var map = HeatMap(
      title: n.language.text("Normal or spam", "Normal ou spam"),
      rowTitle: n.language.text("is", "é"), columnTitle: n.language.text("taken for", "previsto"),
      rowLabels: Self.labels, columnLabels: Self.labels,
      values: matrix.counts.map { row in
        let total = Double(max(1, row.reduce(0, +)))
        return row.map { Double($0) / total }
      }, cellTexts: matrix.counts.map { row in row.map { n.number($0) } })
    map.language = n.language
    n.draw(map)
    try n.picture(map)
    var chart = BarChart(
      title: n.language.text("F1 of spam by what learns", "F1 do spam pelo que aprende"),
      labels: outcomes.map { $0.strategy.name(n) },
      series: [
        .init(
          n.language.text("validation", "validação"),
          outcomes.map { $0.validation.matrix.f1(of: 1) }),
        .init(n.language.text("test", "teste"), outcomes.map { $0.test.matrix.f1(of: 1) }),
      ])
    chart.language = n.language
    try n.picture(chart, part: n.language.text("strategies", "estrategias"))
  }
}
