import CourseKit

/// The words and sentences that the instructions of one language are built from.
struct TaskWords: Sendable {
  struct Opposites: Sendable {
    let kinds: [String]
    /// The adjectives by gender; in English both genders have the same.
    let first, second: [Gender: String]
    let hash: UInt64
  }

  let opposite, plural, passive, classify, count: [String]
  let opposites: [Opposites]
  /// The name of each kind of thing.
  let kindNames: [String: String]
  let numbers: [String]
  /// A sentence in the active and in the passive voice.
  let voices: [(active: Template, passive: Template)]

  static let english = TaskWords(
    opposite: EnglishTasks.opposite, plural: EnglishTasks.plural, passive: EnglishTasks.passive,
    classify: EnglishTasks.classify, count: EnglishTasks.count,
    opposites: pairs(EnglishTasks.opposites), kindNames: names(EnglishTasks.kinds),
    numbers: EnglishTasks.numbers, voices: EnglishTasks.voices)

  static let portuguese = TaskWords(
    opposite: PortugueseTasks.opposite, plural: PortugueseTasks.plural,
    passive: PortugueseTasks.passive, classify: PortugueseTasks.classify,
    count: PortugueseTasks.count, opposites: pairs(PortugueseTasks.opposites),
    kindNames: names(PortugueseTasks.kinds), numbers: PortugueseTasks.numbers,
    voices: PortugueseTasks.voices)

  /// Lines of "kinds | first/second, …", with the feminine after a colon.
  private static func pairs(_ text: String) -> [Opposites] {
    LexiconTable.rows(text, columns: 2).flatMap { row in
      LexiconTable.list(row[1]).map { entry in
        let words = entry.split(separator: "/").map { word -> [Gender: String] in
          let forms = word.split(separator: ":").map(String.init)
          return [.masculine: forms[0], .feminine: forms.last!]
        }
        precondition(words.count == 2, "not two opposites: \(entry)")
        return Opposites(
          kinds: LexiconTable.words(row[0]), first: words[0], second: words[1],
          hash: HeldOutRule.hash(words[0][.masculine]!))
      }
    }
  }

  private static func names(_ text: String) -> [String: String] {
    Dictionary(uniqueKeysWithValues: LexiconTable.rows(text, columns: 2).map { ($0[0], $0[1]) })
  }
}

extension Lexicon {
  /// a heavy kite; uma pipa pesada
  func indefinite(_ noun: Noun, _ adjective: String) -> String {
    indefinite(noun.word, noun.gender, adjective)
  }

  func indefinite(_ noun: String, _ gender: Gender, _ adjective: String) -> String {
    language == .english
      ? English.withArticle("\(adjective) \(noun)")
      : "\(gender == .feminine ? "uma" : "um") \(noun) \(adjective)"
  }

  /// The definite singular and plural of "a red kite": the red kite, the red kites.
  func definiteForms(of phrase: String, _ noun: Noun) -> (singular: String, plural: String) {
    let words = phrase[phrase.index(after: phrase.firstIndex(of: " ")!)...]
    if language == .english {
      return ("the \(words)", "the \(words.dropLast(noun.word.count))\(noun.plural)")
    }
    let article = noun.gender == .feminine ? "a" : "o"
    let adjective = words.dropFirst(noun.word.count + 1)
    let adjectives = adjective.isEmpty ? "" : " \(Portuguese.adjectivePlural(String(adjective)))"
    return ("\(article) \(words)", "\(article)s \(noun.plural)\(adjectives)")
  }
}

extension Portuguese {
  /// vermelhas, azuis, marrons. Colours named after things are invariable.
  static func adjectivePlural(_ word: String) -> String {
    if ["laranja", "rosa", "cinza"].contains(word) { return word }
    return word.hasSuffix("l") ? word.dropLast() + "is" : plural(word)
  }
}
