import CourseKit

extension Lexicon {
  static func makeEnglish() -> Lexicon {
    let adjectives = LexiconTable.rows(EnglishWords.adjectives, columns: 2).map {
      (kinds: LexiconTable.words($0[0]), words: LexiconTable.list($0[1]))
    }

    func noun(_ entry: String, kind: String) -> Noun {
      let forms = entry.split(separator: "/").map(String.init)
      let word = forms[0]
      let suited = adjectives.filter { $0.kinds.contains(kind) }.flatMap(\.words)
      return Noun(
        word: word, plural: forms.count > 1 ? forms[1] : English.plural(word), gender: .masculine,
        kind: kind, definite: "the \(word)",
        indefinite: [English.withArticle(word)]
          + suited.filter { $0 != word }.map { English.withArticle("\($0) \(word)") },
        hash: HeldOutRule.hash(word))
    }

    return Lexicon(
      language: .english,
      people: LexiconTable.list(EnglishWords.women).map { Person($0, .feminine) }
        + LexiconTable.list(EnglishWords.men).map { Person($0, .masculine) },
      animals: LexiconTable.list(EnglishWords.animals).map { noun($0, kind: "animal") },
      things: LexiconTable.rows(EnglishWords.things, columns: 2).flatMap { row in
        LexiconTable.list(row[1]).map { noun($0, kind: row[0]) }
      },
      places: LexiconTable.rows(EnglishWords.places, columns: 3).map { row in
        Place(
          word: row[2], kind: Place.Kind(rawValue: row[0])!, at: "\(row[1]) the \(row[2])",
          inside: "in the \(row[2])", to: "to the \(row[2])", toward: "to the \(row[2])",
          through: "through the \(row[2])", hash: HeldOutRule.hash(row[2]))
      },
      times: EnglishWords.times.map(LexiconTable.list),
      thingVerbs: LexiconTable.verbs(EnglishWords.thingVerbs),
      givingVerbs: LexiconTable.verbs(EnglishWords.givingVerbs),
      takingVerbs: LexiconTable.verbs(EnglishWords.takingVerbs),
      petVerbs: LexiconTable.verbs(EnglishWords.petVerbs),
      animalVerbs: LexiconTable.verbs(EnglishWords.animalVerbs),
      activities: LexiconTable.activities(EnglishWords.activities),
      animalActivities: LexiconTable.activities(EnglishWords.animalActivities),
      connectives: EnglishWords.connectives.split(separator: ";").map {
        String($0.drop { $0 == " " })
      },
      jobs: LexiconTable.list(EnglishWords.jobs).map {
        Job(feminine: English.withArticle($0), masculine: English.withArticle($0))
      },
      templates: EnglishTemplates.stories, questions: EnglishTemplates.questions,
      scenes: EnglishScenes.templates,
      messages: MessageWords(
        topics: EnglishMessages.topics, greetings: EnglishMessages.greetings,
        closings: EnglishMessages.closings, times: LexiconTable.list(EnglishMessages.times)),
      tasks: .english)
  }
}

/// The little English grammar that the small world needs.
enum English {
  /// "a kite", "an apple", judged by the first letter: the word lists contain no "hour" or
  /// "uniform".
  static func withArticle(_ words: String) -> String {
    "aeiou".contains(words.first!) ? "an \(words)" : "a \(words)"
  }

  /// The regular plural: kites, boxes, diaries.
  static func plural(_ word: String) -> String {
    if word.hasSuffix("y"), !"aeiou".contains(word.dropLast().last!) {
      return word.dropLast() + "ies"
    }
    let hisses = ["s", "x", "ch", "sh"].contains { word.hasSuffix($0) }
    return word + (hisses ? "es" : "s")
  }
}
