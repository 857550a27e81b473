import CourseKit
import ExtensionsSolution
import Foundation
import InstructionTuningSolution
import Narration
import PretrainingSolution
import Tensors
import TokenizationSolution
import TransformerSolution

extension SmallWorldModel {
  /// A model that the user has trained, or else one that the demo trains now.
  static func foundation(
    _ recipe: SmallPretraining.Recipe, _ n: Narrator
  ) throws -> SmallWorldModel {
    if let run = StoredRun.latest(in: n.runsFolder, language: n.language) {
      let model = try run.model()
      if case .run(let path, _) = model.origin {
        n.say(
          "There is a run of yours, with \(n.number(model.model.parameterCount)) parameters: "
            + "\(n.shortPath(path)). The demo uses it.",
          "Há um treino seu, com \(n.number(model.model.parameterCount)) parâmetros: "
            + "\(n.shortPath(path)). A demonstração usa esse modelo.")
      }
      return model
    }
    var pretraining = SmallPretraining(recipe, n)
    n.say(
      "A model of \(n.number(pretraining.training.model.parameterCount)) parameters is pretrained here, "
        + "in \(n.number(pretraining.stepCount)) steps. Where you have trained the big one (swift run "
        + "-c release gpt), the demo uses that: it reads better.",
      "Um modelo de \(n.number(pretraining.training.model.parameterCount)) parâmetros é pré-treinado "
        + "aqui, em \(n.number(pretraining.stepCount)) passos. Se você tiver treinado o grande (swift "
        + "run -c release gpt), a demonstração usa o seu: ele lê melhor.")
    let curve = try pretraining.train(Text("pretraining", "pré-treinamento"), n)
    let loss = curve.validation.last?.loss ?? 0
    n.say(
      "Loss on text that it has never seen: \(n.number(loss, 2)), a perplexity of "
        + "\(n.number(exp(loss), 2)).",
      "Perda em texto que ele nunca viu: \(n.number(loss, 2)), uma perplexidade de "
        + "\(n.number(exp(loss), 2)).")
    return pretraining.result
  }

  /// The assistant of the same run; nil if there is no run or no assistant in it.
  static func assistant(_ n: Narrator) throws -> SmallWorldModel? {
    guard let run = StoredRun.latest(in: n.runsFolder, language: n.language), run.hasAssistant
    else { return nil }
    n.say(
      "To questions its assistant answers, which the same run has tuned (chapter 7).",
      "Às perguntas responde o assistente, ajustado no mesmo treino (capítulo 7).")
    return try run.model(isAssistant: true)
  }

  /// An answer and the probability that the model gives it.
  struct Reply: Sendable {
    let text: String
    let tokens: [Int]
    /// P(answer, end | prompt)
    let probability: Double
  }

  /// Answers a prompt greedily, with a cache. A model that is only pretrained would go on with the
  /// next question: `stopText` ends its answer at the end of the line.
  func reply(to prompt: [Int], stopText: String?, maxTokens: Int = 24) -> Reply {
    let assistant = Assistant(
      model: model, tokenizer: tokenizer, template: PromptTemplate(language: language),
      endOfText: endOfText, stopText: stopText)
    var decoder = CachedDecoder(model)
    var unused = SeededGenerator(seed: 0)
    var made: [Int] = []
    var logProbability = 0.0
    let tokens = generate(
      from: prompt, maxTokens: maxTokens, decoding: .greedy, stop: endOfText, using: &unused,
      reading: { decoder.read($0) }
    ) { choice in
      logProbability += choice.logProbability
      if choice.token != endOfText { made.append(choice.token) }
      return !assistant.hasEnded(made)
    }
    return Reply(
      text: assistant.answer(of: tokens), tokens: tokens, probability: exp(logProbability))
  }

  func reply(
    to instruction: String, input: String = "", stopText: String?, maxTokens: Int = 24
  ) -> Reply {
    let prompt = PromptTemplate(language: language).prompt(instruction, input: input)
    return reply(to: tokenizer.encode(prompt), stopText: stopText, maxTokens: maxTokens)
  }

  /// The answers to many instructions, computed in parallel.
  func answers(to examples: [InstructionExample], stopText: String?) -> [JudgedAnswer] {
    concurrentMap(examples.count) { index in
      let example = examples[index]
      return JudgedAnswer(
        example,
        answer: reply(to: example.instruction, input: example.input, stopText: stopText).text)
    }
  }
}
