import Charts
import Console
import Corpora
import CourseKit
import InstructionTuning
import Narration
import Pretraining
import Tensors
import Tokenization
import Transformer

/// Chapter 7: an assistant that has learned a few answers.
struct AnswerShowpiece: Showpiece {
  let chapter = 7

  func show(_ n: Narrator, wish: String?) throws {
    let world = SmallWorld(language: n.language, seed: n.seed)
    let examples = Self.examples(world, .training, count: 80)
    let template = PromptTemplate(language: n.language)
    let small = SmallModel(
      documents: examples.map {
        template.prompt($0.instruction, input: $0.input) + template.continuation($0.response)
      }, steps: 1, n)
    let tokenized = examples.map {
      tokenize(
        $0, template: template, tokenizer: small.tokenizer, endOfText: small.endOfText)
    }
    let steps = n.steps(300)
    var tuning = SupervisedFineTuning(
      small.model, examples: fit(tokenized, contextLength: SmallModel.contextLength),
      plan: SmallModel.plan(steps: steps, batchSize: 8, peak: 6e-3), padToken: small.endOfText,
      seed: n.seed)

    try n.step("The assistant learns", "O assistente aprende")
    n.say(
      "\(examples.count) instructions with their answers, \(steps) steps, and the loss of the answers "
        + "alone:",
      "\(examples.count) instruções com as respostas, \(steps) passos e a perda só das respostas:")
    let progress = TrainingProgress(Text("tuning", "ajuste"), total: steps, n)
    var losses: [Double] = []
    for step in 1...steps {
      losses.append(tuning.advance().loss)
      guard
        try progress.update(
          step: step, note: n.language.text("loss ", "perda ") + n.number(losses[step - 1], 2))
      else { break }
    }
    progress.finish()

    try n.step("It answers", "Ele responde")
    func assistant(_ model: GPT) -> Assistant<GPT, ByteLevelBPE> {
      Assistant(
        model: model, tokenizer: small.tokenizer, template: template, endOfText: small.endOfText)
    }
    let (untuned, tuned) = (assistant(small.model), assistant(tuning.model))
    let new = Self.examples(world, .heldOut, count: 2)
    let asked = Array(examples.prefix(2)) + new
    func answers(of assistant: Assistant<GPT, ByteLevelBPE>) -> [String] {
      asked.map { assistant.respond(to: $0.instruction, input: $0.input, maxTokens: 16) }
    }
    let (before, after) = (answers(of: untuned), answers(of: tuned))
    for (index, example) in asked.enumerated() {
      n.emptyLine()
      n.item("?", "\(example.instruction) \(example.input)")
      n.item(n.language.text("before ", "antes  "), Self.shortened(before[index]))
      n.item(
        n.language.text("after  ", "depois "),
        Self.shortened(after[index])
          + (isExactMatch(after[index], example.response) ? "  ✓" : "  ✗"))
    }
    let right = zip(after, asked).map { isExactMatch($0, $1.response) }
    let (seen, unseen) = (right.prefix(2).count { $0 }, right.suffix(2).count { $0 })
    n.emptyLine()
    if let wish {
      n.item("?", wish)
      n.item("→", Self.shortened(tuned.respond(to: wish, maxTokens: 16)))
      n.emptyLine()
    }
    n.say(
      "Right: \(seen) of the first two, which it has been tuned on, and \(unseen) of the last two, which "
        + "are new. So small a model learns much by heart; what reads a story and answers about it is "
        + "trained by swift run -c release gpt.",
      "Certas: \(seen) das duas primeiras, com que ele foi ajustado, e \(unseen) das duas últimas, que são "
        + "novas. Um modelo tão pequeno decora muito; o que lê uma história e responde sobre ela se treina "
        + "com swift run -c release gpt.")
    let curve = losses.enumerated().map { ChartPoint(Double($0.offset), $0.element) }
    var chart = LineChart(
      title: n.language.text("The assistant learns", "O assistente aprende"),
      xLabel: n.language.text("step", "passo"),
      yLabel: n.language.text("loss of the answers", "perda das respostas"),
      series: [LineChart.Series("", curve)])
    chart.language = n.language
    try n.picture(chart, part: n.language.text("answers", "respostas"))
  }

  /// Instructions that need no story: opposites and plurals.
  private static func examples(
    _ world: SmallWorld, _ split: Split, count: Int
  ) -> [InstructionExample] {
    var examples: [InstructionExample] = []
    var index = 0
    while examples.count < count {
      let instruction = world.instruction(index, split: split)
      index += 1
      guard instruction.task == .opposite || instruction.task == .plural else { continue }
      examples.append(InstructionExample(instruction))
    }
    return examples
  }

  private static func shortened(_ text: String) -> String {
    let line = text.replacing("\n", with: "↵")
    return line.isEmpty ? "∅" : line.count <= 60 ? line : String(line.prefix(59)) + "…"
  }
}
