import Charts
import Console
import CourseKit
import Foundation
import Narration
import NextTokenSolution
import PretrainingSolution
import Tensors

/// Chapter 5: a small but real pretraining, from the first loss to a checkpoint that resumes with
/// the same bits.
struct PretrainingDemo: Demo {
  let chapter = 5
  func minutes(hasRun: Bool) -> Double { 2.0 }
  let summary = Text(
    "A real, small pretraining with its curve, every way to choose a token, save and resume",
    "Um pré-treinamento pequeno e real com a sua curva, todos os jeitos de escolher um token, salvar e "
      + "retomar")
  let questions = [
    Text(
      "Change the seed (--seed 2): other stories, other weights. How much does the last validation "
        + "loss change?",
      "Mude a semente (--seed 2): outras histórias, outros pesos. Quanto muda a última perda de "
        + "validação?"),
    Text(
      "In step 6 the text is too small for the model. What would help more: a smaller model, dropout, "
        + "or stopping early?",
      "No passo 6 o texto é pequeno demais para o modelo. O que ajudaria mais: um modelo menor, "
        + "dropout ou parar antes?"),
    Text(
      "In step 8, which temperature has the same effect as top-k with k = 1?",
      "No passo 8, qual temperatura tem o mesmo efeito que o top-k com k = 1?"),
  ]

  static let recipe = SmallPretraining.Recipe()

  func run(_ n: Narrator) throws {
    var run = SmallPretraining(Self.recipe, n)
    let sentence = firstSentence(run)
    try tellText(run, n)
    try tellQuestion(run, n)
    let before = try tellSurprise(run, sentence, n)
    try tellStep(run, n)
    let baseline = bigramLoss(run)
    let (curve, checkpoint, lastLosses) = try tellTraining(&run, baseline, n)
    try tellOverfitting(run, n)
    try tellSurpriseAgain(run, sentence, before, n)
    try tellDistribution(run.result, n)
    try tellStrategies(run.result, n)
    try tellCheckpoint(run, checkpoint, lastLosses, n)
    try tellCurve(curve, baseline, n)
  }

  // MARK: What there is to learn

  private func tellText(_ run: SmallPretraining, _ n: Narrator) throws {
    try n.step("Text, and nothing else", "Texto, e mais nada")
    n.say(
      "Pretraining needs no labels. This is one of the documents of the Small World, a story with "
        + "questions about it:",
      "O pré-treinamento não precisa de rótulos. Este é um dos documentos do pequeno mundo, uma história "
        + "com perguntas sobre ela:")
    n.quote(run.documents[0])
    var table = Table(
      .left(""), .right(n.language.text("documents", "documentos")), .right("tokens"))
    table.addRow(
      n.language.text("to learn from", "para aprender"), n.number(run.documents.count),
      n.number(run.text.tokens.count))
    table.addRow(
      n.language.text("to be measured on", "para medir"), n.number(run.validationDocuments.count),
      n.number(run.validation.reduce(0) { $0 + $1.targets.ids.count }))
    n.show(table)
    n.say(
      "What the second row tells never happens in the first: who only learns by heart fails there.",
      "O que a segunda linha conta nunca acontece na primeira: quem só decora falha ali.")
  }

  private func tellQuestion(_ run: SmallPretraining, _ n: Narrator) throws {
    try n.step(
      "Every token is a question: what comes next?", "Cada token é uma pergunta: o que vem?")
    let length = SmallPretraining.contextLength
    n.say(
      "A window of \(length) tokens is the input, the same window one position further the target. So "
        + "each window asks \(length) questions at once. Its first eight:",
      "Uma janela de \(length) tokens é a entrada; a mesma janela uma posição adiante é o alvo. Assim "
        + "cada janela faz \(length) perguntas de uma vez. As oito primeiras:")
    let tokens = run.text.tokens.prefix(9).map { run.tokenizer.label($0, n.language) }
    var table = Table(
      .left(n.language.text("input so far", "entrada até aqui")),
      .left(n.language.text("target", "alvo")))
    for position in 1...8 {
      table.addRow(tokens[..<position].joined(separator: " "), tokens[position])
    }
    n.show(table)
    let count = run.training.plan.batchSize * run.training.plan.accumulation
    n.say(
      "A step draws \(count) such windows: inputs [\(count), \(length)], targets [\(count), "
        + "\(length)], logits [\(count), \(length), \(n.number(run.tokenizer.vocabularySize))].",
      "Um passo sorteia \(count) janelas assim: entradas [\(count), \(length)], alvos [\(count), "
        + "\(length)], logits [\(count), \(length), \(n.number(run.tokenizer.vocabularySize))].")
  }

  /// The mean loss of a table of bigram counts on the validation text.
  private func bigramLoss(_ run: SmallPretraining) -> Double {
    let windows = run.validation.flatMap { batch in
      (0..<batch.inputs.count).map { Array(batch.inputs[$0] + batch.targets[$0].suffix(1)) }
    }
    return BigramModel(
      tokens: run.text.tokens, vocabularySize: run.tokenizer.vocabularySize, smoothing: 0.05
    ).negativeLogLikelihood(of: windows)
  }

  // MARK: Surprise

  /// The first sentence of a held-out story that has 6 to 12 tokens, or else twelve tokens of a
  /// story.
  private func firstSentence(_ run: SmallPretraining) -> [Int] {
    let sentences = run.validationDocuments.lazy.map { document in
      run.tokenizer.encode(String(document.prefix { $0 != "." }) + ".")
    }
    return sentences.first { (6...12).contains($0.count) }
      ?? Array(run.tokenizer.encode(run.validationDocuments[0]).prefix(12))
  }

  /// The probability that the model gives each token after those before it.
  private func probabilities(_ tokens: [Int], _ run: SmallPretraining) -> [Double] {
    let begin = run.tokenizer.endOfText ?? 0
    return tokens.indices.map { position in
      let logits = run.training.model.nextTokenLogits(after: [begin] + tokens[..<position])
      return Double(softmax(logits, temperature: 1)[tokens[position]])
    }
  }

  private func tellSurprise(
    _ run: SmallPretraining, _ tokens: [Int], _ n: Narrator
  ) throws -> [Double] {
    try n.step("How surprised is it?", "Qual é a surpresa?")
    n.say(
      "A model gives every token a probability p. The probability of a text is the product of them all; "
        + "its logarithm is the sum of ln p. A sentence that the model has never seen, before any "
        + "training:",
      "Um modelo dá a cada token uma probabilidade p. A probabilidade de um texto é o produto de todas; "
        + "o logaritmo dela é a soma dos ln p. Uma frase que o modelo nunca viu, antes de qualquer "
        + "treino:")
    let chances = probabilities(tokens, run)
    var table = Table(.left("token"), .right("p"), .right("−ln p"))
    for (token, p) in zip(tokens, chances) {
      table.addRow(run.tokenizer.label(token, n.language), n.number(p, 6), n.number(-log(p)))
    }
    n.show(table)
    let sum = -chances.reduce(0) { $0 + log($1) }
    let mean = sum / Double(tokens.count)
    let size = run.tokenizer.vocabularySize
    n.say(
      "Sum of −ln p: \(n.number(sum)), so P = e^−\(n.number(sum, 1)). Mean, the cross-entropy: "
        + "\(n.number(mean)). Its exponential, the perplexity: \(n.number(exp(mean), 0)). Who knows "
        + "nothing gives all \(n.number(size)) tokens the same p: a loss of ln \(n.number(size)) = "
        + "\(n.number(log(Double(size)))).",
      "Soma dos −ln p: \(n.number(sum)), então P = e^−\(n.number(sum, 1)). Média, a entropia cruzada: "
        + "\(n.number(mean)). A exponencial dela, a perplexidade: \(n.number(exp(mean), 0)). Quem não "
        + "sabe nada dá a todos os \(n.number(size)) tokens o mesmo p: uma perda de "
        + "ln \(n.number(size)) = \(n.number(log(Double(size)))).")
    return chances
  }

  private func tellSurpriseAgain(
    _ run: SmallPretraining, _ tokens: [Int], _ before: [Double], _ n: Narrator
  ) throws {
    try n.step("The same sentence again", "A mesma frase de novo")
    let after = probabilities(tokens, run)
    n.say(
      "Step 3, before and after. The weights have changed, the sentence is still new to the model:",
      "O passo 3, antes e depois. Os pesos mudaram, a frase continua nova para o modelo:")
    var table = Table(
      .left("token"), .right(n.language.text("p before", "p antes")),
      .right(n.language.text("p after", "p depois")),
      .right(n.language.text("−ln p after", "−ln p depois")))
    for (position, token) in tokens.enumerated() {
      table.addRow(
        run.tokenizer.label(token, n.language), n.number(before[position], 6),
        n.number(after[position], 6), n.number(-log(after[position])))
    }
    n.show(table)
    func mean(_ chances: [Double]) -> Double {
      -chances.reduce(0) { $0 + log($1) } / Double(chances.count)
    }
    let (old, new) = (mean(before), mean(after))
    let hardest = tokens.indices.min { after[$0] < after[$1] } ?? 0
    let token = run.tokenizer.label(tokens[hardest], n.language)
    let least = n.number(after[hardest])
    n.say(
      "Mean surprise \(n.number(old)) → \(n.number(new)), perplexity \(n.number(exp(old), 0)) → "
        + "\(n.number(exp(new), 1)). The hardest token is now \(token), p = \(least): after the words "
        + "before it, much else can come.",
      "Surpresa média \(n.number(old)) → \(n.number(new)), perplexidade \(n.number(exp(old), 0)) → "
        + "\(n.number(exp(new), 1)). O token mais difícil agora é \(token), p = \(least): depois das "
        + "palavras anteriores, muita outra coisa pode vir.")
  }
}
