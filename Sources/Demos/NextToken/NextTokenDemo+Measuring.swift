import Console
import CourseKit
import Foundation
import Narration
import NextTokenSolution
import Tensors
import TokenizationSolution

extension NextTokenDemo {
  func tellSurprise(_ text: Corpus, _ probabilities: Tensor, _ n: Narrator) throws {
    let tokens = text.sentences(of: text.heldOut[0])
    let sum = zip(tokens, tokens.dropFirst()).reduce(0.0) {
      $0 - log(Double(probabilities[$1.0, $1.1]))
    }
    try n.step("How surprised is it?", "Quanto ele se surpreende?")
    n.say(
      "A model is measured on text that it has not seen. The surprise at a token is -ln p: 0 if it "
        + "was certain of it, and the more the less likely it was.",
      "Um modelo é medido em texto que não viu. A surpresa com um token é -ln p: 0 se ele tinha "
        + "certeza, e tanto maior quanto menos provável era.")
    var table = Table(
      .left(n.language.text("before", "antes")), .left(n.language.text("after", "depois")),
      .right("p"), .right("-ln p"), .left(""))
    for (previous, next) in zip(tokens, tokens.dropFirst()) {
      let p = Double(probabilities[previous, next])
      table.addRow(
        text.word(previous), text.word(next), n.number(p, 5), n.number(-log(p), 2),
        Narrator.bar(-log(p) / 10, width: 24))
    }
    n.show(table)
    let mean = sum / Double(tokens.count - 1)
    n.say(
      "The mean, \(n.number(mean)), is the negative log-likelihood. Its exponential is the perplexity, "
        + "\(n.number(perplexity(negativeLogLikelihood: mean), 1)): the model is as unsure as if it "
        + "chose among so many tokens.",
      "A média, \(n.number(mean)), é a log-verossimilhança negativa. A exponencial dela é a "
        + "perplexidade, \(n.number(perplexity(negativeLogLikelihood: mean), 1)): a dúvida do modelo é "
        + "como a de escolher entre esse tanto de tokens.")
  }

  func tellSmoothing(_ text: Corpus, _ counts: Tensor, _ n: Narrator) throws {
    try n.step("Seen and unseen text", "Texto visto e não visto")
    n.say(
      "The perplexity over all stories, with other values of k. Without smoothing one single new pair "
        + "is an infinite surprise.",
      "A perplexidade em todas as histórias, com outros valores de k. Sem suavização, um único par "
        + "novo já é uma surpresa infinita.")
    var table = Table(
      .right("k"), .right(n.language.text("training stories", "histórias de treino")),
      .right(n.language.text("new stories", "histórias novas")))
    func shown(_ k: Float) -> String {
      n.number(k, k == 0 || k == 1 ? 0 : k < 0.01 ? 3 : k < 0.1 ? 2 : 1)
    }
    var best = (k: Float(0), perplexity: Double.infinity)
    for k: Float in [0, 0.001, 0.01, 0.1, 1] {
      let probabilities = bigramProbabilities(from: counts, smoothing: k)
      func measured(_ documents: [[Int]]) -> Double {
        perplexity(
          negativeLogLikelihood: bigramNegativeLogLikelihood(
            of: documents, probabilities: probabilities))
      }
      let (seen, new) = (measured(text.training), measured(text.heldOut))
      if new < best.perplexity { best = (k, new) }
      table.addRow(
        shown(k), n.number(seen, 1),
        n.number(new, 1))
    }
    table.addRow(
      n.language.text("a guess", "um chute"), n.number(Double(text.size), 1),
      n.number(Double(text.size), 1))
    n.show(table)
    n.say(
      "New stories are told best with k = \(shown(best.k)): perplexity "
        + "\(n.number(best.perplexity, 1)), against \(n.number(text.size)) for a guess. This is what a "
        + "GPT has to beat.",
      "As histórias novas vão melhor com k = \(shown(best.k)): perplexidade "
        + "\(n.number(best.perplexity, 1)), contra \(n.number(text.size)) de um chute. É isso que um GPT "
        + "precisa superar.")
  }

  func tellJudging(_ text: Corpus, _ probabilities: Tensor, _ n: Narrator) throws {
    let right = text.sentences(of: text.heldOut[1])
    var generator = n.generator()
    let shuffled = [right[0]] + right.dropFirst().shuffled(using: &generator)
    try n.step("One mechanism, many uses", "Um mecanismo, muitos usos")
    n.say(
      "Who can predict can also judge: the same table tells a sentence from the same words in "
        + "disorder.",
      "Quem prevê também julga: a mesma tabela distingue uma frase das mesmas palavras fora de ordem."
    )
    var surprises: [Double] = []
    for tokens in [right, shuffled] {
      let surprise = bigramNegativeLogLikelihood(of: tokens, probabilities: probabilities)
      surprises.append(surprise)
      let line = "“\(text.tokenizer.decode(tokens))”"
      n.emptyLine()
      n.say(line, line)
      n.block("→ \(n.number(surprise)) " + n.language.text("per token", "por token"))
    }
    n.emptyLine()
    if surprises[0] < surprises[1] {
      n.say(
        "The disorder surprises it more, by \(n.number(surprises[1] - surprises[0])) per token.",
        "A desordem o surpreende mais: \(n.number(surprises[1] - surprises[0])) a mais por token.")
    } else {
      n.say(
        "With this seed the disorder does not surprise it more: two neighbours are little to judge by.",
        "Com esta semente, a desordem não o surpreende mais: dois vizinhos são pouco para julgar.")
    }
  }
}
