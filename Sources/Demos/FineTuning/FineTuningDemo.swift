import Charts
import Console
import Corpora
import CourseKit
import FineTuningSolution
import Foundation
import Narration
import PretrainingSolution
import Tensors

/// Chapter 6: a small pretrained model learns to tell spam from normal messages, in five ways.
struct FineTuningDemo: Demo {
  let chapter = 6
  func minutes(hasRun: Bool) -> Double { 1.0 }
  let summary = Text(
    "Normal or spam: what to freeze, how to measure, how sure it is",
    "Normal ou spam: o que congelar, como medir, com que certeza")
  let questions = [
    Text(
      "Change the seed (--seed 2): do the strategies come out in the same order? By how much may two "
        + "of them differ before you believe it?",
      "Mude a semente (--seed 2): as estratégias saem na mesma ordem? Quanto duas delas precisam "
        + "diferir para você acreditar?"),
    Text(
      "If a normal message that is lost costs ten times as much as spam that gets through, from which "
        + "probability on would you call a message spam?",
      "Se perder uma mensagem normal custa dez vezes mais que deixar passar um spam, a partir de qual "
        + "probabilidade você chamaria uma mensagem de spam?"),
    Text(
      "Write a normal message that it takes for spam: swift run -c release gpt classify predict \"…\" "
        + "tries it with the big model.",
      "Escreva uma mensagem normal que ele tome por spam: swift run -c release gpt classify predict "
        + "\"…\" testa com o modelo grande."),
  ]

  /// Half of the texts are messages, so that the meaning of their words is learned before any label
  /// is seen.
  static let recipe = SmallPretraining.Recipe(
    documentCount: 4_000, messageCount: 8_000, stepCount: 900)

  static let labels = SmallWorld.messageLabels

  func run(_ n: Narrator) throws {
    var pretraining = SmallPretraining(Self.recipe, n)
    let messages = Messages(pretraining.world, n)
    try tellTask(messages, n)
    let model = try tellFoundation(&pretraining, n)
    let sequences = messages.encoded(with: model.tokenizer)
    try tellPadding(messages, model, n)
    try tellHead(messages, model, n)
    try tellFreezing(model, n)
    let outcomes = try tellTuning(sequences, model, n)
    let best = outcomes.min { $0.isBetter(than: $1) }!
    try tellMatrix(best, n)
    try tellMetrics(best, n)
    try tellErrors(best, messages, n)
    try tellUnseen(best, model, n)
    try tellPicture(outcomes, best, n)
  }

  // MARK: Data

  /// Labelled messages in three sets; each test message has a sentence that no other set contains.
  struct Messages {
    let training: [LabelledText]
    let validation: [LabelledText]
    let test: [LabelledText]

    init(_ world: SmallWorld, _ n: Narrator) {
      let share = min(1, max(n.effort, 0.1))
      let (count, validationCount) = (Int(1_200 * share), Int(300 * share))
      let seen = world.messages(count + validationCount, split: .training)
      training = Array(seen.prefix(count))
      let known = Set(training)
      validation = seen.suffix(validationCount).filter { !known.contains($0) }
      test = world.messages(Int(500 * share), split: .heldOut)
    }

    struct Encoded {
      let training: [LabelledSequence]
      let validation: [LabelledSequence]
      let test: [LabelledSequence]
    }

    func encoded(with tokenizer: some Tokenizer) -> Encoded {
      func sequences(_ texts: [LabelledText]) -> [LabelledSequence] {
        texts.map { text in
          LabelledSequence(
            tokens: tokenizer.encode(text.text),
            label: FineTuningDemo.labels.firstIndex(of: text.label)!)
        }
      }
      return Encoded(
        training: sequences(training), validation: sequences(validation), test: sequences(test))
    }
  }

  private func tellTask(_ messages: Messages, _ n: Narrator) throws {
    try n.step("Messages with labels", "Mensagens com rótulos")
    n.say(
      "Pretraining took any text. Now each text has an answer beside it, its label:",
      "O pré-treinamento aceitava qualquer texto. Agora cada texto traz ao lado uma resposta, o rótulo:"
    )
    n.emptyLine()
    for label in Self.labels {
      for message in messages.training.lazy.filter({ $0.label == label }).prefix(2) {
        n.item(label, message.text)
      }
    }
    var table = Table(
      [.left("")] + Self.labels.map { .right($0) })
    for (name, part) in [
      (n.language.text("to learn from", "para aprender"), messages.training),
      (
        n.language.text("to choose by (validation)", "para escolher (validação)"),
        messages.validation
      ),
      (n.language.text("to measure with (test)", "para medir (teste)"), messages.test),
    ] {
      table.addRow(
        [name] + Self.labels.map { label in n.number(part.count { $0.label == label }) })
    }
    n.show(table)
    n.say(
      "Every test message has a sentence that no training message has. And no single word gives spam "
        + "away: friends, too, write of banks and prizes.",
      "Cada mensagem de teste tem uma frase que nenhuma mensagem de treino tem. E nenhuma palavra "
        + "sozinha entrega o spam: amigos também escrevem sobre bancos e prêmios.")
  }

  private func tellFoundation(
    _ pretraining: inout SmallPretraining, _ n: Narrator
  ) throws -> SmallWorldModel {
    try n.step("The foundation: a pretrained model", "A base: um modelo pré-treinado")
    n.say(
      "First a small model reads \(n.number(pretraining.documents.count)) stories and messages without "
        + "labels, and learns what follows what. Nobody tells it what spam is.",
      "Primeiro um modelo pequeno lê \(n.number(pretraining.documents.count)) histórias e mensagens sem "
        + "rótulos e aprende o que vem depois do quê. Ninguém diz a ele o que é spam.")
    let curve = try pretraining.train(Text("pretraining", "pré-treinamento"), n)
    let loss = curve.validation.last?.loss ?? 0
    let knowingNothing = log(Double(pretraining.tokenizer.vocabularySize))
    n.say(
      "\(n.number(pretraining.training.model.parameterCount)) parameters; loss on validation text "
        + "\(n.number(loss, 2)). It was \(n.number(knowingNothing, 2)) when it knew nothing.",
      "\(n.number(pretraining.training.model.parameterCount)) parâmetros; perda no texto de validação: "
        + "\(n.number(loss, 2)). Era \(n.number(knowingNothing, 2)) quando ele não sabia nada.")
    return pretraining.result
  }

  // MARK: From a text to two numbers

  private func tellPadding(_ messages: Messages, _ model: SmallWorldModel, _ n: Narrator) throws {
    try n.step("A batch: encode and pad", "Um lote: codificar e completar")
    // Two that fit on one line each: the shortest, and the longest of at most ten tokens.
    let texts = messages.training.map(\.text).sorted { ($0.count, $0) < ($1.count, $1) }
    let longer = texts.last { model.tokenizer.encode($0).count <= 10 }
    let chosen = [texts[0], longer ?? texts[texts.count / 8]]
    let batch = encodeAndPad(
      chosen, with: model.tokenizer, contextLength: model.contextLength, padding: model.endOfText)
    n.say(
      "Texts differ in length, a tensor has rows of one length. The shorter text is filled up, and its "
        + "true length is kept: \(batch.lengths[0]) and \(batch.lengths[1]) tokens in a batch of "
        + "[2, \(batch.tokens.length)].",
      "Textos têm tamanhos diferentes; um tensor tem linhas de um só tamanho. O texto mais curto é "
        + "completado, e o tamanho verdadeiro é guardado: \(batch.lengths[0]) e \(batch.lengths[1]) "
        + "tokens em um lote de [2, \(batch.tokens.length)].")
    for row in 0..<2 {
      n.tokens(batch.tokens[row].map(model.label), ids: Array(batch.tokens[row]))
    }
  }

  private func tellHead(_ messages: Messages, _ model: SmallWorldModel, _ n: Narrator) throws {
    try n.step("Another head on the same body", "Outra cabeça no mesmo corpo")
    var generator = n.generator()
    let classifier = Classifier(
      model.model, labels: Self.labels, pooling: .mean, paddingToken: model.endOfText,
      using: &generator)
    let chosen = Self.labels.flatMap { label in
      messages.training.filter { $0.label == label }.prefix(2)
    }
    let batch = encodeAndPad(
      chosen.map(\.text), with: model.tokenizer, contextLength: model.contextLength,
      padding: model.endOfText)
    let hidden = classifier.backbone.hiddenStates(batch.tokens)
    let pooled = pool(hidden, lengths: batch.lengths, by: .mean)
    let width = model.model.configuration.width
    n.say(
      "The head for the next token goes. The vectors of a message are averaged into one (pooling), and "
        + "a new head of [\(width), 2] makes two logits of it:",
      "A cabeça do próximo token sai. A média dos vetores de uma mensagem dá um vetor só (pooling), e "
        + "uma cabeça nova de [\(width), 2] tira dele dois logits:")
    n.emptyLine()
    n.block(
      "tokens [4, \(batch.tokens.length)] → \(hidden.shape) → pooling → \(pooled.shape) → logits [4, 2]"
    )
    n.show(
      n.language.text("probabilities of four messages", "probabilidades de quatro mensagens"),
      classifier.head.probabilities(pooled),
      rows: chosen.map {
        n.language.text("is \($0.label)", "é \($0.label)")
      }, columns: Self.labels)
    n.say(
      "The head has not learned anything yet: whatever it says is random.",
      "A cabeça ainda não aprendeu nada: o que ela diz é aleatório.")
  }
}
