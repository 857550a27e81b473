import Console
import Corpora
import CourseKit
import Foundation
import InstructionTuning
import Runs
import Tensors
import Tokenization

/// Instructions to learn from, and others to be measured on: those of the small world, or a user's.
public struct InstructionData: Sendable {
  public typealias Source = AssistantResults.Source

  public let source: Source
  public let template: PromptTemplate
  /// Tokenized, as many as fit the model's context.
  public let training: [TokenizedExample]
  public let heldOut: [InstructionExample]
  /// How many examples were left out because they are longer than the context.
  public let tooLongCount: Int
  /// What was left out of a user's file, a line each.
  public let notes: [Text]
  /// The tokens of the longest response: no answer needs more.
  public let longestResponse: Int

  /// A file's source. Throws `InputError` where it cannot be read.
  public static func source(ofFile path: String) throws -> Source {
    try PlainText.requireReadableAgain(path)
    return .file(
      path: URL(fileURLWithPath: path).standardizedFileURL.path,
      fingerprint: PretrainingData.fingerprint(of: try PlainText.read(path)))
  }

  /// Makes or reads the instructions, for a model and in the language of `template`.
  ///
  /// - Throws: `InputError` where the tokenizer has nothing to end an answer with, or too few examples
  ///   fit the model.
  public init(
    _ source: Source, plan: InstructionPlan, template: PromptTemplate, model: TrainedModel
  ) throws {
    let seed = plan.seed ?? model.configuration.seed
    let examples = try Self.examples(source, plan: plan, seed: seed)
    let tokenizer = model.tokenizer
    guard let endOfText = tokenizer.endOfText else {
      let name = ByteLevelBPE.endOfTextToken
      throw InputError(
        "The tokenizer has no \(name), by which an assistant ends its answers: tune another model.",
        "O tokenizador não tem \(name), com que um assistente encerra as respostas: ajuste outro "
          + "modelo.")
    }
    let contextLength = model.model.configuration.contextLength
    // A conversation that is too long loses its last questions.
    func tokenized(_ examples: [InstructionExample]) -> [TokenizedExample] {
      concurrentMap(examples.count) { index in
        var example = examples[index]
        while true {
          let tokenized = tokenize(
            example, template: template, tokenizer: tokenizer, endOfText: endOfText)
          if tokenized.tokens.count <= contextLength + 1 || example.followUps.isEmpty {
            return tokenized
          }
          example.followUps.removeLast()
        }
      }
    }
    training = fit(tokenized(examples.training), contextLength: contextLength)
    let measured = zip(examples.heldOut, tokenized(examples.heldOut))
      .filter { $1.tokens.count <= contextLength + 1 }
    heldOut = measured.map(\.0)
    tooLongCount =
      examples.training.count - training.count + examples.heldOut.count - heldOut.count
    notes = examples.notes
    longestResponse =
      (training + measured.map(\.1)).flatMap(\.responseSpans).map(\.count).max() ?? 0
    self.source = source
    self.template = template
    guard !training.isEmpty, !heldOut.isEmpty else {
      let count = examples.training.count + examples.heldOut.count
      throw InputError(
        "Of \(count) examples too few fit the model's context of \(contextLength) tokens: give "
          + "shorter ones, or pretrain a model with a larger --context.",
        "De \(count) exemplos, poucos demais cabem no contexto de \(contextLength) tokens do modelo: "
          + "dê exemplos mais curtos ou pré-treine um modelo com um --context maior.")
    }
  }

  private static func examples(
    _ source: Source, plan: InstructionPlan, seed: UInt64
  ) throws -> (training: [InstructionExample], heldOut: [InstructionExample], notes: [Text]) {
    switch source {
    case .smallWorld(let language):
      let world = SmallWorld(language: language, seed: seed)
      return (
        world.conversations(plan.exampleCount, split: .training).map(InstructionExample.init),
        world.instructions(plan.testCount, split: .heldOut).map(InstructionExample.init), []
      )
    case .file(let path, let fingerprint):
      guard fingerprint == PretrainingData.fingerprint(of: try PlainText.read(path)) else {
        throw InputError(
          "\(path) has changed since the assistant was tuned on it: put the old file back, or tune it "
            + "again with gpt instruct.",
          "\(path) mudou desde que o assistente foi ajustado com ele: restaure o arquivo antigo ou "
            + "ajuste de novo com gpt instruct.")
      }
      let read = try InstructionFile(
        readingFrom: path, skipsBadItems: plan.skipsBadItems ?? false)
      let parts = try split(
        read.items.map(InstructionExample.init), named: path, testCount: plan.testCount, seed: seed)
      return (parts.training, parts.heldOut, notes(on: read, named: path))
    }
  }

  private static func notes(on file: InstructionFile, named name: String) -> [Text] {
    func note(_ count: Int, _ english: String, _ portuguese: String) -> Text? {
      count == 0
        ? nil
        : Text(
          "\(name): \(english): \(grouped(count, .english))",
          "\(name): \(portuguese): \(grouped(count, .portuguese))")
    }
    return [
      note(
        file.items.count, "instructions read", "instruções lidas"),
      note(
        file.emptyCount, "left out because the response is empty",
        "deixadas de fora porque a resposta está vazia"),
      note(
        file.skippedCount, "left out because they cannot be used",
        "deixadas de fora porque não podem ser usadas"),
    ].compactMap(\.self)
  }

  /// A tenth of a user's examples, drawn at random, is held out. The same question is never in both
  /// parts, however often the file has it.
  static func split(
    _ examples: [InstructionExample], named name: String, testCount: Int, seed: UInt64
  ) throws -> (training: [InstructionExample], heldOut: [InstructionExample]) {
    struct Question: Hashable {
      let instruction, input: String
      init(_ example: InstructionExample) {
        (instruction, input) = (example.instruction, example.input)
      }
    }
    var generator = SeededGenerator(seed: seed)
    let shuffled = examples.shuffled(using: &generator)
    let heldOut = shuffled.prefix(max(1, min(testCount, examples.count / 10)))
    let asked = Set(heldOut.map(Question.init))
    let training = shuffled.dropFirst(heldOut.count).filter { !asked.contains(Question($0)) }
    guard !training.isEmpty else {
      throw InputError(
        "\(name) asks only one question: give at least two, so that one can be held out to measure "
          + "with.",
        "\(name) tem uma única pergunta: dê pelo menos duas, para que uma fique reservada para medir."
      )
    }
    return (training, Array(heldOut))
  }
}
