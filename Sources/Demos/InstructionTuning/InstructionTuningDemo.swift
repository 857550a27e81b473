import Charts
import Console
import Corpora
import CourseKit
import Foundation
import InstructionTuningSolution
import Narration
import PretrainingSolution
import Tensors
import TokenizationSolution
import TransformerSolution

/// Chapter 7: the same questions to a model before and after instruction tuning.
struct InstructionTuningDemo: Demo {
  let chapter = 7
  func minutes(hasRun: Bool) -> Double { hasRun ? 2 : 4 }
  let summary = Text(
    "An assistant before and after instruction tuning, on the same questions",
    "Um assistente antes e depois do instruction tuning, nas mesmas perguntas")
  let questions = [
    Text(
      "In step 4, what would the model learn if the instruction counted as well? (gpt experiment "
        + "loss-mask measures it.)",
      "No passo 4, o que o modelo aprenderia se a instrução também contasse? (gpt experiment loss-mask "
        + "mede isso.)"),
    Text(
      "Which tasks needed the tuning, and which did the base model do already? Why those?",
      "Quais tarefas precisaram do ajuste e quais o modelo base já fazia? Por que essas?"),
    Text(
      "Find an answer in step 7 that is wrong by exact match, and that you would still accept.",
      "Ache no passo 7 uma resposta errada pelo acerto exato, mas que você ainda aceitaria."),
  ]

  static let recipe = SmallPretraining.Recipe(documentCount: 20_000, stepCount: 4_000)

  func run(_ n: Narrator) throws {
    let world = SmallWorld(language: n.language, seed: n.seed)
    try tellInstructions(world, n)
    let example = shortExample(world)
    try tellTemplate(example, n)
    try n.step("The base: a model that only goes on", "A base: um modelo que só continua")
    let base = try SmallWorldModel.foundation(Self.recipe, n)
    try tellMask(example, base, n)
    let held = Questions(world, n)
    let before = try tellBefore(held, base, n)
    let tuned = try tellTuning(base, n)
    try tellAfter(held, before, tuned, n)
    let (old, new) = try tellScores(held, base, tuned, n)
    try tellJudging(n)
    try tellStrangers(tuned, n)
    try tellPicture(old, new, n)
  }

  // MARK: Training data

  private func tellInstructions(_ world: SmallWorld, _ n: Narrator) throws {
    try n.step("Instruction, input, response", "Instrução, entrada, resposta")
    n.say(
      "A pretrained model goes on with a text. To make it answer, it is shown examples of what is "
        + "wanted: an instruction, what it is about, and the response.",
      "Um modelo pré-treinado continua um texto. Para que responda, mostram-se a ele exemplos do que se "
        + "quer: uma instrução, do que ela trata e a resposta.")
    n.emptyLine()
    for task in [InstructionTask.findWhere, .plural, .count] {
      let example = Self.examples(of: task, 1, world, .training)[0]
      n.item(n.language.text("instruction", "instrução  "), example.instruction)
      n.item(n.language.text("input      ", "entrada    "), example.input)
      n.item(n.language.text("response   ", "resposta   "), example.response)
      n.emptyLine()
    }
  }

  /// The first `count` instructions of a task.
  static func examples(
    of task: InstructionTask, _ count: Int, _ world: SmallWorld, _ split: Split
  ) -> [InstructionExample] {
    var found: [InstructionExample] = []
    var index = 0
    while found.count < count {
      let instruction = world.instruction(index, split: split)
      if instruction.task == task { found.append(InstructionExample(instruction)) }
      index += 1
    }
    return found
  }

  private func shortExample(_ world: SmallWorld) -> InstructionExample {
    Self.examples(of: .opposite, 1, world, .training)[0]
  }

  private func tellTemplate(_ example: InstructionExample, _ n: Narrator) throws {
    try n.step("One text of it: the template", "Um texto só: o template do prompt")
    let template = PromptTemplate(language: n.language)
    n.say(
      "The model knows only text. A template turns the three parts into one, always in the same way; "
        + "the response comes last, so that the model can write it:",
      "O modelo só conhece texto. Um template junta as três partes, sempre do mesmo jeito; a "
        + "resposta vem por último, para que o modelo possa escrevê-la:")
    n.quote(
      template.prompt(example.instruction, input: example.input)
        + template.continuation(example.response))
  }

  // MARK: The mask

  private func tellMask(
    _ example: InstructionExample, _ base: SmallWorldModel, _ n: Narrator
  ) throws {
    try n.step(
      "Only the response is learned: the loss mask", "Só a resposta é aprendida: a máscara")
    let tokenized = tokenize(
      example, template: PromptTemplate(language: n.language), tokenizer: base.tokenizer,
      endOfText: base.endOfText)
    let batch = collate([tokenized], padToken: base.endOfText)
    let logits = base.model(batch.inputs)
    n.say(
      "At each position the model guesses the next token. Only where that is part of the response it "
        + "counts; elsewhere the target is −1, that is, left out. And the end is learned, too: an "
        + "assistant must know when to stop.",
      "Em cada posição o modelo adivinha o próximo token. Só conta onde ele faz parte da resposta; nas "
        + "outras o alvo é −1, isto é, fica de fora. O fim também é aprendido: um assistente precisa "
        + "saber parar.")
    var table = Table(
      .left("token"), .left(n.language.text("next", "próximo")),
      .right(n.language.text("target", "alvo")),
      .right(n.language.text("p of the base model", "p do modelo base")))
    let inputs = Array(batch.inputs[0])
    let targets = Array(batch.targets[0])
    let first = max(0, tokenized.responseStart - 5)
    if first > 0 { table.addRow("⋮", "", "", "") }
    for position in first..<inputs.count {
      let next = tokenized.tokens[position + 1]
      let row = softmax(Tensor(logits.matrix.rows(position..<position + 1)), temperature: 1)
      table.addRow(
        base.label(inputs[position]), base.label(next), "\(targets[position])", n.number(row[next]))
    }
    n.show(table)
    let all = collate([tokenized], padToken: base.endOfText, masksPrompt: false)
    let (masked, whole) = (
      maskedCrossEntropy(logits, targets: batch.targets),
      maskedCrossEntropy(logits, targets: all.targets)
    )
    let counted = targets.count { $0 != TokenBatch.ignored }
    n.say(
      "\(counted) of \(targets.count) positions count. The loss of the response alone is "
        + "\(n.number(masked)), that of all tokens \(n.number(whole)).",
      "Contam \(counted) de \(targets.count) posições. A perda só da resposta é \(n.number(masked)); a "
        + "de todos os tokens, \(n.number(whole)).")
  }

  // MARK: Tuning

  private func tellTuning(_ base: SmallWorldModel, _ n: Narrator) throws -> SmallWorldModel {
    try n.step("Instruction tuning", "O instruction tuning")
    let isRun = base.origin != .demo
    let steps = n.steps(isRun ? 500 : 1_000)
    let examples = base.world.conversations(steps * 8, split: .training).map { instruction in
      tokenize(
        InstructionExample(instruction), template: PromptTemplate(language: n.language),
        tokenizer: base.tokenizer, endOfText: base.endOfText)
    }
    let fitting = fit(examples, contextLength: base.contextLength)
    let peak: Float = isRun ? 1e-3 : 2e-3
    var tuning = SupervisedFineTuning(
      base.model, examples: fitting,
      plan: TrainingPlan(
        schedule: LearningRateSchedule(
          peak: peak, minimum: peak / 30, warmUpSteps: steps / 20, totalSteps: steps),
        batchSize: 2, accumulation: 4),
      padToken: base.endOfText, seed: n.seed)
    n.say(
      "\(n.number(fitting.count)) examples, \(n.number(steps)) steps of 8. The same loop as in "
        + "pretraining, from the weights that are there, with the masked loss:",
      "\(n.number(fitting.count)) exemplos, \(n.number(steps)) passos de 8. O mesmo laço do "
        + "pré-treinamento, a partir dos pesos que já existem, com a perda mascarada:")
    let progress = TrainingProgress(Text("tuning", "ajuste"), total: steps, n)
    var losses: [Double] = []
    var goesOn = true
    while goesOn {
      losses.append(tuning.advance().loss)
      let recent = losses.suffix(50)
      goesOn = try progress.update(
        step: tuning.training.step,
        note: n.language.text("loss ", "perda ")
          + n.number(recent.reduce(0, +) / Double(recent.count)))
    }
    progress.finish()
    var tuned = base
    tuned.model = tuning.model
    let start = losses.prefix(max(1, losses.count / 20))
    let end = losses.suffix(max(1, losses.count / 20))
    let (first, last) = (
      start.reduce(0, +) / Double(start.count), end.reduce(0, +) / Double(end.count)
    )
    n.say(
      "The loss of the responses, first and last twentieth: \(n.number(first)) → \(n.number(last)).",
      "A perda das respostas, no primeiro e no último vigésimo: \(n.number(first)) → "
        + "\(n.number(last)).")
    return tuned
  }
}
