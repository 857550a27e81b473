import CourseKit

extension Lexicon {
  static func makeEnglish() -> Lexicon {
    let adjectives = Table.rows(EnglishWords.adjectives, columns: 2).map {
      (kinds: Table.words($0[0]), words: Table.list($0[1]))
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
      people: Table.list(EnglishWords.women).map { Person($0, .feminine) }
        + Table.list(EnglishWords.men).map { Person($0, .masculine) },
      animals: Table.list(EnglishWords.animals).map { noun($0, kind: "animal") },
      things: Table.rows(EnglishWords.things, columns: 2).flatMap { row in
        Table.list(row[1]).map { noun($0, kind: row[0]) }
      },
      places: Table.rows(EnglishWords.places, columns: 3).map { row in
        Place(
          word: row[2], kind: Place.Kind(rawValue: row[0])!, at: "\(row[1]) the \(row[2])",
          inside: "in the \(row[2])", to: "to the \(row[2])", toward: "to the \(row[2])",
          through: "through the \(row[2])", hash: HeldOutRule.hash(row[2]))
      },
      times: EnglishWords.times.map(Table.list),
      thingVerbs: Table.verbs(EnglishWords.thingVerbs),
      givingVerbs: Table.verbs(EnglishWords.givingVerbs),
      takingVerbs: Table.verbs(EnglishWords.takingVerbs),
      petVerbs: Table.verbs(EnglishWords.petVerbs),
      animalVerbs: Table.verbs(EnglishWords.animalVerbs),
      activities: Table.activities(EnglishWords.activities),
      animalActivities: Table.activities(EnglishWords.animalActivities),
      connectives: EnglishWords.connectives.split(separator: ";").map {
        String($0.drop { $0 == " " })
      },
      jobs: Table.list(EnglishWords.jobs).map {
        Job(feminine: English.withArticle($0), masculine: English.withArticle($0))
      },
      templates: EnglishTemplates.stories, questions: EnglishTemplates.questions,
      messages: MessageWords(
        topics: EnglishMessages.topics, greetings: EnglishMessages.greetings,
        closings: EnglishMessages.closings, times: Table.list(EnglishMessages.times)),
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
