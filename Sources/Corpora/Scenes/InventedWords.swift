import Tensors

/// Words that never occurred before, so that a word of several tokens is copied, not known.
extension SceneWriter {
  /// Two or three syllables.
  mutating func inventedWord() -> String {
    var word = ""
    for _ in 0..<2 + generator.index(below: 2) {
      word += generator.element(of: templates.syllables)
    }
    return word + generator.element(of: templates.endings)
  }

  mutating func inventedNoun() -> Noun {
    var word = inventedWord()
    var gender = Gender.masculine
    if lexicon.language == .portuguese {
      gender = generator.happens(0.5) ? .feminine : .masculine
      if !"aeiou".contains(word.last!) || generator.happens(0.5) {
        word += gender == .feminine ? "a" : "o"
      }
    }
    let article = gender == .feminine ? "a" : "o"
    let model = lexicon.things.first { $0.kind == "toy" && $0.gender == gender }!
    // The adjectives of a toy go with anything.
    let phrases = model.indefinite.map { phrase in
      guard let adjective = lexicon.adjective(in: phrase, model) else {
        return lexicon.language == .english
          ? English.withArticle(word) : "\(gender == .feminine ? "uma" : "um") \(word)"
      }
      return lexicon.indefinite(word, gender, adjective)
    }
    return Noun(
      word: word, plural: word + "s", gender: gender, kind: "toy",
      definite: lexicon.language == .english ? "the \(word)" : "\(article) \(word)",
      indefinite: phrases, hash: HeldOutRule.hash(word))
  }

  /// in Zorbin; in the zorbin
  mutating func inventedPlace(_ preposition: Activity.Preposition) -> ScenePlace {
    let word = inventedWord()
    let hash = HeldOutRule.hash(word)
    let isEnglish = lexicon.language == .english
    if generator.happens(0.5) {
      let name = word.withCapital
      let span =
        preposition == .to
        ? (isEnglish ? "to \(name)" : "para \(name)") : (isEnglish ? "in \(name)" : "em \(name)")
      return ScenePlace(span: span, noun: word, hash: hash)
    }
    let isFeminine = word.last == "a"
    let span =
      preposition == .to
      ? (isEnglish ? "to the \(word)" : "\(isFeminine ? "à" : "ao") \(word)")
      : (isEnglish
        ? "\(generator.happens(0.5) ? "in" : "at") the \(word)"
        : "\(isFeminine ? "na" : "no") \(word)")
    return ScenePlace(span: span, noun: word, hash: hash)
  }
}
