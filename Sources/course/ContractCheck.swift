import Catalogue
import CourseKit

/// Compares the comments above the holes, sentence by sentence, with what the graders declare to
/// test.
enum ContractCheck {
  /// The sentences above an exercise's holes that no promise of its grader quotes, and the promises
  /// that quote no sentence.
  static func flaws(
    in project: Project, promises: [String: [String]], _ language: Language
  ) throws -> [String] {
    try Catalogue.exercises.flatMap { exercise in
      let contracts = try Contract.all(of: exercise, in: project, .english)
      let translated = try Contract.all(of: exercise, in: project, .portuguese)
      return flaws(
        of: exercise.number, contracts.flatMap { sentences(of: $0.text) },
        promises[exercise.number] ?? [], language)
        + unpaired(contracts, translated, exercise.number, language)
    }
  }

  /// The contracts that are missing in one language. In Portuguese each has an entry named after
  /// its declaration, in the same order.
  static func unpaired(
    _ contracts: [Contract], _ entries: [Contract], _ exercise: String, _ language: Language
  ) -> [String] {
    func name(_ entry: Contract) -> String {
      String(entry.declaration.prefix { $0 != "(" }.split(separator: ".").last ?? "")
    }
    let isSame =
      contracts.count == entries.count
      && zip(contracts, entries).allSatisfy { contract, entry in
        contract.declaration.contains(name(entry))
          || ["callAsFunction", "init", "subscript"].contains(name(entry))
      }
    guard !isSame else { return [] }
    let file = "Course/pt-BR/contratos"
    guard !entries.isEmpty else {
      return [
        language.text(
          "\(exercise): \(file) has no entry for the comment above its hole.",
          "\(exercise): \(file) não tem uma entrada para o comentário acima da lacuna.")
      ]
    }
    let names = entries.map(\.declaration).joined(separator: ", ")
    return [
      language.text(
        "\(exercise): \(contracts.count) comments above its holes, but \(file) has: \(names)",
        "\(exercise): \(contracts.count) comentários acima das lacunas, mas \(file) tem: \(names)"
      )
    ]
  }

  static func flaws(
    of exercise: String, _ sentences: [String], _ promises: [String], _ language: Language
  ) -> [String] {
    let untried = sentences.filter { sentence in !promises.contains { sentence.contains($0) } }
    let unsaid = promises.filter { promise in !sentences.contains { $0.contains(promise) } }
    return untried.map {
      language.text(
        "\(exercise): no case is named for the sentence “\($0)”",
        "\(exercise): nenhum caso foi indicado para a frase “\($0)”")
    }
      + unsaid.map {
        language.text(
          "\(exercise): no sentence above its holes has the words “\($0)”",
          "\(exercise): nenhuma frase acima das lacunas tem as palavras “\($0)”")
      }
  }

  /// A sentence ends at its punctuation mark if a space and the beginning of another sentence
  /// follow. A code example is one sentence, and so is a list item.
  static func sentences(of comment: [String]) -> [String] {
    var sentences: [String] = []
    var code: [String] = []
    var prose = ""
    func endParagraph() {
      sentences += split(prose)
      prose = ""
      if !code.isEmpty { sentences.append(code.joined(separator: "\n")) }
      code = []
    }
    for line in comment {
      let text = line.drop { $0 == " " }
      let indentation = line.count - text.count
      if text.isEmpty || text.hasPrefix("- ") { endParagraph() }
      if indentation >= 4, prose.isEmpty, !text.hasPrefix("- ") {
        code.append(String(text))
      } else {
        prose += prose.isEmpty ? text : " " + text
      }
    }
    endParagraph()
    return sentences.filter { !$0.isEmpty }
  }

  private static func split(_ prose: String) -> [String] {
    var sentences: [String] = []
    var sentence = ""
    var words = prose.split(separator: " ")[...]
    while let word = words.popFirst() {
      sentence += sentence.isEmpty ? "\(word)" : " \(word)"
      let isEnd = [".", "!", "?", ".)"].contains { word.hasSuffix($0) }
      guard isEnd, let next = words.first?.first,
        next.isUppercase || !next.isLetter
      else { continue }
      sentences.append(sentence)
      sentence = ""
    }
    return sentences + (sentence.isEmpty ? [] : [sentence])
  }
}
