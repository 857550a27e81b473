import Charts
import Console
import CourseKit
import Foundation
import Narration
import PretrainingSolution
import Tensors
import TransformerSolution

extension PretrainingDemo {
  private func prompt(_ n: Narrator) -> String { n.language.text("One morning", "Certa manhã") }

  // MARK: One distribution

  func tellDistribution(_ model: SmallWorldModel, _ n: Narrator) throws {
    let prompt = prompt(n) + n.language.text(", Anna found a", ", Ana achou")
    try n.step("From probabilities to a choice", "Das probabilidades a uma escolha")
    n.say(
      "The model never says a word, it only gives probabilities. After “\(prompt)” the likeliest "
        + "tokens are these:",
      "O modelo nunca diz uma palavra, só dá probabilidades. Depois de “\(prompt)”, os tokens mais "
        + "prováveis são estes:")
    let logits = model.model.nextTokenLogits(
      after: [model.endOfText] + model.tokenizer.encode(prompt))
    let plain = Decoding().probabilities(logits)
    let best = plain.indices.sorted { plain[$0] > plain[$1] }
    let shown = Array(best.prefix(8))
    n.bars(shown.map { (model.label($0), Double(plain[$0])) }, greatest: 1)
    let ways: [(String, Decoding)] = [
      (n.language.text("greedy", "gulosa"), .greedy),
      ("τ = \(n.number(0.5, 1))", Decoding(temperature: 0.5)),
      ("τ = 1", Decoding()),
      ("τ = 2", Decoding(temperature: 2)),
      ("top-k 3", Decoding(topK: 3)),
      ("top-p \(n.number(0.8, 1))", Decoding(topP: 0.8)),
    ]
    n.say(
      "Each strategy makes another distribution of it and then draws:",
      "Cada estratégia faz disso outra distribuição e depois sorteia:")
    var table = Table([.left("token")] + ways.map { .right($0.0) })
    let made = ways.map { $0.1.probabilities(logits) }
    for token in shown {
      table.addRow([model.label(token)] + made.map { $0[token] == 0 ? "·" : n.number($0[token]) })
    }
    let possible = made.map { probabilities in probabilities.count { $0 > 0 } }
    table.addRow(
      [n.language.text("tokens that can come", "tokens que podem vir")]
        + possible.map { n.number($0) })
    n.show(table)
    let top = shown[0]
    n.say(
      "A low temperature T sharpens: \(model.label(top)) goes from \(n.percent(plain[top])) to "
        + "\(n.percent(made[1][top])). A high one flattens: \(n.percent(made[3][top])). Top-k keeps a "
        + "fixed number of tokens. Top-p keeps as many as are needed for 80%: here \(possible[5]).",
      "Uma temperatura T baixa concentra: \(model.label(top)) passa de \(n.percent(plain[top])) para "
        + "\(n.percent(made[1][top])). Uma alta achata: \(n.percent(made[3][top])). O top-k guarda um "
        + "número fixo de tokens. O top-p guarda quantos forem precisos para 80%: aqui, "
        + "\(possible[5]).")
  }

  // MARK: Side by side

  func tellStrategies(_ model: SmallWorldModel, _ n: Narrator) throws {
    try n.step("All strategies side by side", "Todas as estratégias lado a lado")
    let prompt = prompt(n)
    n.say(
      "The same prompt, “\(prompt)”, the same seed, 40 tokens at most:",
      "O mesmo começo, “\(prompt)”, a mesma semente, no máximo 40 tokens:")
    n.emptyLine()
    let ways: [(name: String, decoding: Decoding)] = [
      (n.language.text("greedy", "gulosa"), .greedy),
      ("τ = \(n.number(0.5, 1))", Decoding(temperature: 0.5)),
      ("τ = 1", Decoding()),
      ("τ = \(n.number(1.5, 1))", Decoding(temperature: 1.5)),
      ("top-k 10", Decoding(topK: 10)),
      ("top-p \(n.number(0.9, 1))", Decoding(topP: 0.9)),
    ]
    let begin = [model.endOfText] + model.tokenizer.encode(prompt)
    var table = Table(
      .left(""), .right("tokens"),
      .right(n.language.text("mean −ln p", "média de −ln p")),
      .right(n.language.text("least p", "menor p")))
    var surprises: [(name: String, surprise: Double)] = []
    for (name, decoding) in ways {
      try Interrupt.check()
      var generator = n.generator()
      let new = generate(
        with: model.model, from: begin, maxTokens: 40, decoding: decoding, stop: model.endOfText,
        using: &generator)
      let text = prompt + model.tokenizer.decode(new)
      n.quote(text + (new.count == 40 ? " …" : ""), title: name)
      let chances = new.indices.map { position in
        let logits = model.model.nextTokenLogits(after: begin + new[..<position])
        return Double(softmax(logits, temperature: 1)[new[position]])
      }
      let mean = -chances.reduce(0) { $0 + log($1) } / Double(max(1, chances.count))
      surprises.append((name, mean))
      table.addRow(name, "\(new.count)", n.number(mean), n.number(chances.min() ?? 1, 5))
    }
    n.say(
      "How likely the model itself (at τ = 1) finds what was chosen:",
      "Quão provável o próprio modelo (com τ = 1) acha o que foi escolhido:")
    n.show(table)
    let ordered = surprises.sorted { $0.surprise < $1.surprise }
    n.say(
      "Least surprising: \(ordered[0].name). Most surprising: \(ordered[ordered.count - 1].name). "
        + "Safe text repeats itself, daring text makes mistakes; top-k and top-p cut off the tail "
        + "of unlikely tokens.",
      "Menos surpreendente: \(ordered[0].name). Mais surpreendente: "
        + "\(ordered[ordered.count - 1].name). Texto seguro se repete, texto ousado erra; o top-k e o "
        + "top-p cortam a cauda de tokens improváveis.")
  }

  // MARK: Save and resume

  func tellCheckpoint(
    _ run: SmallPretraining, _ saved: SavedRun, _ losses: [Double], _ n: Narrator
  ) throws {
    try n.step("Save and resume, bit for bit", "Salvar e retomar, bit a bit")
    let attributes = try? FileManager.default.attributesOfItem(atPath: saved.path)
    let size = attributes?[.size] as? Int ?? 0
    n.say(
      "After step \(n.number(saved.step)) all was saved that the next step depends on: "
        + "\(n.number(run.training.model.parameterCount)) parameters, as many first and second moments "
        + "of AdamW, the step, and the state of the generator: \(n.number(size)) bytes, "
        + "\(n.shortPath(saved.path)).",
      "Depois do passo \(n.number(saved.step)) foi salvo tudo de que o próximo passo depende: "
        + "\(n.number(run.training.model.parameterCount)) parâmetros, outros tantos primeiros e segundos "
        + "momentos do AdamW, o passo e o estado do gerador: \(n.number(size)) bytes, "
        + "\(n.shortPath(saved.path)).")
    var generator = SeededGenerator(seed: 0)
    let empty = GPT(run.training.model.configuration, using: &generator)
    var resumed = Training(empty, plan: run.training.plan, generator: generator)
    try resumed.restore(from: saved.path)
    // Restores only the weights: AdamW starts from zero, and the batches differ.
    var careless = Training(saved.model, plan: run.training.plan, generator: generator)
    careless.step = saved.step
    var table = Table(
      .right(n.language.text("step", "passo")),
      .right(n.language.text("never stopped", "sem parar")),
      .right(n.language.text("resumed", "retomado")),
      .right(n.language.text("weights alone", "só os pesos")))
    for loss in losses {
      let step = resumed.step
      let row = [loss, resumed.advance(on: run.text).loss, careless.advance(on: run.text).loss]
      if step % 3 == 0 || step == saved.step {
        table.addRow([n.number(step + 1)] + row.map { n.number($0, 6) })
      }
    }
    n.show(table)
    func equalCount(_ other: Training<GPT>) -> Int {
      zip(run.training.model.parameters, other.model.parameters).reduce(0) { sum, pair in
        let numbers = zip(pair.0.tensor.scalars, pair.1.tensor.scalars)
        return sum + numbers.count { $0.bitPattern == $1.bitPattern }
      }
    }
    let total = run.training.model.parameterCount
    let (same, sameCareless) = (equalCount(resumed), equalCount(careless))
    n.say(
      "Resumed: \(n.number(same)) of \(n.number(total)) numbers are equal, bit for bit"
        + (same == total ? ". Nobody can tell that it was stopped. " : ": that is a bug. ")
        + "With the weights alone \(n.number(sameCareless)) are equal: good enough to use the model or "
        + "to fine-tune it, but another run.",
      "Retomado: \(n.number(same)) de \(n.number(total)) números são iguais, bit a bit"
        + (same == total ? ". Ninguém percebe que houve uma parada. " : ": isso é um bug. ")
        + "Só com os pesos, \(n.number(sameCareless)) são iguais: serve para usar o modelo ou para o "
        + "fine-tuning, mas é outro treino.")
  }
}
