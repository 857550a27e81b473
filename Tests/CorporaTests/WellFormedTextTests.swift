import CourseKit
import Foundation
import Testing

@testable import Corpora

@Suite struct WellFormedTextTests {
  private func texts(_ language: Language) -> [String] {
    Split.allCases.flatMap { split in
      SmallWorld(language: language, seed: 21).stories(1_500, split: split).flatMap { story in
        [story.text] + story.questions.map { "\($0.question) " }.map { String($0.dropLast()) }
      }
    }
  }

  /// Where one of the patterns is found, in a few examples.
  private func findings(_ pattern: String, in texts: [String]) -> [String] {
    let expression = try! NSRegularExpression(pattern: pattern)
    var found: [String] = []
    for text in texts where found.count < 3 {
      let range = NSRange(text.startIndex..., in: text)
      if let match = expression.firstMatch(in: text, range: range) {
        found.append("\((text as NSString).substring(with: match.range)) … in: \(text)")
      }
    }
    return found
  }

  @Test(arguments: Language.allCases)
  func `sentences begin with a capital, end with a mark, and leave no hole`(language: Language) {
    let texts = texts(language)
    for pattern in [
      "^[^A-ZÀ-Ý]", "[.!?] [^A-ZÀ-Ý]", "[^.!?]$", "  ", "^ | $", "[{}_/|]", " [.,!?]",
      "[.,!?][^ ]", "[,][.!?]", #"\b(\w+) \1\b"#,
    ] {
      #expect(findings(pattern, in: texts) == [], "pattern \(pattern)")
    }
  }

  @Test(arguments: Language.allCases)
  func `only letters, spaces and basic punctuation occur`(language: Language) {
    let letters = language == .english ? "" : "áàâãçéêíóôõúÁÀÂÉÍÓÔÚ"
    var allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ .,?!\(letters)")
    if language == .portuguese { allowed.insert("-") }
    let used = Set(texts(language).joined())
    #expect(used.subtracting(allowed).isEmpty)
  }

  @Test func `English says an before a vowel and a before the rest`() {
    let texts = texts(.english)
    #expect(findings(#"\b[Aa] [aeiou]"#, in: texts) == [])
    #expect(findings(#"\b[Aa]n [^aeiou]"#, in: texts) == [])
  }

  @Test func `Portuguese contracts its prepositions`() {
    let texts = texts(.portuguese)
    #expect(findings(#"\b([Ee]m|[Dd]e|[Pp]or) (o|a|os|as)\b"#, in: texts) == [])
    #expect(findings(#"\b[Aa] (o|a)\b"#, in: texts) == [])
  }

  @Test func `Portuguese articles, nouns and adjectives agree`() {
    let texts = texts(.portuguese)
    // Words in -o are masculine and words in -a feminine, but for these of our lists.
    let feminine = "foto"
    let masculine = "mapa|quebra|guarda|dia"
    #expect(
      findings(#"\b([Uu]ma|[Nn]a|[Pp]ela|[Dd]a) (?!(\#(feminine))\b)\w+o\b"#, in: texts) == [])
    #expect(
      findings(#"\b([Uu]m|[Nn]o|[Pp]elo|[Dd]o) (?!(\#(masculine))\b)\w+a\b"#, in: texts) == [])
    let stems =
      "vermelh|amarel|branc|pret|pequen|velh|bonit|car|estranh|rox|fresc|gostos|delicios|barat"
      + "|mans|famint|cansad|sonolent|assustad"
    #expect(findings(#"\b[Uu]ma [\w-]+( de [\w-]+)? (\#(stems))o\b"#, in: texts) == [])
    #expect(findings(#"\b[Uu]m [\w-]+( de [\w-]+)? (\#(stems))a\b"#, in: texts) == [])
    #expect(findings(#"\b[Aa] (?!foto\b)\w+o foi"#, in: texts) == [])
    #expect(findings(#"\ba \w+ foi \w+(ad|id)o\b"#, in: texts) == [])
    #expect(findings(#"\bo \w+ foi \w+(ad|id)a\b"#, in: texts) == [])
  }

  @Test func `Portuguese verbs agree with one and with two`() {
    let texts = SmallWorld(language: .portuguese, seed: 4).stories(4_000, split: .training)
      .flatMap { [$0.text] + $0.questions.map(\.question) }
    let name = #"[A-ZÁÉÍÓÚ]\w+"#
    #expect(findings(#"\#(name) e \#(name) \w+(ou|eu|iu)\b"#, in: texts) == [])
    #expect(findings(#"(^|[.!?,] )\#(name) \w+(aram|eram|iram)\b"#, in: texts) == [])
  }

  @Test(arguments: Language.allCases)
  func `a story of women says she, a story of men says he`(language: Language) {
    let lexicon = Lexicon.of(language)
    let genders = Dictionary(uniqueKeysWithValues: lexicon.people.map { ($0.name, $0.gender) })
    let animals = Set(lexicon.animals.map(\.word))
    let she = language.text("she", "ela")
    let he = language.text("he", "ele")
    var pronouns = 0
    for story in SmallWorld(language: language, seed: 14).stories(4_000, split: .training) {
      let words = story.text.split { !$0.isLetter }.map(String.init)
      let named = Set(words.compactMap { genders[$0] })
      guard named.count == 1, animals.isDisjoint(with: words) else { continue }
      let said = words.map { $0.lowercased() }.filter { $0 == she || $0 == he }
      let right = named.contains(.feminine) ? she : he
      #expect(said.allSatisfy { $0 == right }, "\(story.text)")
      pronouns += said.count
    }
    #expect(pronouns > 500)
  }

  @Test(arguments: Language.allCases)
  func `the word lists are large and have no word twice`(language: Language) {
    let lexicon = Lexicon.of(language)
    func check(_ words: [String], atLeast count: Int, _ list: String) {
      let repeated = Dictionary(grouping: words, by: \.self).filter { $1.count > 1 }.keys
      #expect(repeated.isEmpty, "\(list)")
      #expect(words.count >= count, "\(list)")
    }
    check(lexicon.people.map(\.name), atLeast: 60, "people")
    check(lexicon.things.map(\.word), atLeast: 60, "things")
    check(lexicon.animals.map(\.word), atLeast: 20, "animals")
    check(lexicon.places.map(\.word), atLeast: 30, "places")
    check(lexicon.times.flatMap(\.self), atLeast: 15, "times")
    check(lexicon.thingVerbs.all.map(\.base), atLeast: 25, "verbs")
    check(lexicon.activities.map(\.base), atLeast: 20, "activities")
    check(lexicon.jobs.map(\.masculine), atLeast: 10, "jobs")
    for noun in lexicon.things + lexicon.animals {
      check(noun.indefinite, atLeast: 6, noun.word)
      #expect(noun.plural != noun.word || noun.word == "sheep", "\(noun.word)")
    }
    let names = lexicon.people.map { $0.name.lowercased() }
    #expect(Set(names).isDisjoint(with: (lexicon.things + lexicon.animals).map(\.word)))
  }

  @Test(arguments: Language.allCases)
  func `every verb is known to every kind of thing it names`(language: Language) {
    let lexicon = Lexicon.of(language)
    let kinds = Set((lexicon.things + lexicon.animals).map(\.kind))
    for verbs in [lexicon.thingVerbs, lexicon.givingVerbs, lexicon.takingVerbs] {
      #expect(verbs.all.allSatisfy { kinds.isSuperset(of: $0.kinds) })
    }
    for kind in kinds.subtracting(["animal"]) {
      #expect(lexicon.thingVerbs.introducing[kind]!.count > 5)
      #expect(lexicon.thingVerbs.following[kind]!.count > 2)
    }
  }
}
