import Console
import CourseKit
import ExtensionsSolution
import Foundation
import InstructionTuningSolution
import Narration
import PretrainingSolution
import TransformerSolution

extension ExtensionsDemo {
  /// A question with its answer and a plausible wrong one: the answer to another question of the
  /// same kind.
  private func preferencePairs(
    _ count: Int, _ model: SmallWorldModel
  ) -> [(question: String, story: String, chosen: String, rejected: String)] {
    var pairs: [(question: String, story: String, chosen: String, rejected: String)] = []
    var index = 0
    while pairs.count < count {
      let story = model.world.story(index, split: .heldOut)
      index += 1
      for asked in story.questions {
        let other = story.questions.first {
          $0.kind == asked.kind && !$0.answer.contains(asked.answer)
            && !asked.answer.contains($0.answer)
        }
        guard let other else { continue }
        pairs.append((asked.question, story.text, "\(asked.answer).", "\(other.answer)."))
        break
      }
    }
    return pairs
  }

  func tellPreference(_ model: SmallWorldModel, _ n: Narrator) throws {
    try n.step("DPO: one pair of answers", "DPO: um par de respostas")
    let template = PromptTemplate(language: n.language)
    func batch(
      _ pair: (question: String, story: String, chosen: String, rejected: String)
    ) -> PreferenceBatch {
      func collated(_ answer: String) -> TrainingBatch {
        let example = InstructionExample(
          instruction: pair.question, input: pair.story, response: answer)
        let tokens = tokenize(
          example, template: template, tokenizer: model.tokenizer, endOfText: model.endOfText)
        return collate(
          fit([tokens], contextLength: model.contextLength, overflow: .cutPrompt),
          padToken: model.endOfText)
      }
      return PreferenceBatch(chosen: collated(pair.chosen), rejected: collated(pair.rejected))
    }
    // The pair that the model is least sure about has the most to teach.
    let pairs = preferencePairs(12, model)
    let margins = pairs.map { pair in
      let likely = PreferenceLogProbabilities(model.model, batch(pair))
      return likely.chosen[0] - likely.rejected[0]
    }
    let chosen = pairs.indices.min { margins[$0] < margins[$1] }!
    let pair = pairs[chosen]
    n.say(
      "Of two answers people prefer one. Of twelve pairs this is the one where the model is least sure:",
      "De duas respostas, as pessoas preferem uma. De doze pares, este é o que deixa o modelo menos "
        + "seguro:")
    n.quote("\(pair.story)\n\(pair.question)")
    n.item(n.language.text("preferred", "preferida"), pair.chosen)
    n.item(n.language.text("rejected ", "rejeitada"), pair.rejected)
    n.emptyLine()
    n.say(
      "The loss is −ln σ(Δ), with Δ = β · [(ln P − ln P₀ of the preferred) − (ln P − ln P₀ of the "
        + "rejected)] and β = \(n.number(0.1, 1)). P₀ is the model as it was: what raises both "
        + "answers alike gains nothing.",
      "A perda é −ln σ(Δ), com Δ = β · [(ln P − ln P₀ da preferida) − (ln P − ln P₀ da rejeitada)] e "
        + "β = \(n.number(0.1, 1)). P₀ é o modelo como era: aumentar as duas respostas por igual não "
        + "rende nada.")
    let data = batch(pair)
    var policy = model.model
    let reference = PreferenceLogProbabilities(policy, data)
    var optimizer = AdamW(weightDecay: 0)
    var generator = n.generator()
    var table = Table(
      .right(n.language.text("step", "passo")),
      .right(n.language.text("ln P, preferred", "ln P, preferida")),
      .right(n.language.text("ln P, rejected", "ln P, rejeitada")), .right("Δ"),
      .right(n.language.text("loss", "perda")))
    var losses: [Double] = []
    for step in 0...5 {
      let now = PreferenceLogProbabilities(policy, data)
      let (report, gradient) = preferenceLossAndGradient(
        policy, data, reference: reference, beta: 0.1, using: &generator)
      table.addRow(
        "\(step)", n.number(now.chosen[0]), n.number(now.rejected[0]),
        n.number(report.rewardMargin), n.number(report.loss))
      losses.append(report.loss)
      optimizer.update(&policy, gradient: gradient, learningRate: 2e-4)
    }
    n.show(table)
    let last = losses[losses.count - 1]
    n.say(
      "It begins at ln 2 = \(n.number(log(2.0))): policy and reference are the same, Δ = 0. "
        + (last < losses[0]
          ? "After five steps the loss is \(n.number(last)): no reward model was needed."
          : "After five steps it is \(n.number(last)): these steps were too large."),
      "Começa em ln 2 = \(n.number(log(2.0))): política e referência são iguais, Δ = 0. "
        + (last < losses[0]
          ? "Depois de cinco passos a perda é \(n.number(last)): não foi preciso um modelo de "
            + "recompensa."
          : "Depois de cinco passos é \(n.number(last)): os passos foram grandes demais."))
  }
}
