import CourseKit

extension Lexicon {
  static func makePortuguese() -> Lexicon {
    let adjectives = LexiconTable.rows(PortugueseWords.adjectives, columns: 2).map {
      (kinds: LexiconTable.words($0[0]), words: LexiconTable.list($0[1]))
    }

    func noun(_ entry: String, _ gender: Gender, kind: String) -> Noun {
      let forms = entry.split(separator: "/").map(String.init)
      let word = forms[0]
      let article = gender == .feminine ? "uma" : "um"
      let suited = adjectives.filter { $0.kinds.contains(kind) }.flatMap(\.words)
        .map { Portuguese.inflected($0, gender) }
      return Noun(
        word: word, plural: forms.count > 1 ? forms[1] : Portuguese.plural(word), gender: gender,
        kind: kind, definite: "\(gender == .feminine ? "a" : "o") \(word)",
        indefinite: ["\(article) \(word)"] + suited.map { "\(article) \(word) \($0)" },
        hash: HeldOutRule.hash(word))
    }

    func gender(_ letter: String) -> Gender { letter == "f" ? .feminine : .masculine }

    return Lexicon(
      language: .portuguese,
      people: LexiconTable.list(PortugueseWords.women).map { Person($0, .feminine) }
        + LexiconTable.list(PortugueseWords.men).map { Person($0, .masculine) },
      animals: LexiconTable.rows(PortugueseWords.animals, columns: 2).flatMap { row in
        LexiconTable.list(row[1]).map { noun($0, gender(row[0]), kind: "animal") }
      },
      things: LexiconTable.rows(PortugueseWords.things, columns: 3).flatMap { row in
        LexiconTable.list(row[2]).map { noun($0, gender(row[1]), kind: row[0]) }
      },
      places: LexiconTable.rows(PortugueseWords.places, columns: 4).map { row in
        let (word, feminine) = (row[3], row[2] == "f")
        let inside = "\(feminine ? "na" : "no") \(word)"
        return Place(
          word: word, kind: Place.Kind(rawValue: row[0])!,
          at: row[1] == "em" ? inside : "perto \(feminine ? "da" : "do") \(word)",
          inside: inside, to: "\(feminine ? "à" : "ao") \(word)",
          toward: "para \(feminine ? "a" : "o") \(word)",
          through: "\(feminine ? "pela" : "pelo") \(word)", hash: HeldOutRule.hash(word))
      },
      times: PortugueseWords.times.map(LexiconTable.list),
      thingVerbs: LexiconTable.verbs(PortugueseWords.thingVerbs),
      givingVerbs: LexiconTable.verbs(PortugueseWords.givingVerbs),
      takingVerbs: LexiconTable.verbs(PortugueseWords.takingVerbs),
      petVerbs: LexiconTable.verbs(PortugueseWords.petVerbs),
      animalVerbs: LexiconTable.verbs(PortugueseWords.animalVerbs),
      activities: LexiconTable.activities(PortugueseWords.activities),
      animalActivities: LexiconTable.activities(PortugueseWords.animalActivities),
      connectives: PortugueseWords.connectives.split(separator: ";").map {
        String($0.drop { $0 == " " })
      },
      jobs: LexiconTable.list(PortugueseWords.jobs).map { entry in
        let forms = entry.split(separator: "/").map(String.init)
        return Job(feminine: forms[0], masculine: forms[1])
      },
      templates: PortugueseTemplates.stories, questions: PortugueseTemplates.questions,
      scenes: PortugueseScenes.templates,
      messages: MessageWords(
        topics: PortugueseMessages.topics, greetings: PortugueseMessages.greetings,
        closings: PortugueseMessages.closings, times: LexiconTable.list(PortugueseMessages.times)),
      tasks: .portuguese)
  }
}

/// The little Portuguese grammar that the small world needs.
enum Portuguese {
  /// The inflected form of an adjective written "vermelho/vermelha", or "azul" where both are the
  /// same.
  static func inflected(_ adjective: String, _ gender: Gender) -> String {
    let forms = adjective.split(separator: "/").map(String.init)
    return gender == .feminine ? forms.last! : forms[0]
  }

  /// The regular plural: pipas, flores, jardins. The word lists give the irregular ones.
  static func plural(_ word: String) -> String {
    if word.hasSuffix("m") { return word.dropLast() + "ns" }
    return word + (word.hasSuffix("r") || word.hasSuffix("z") ? "es" : "s")
  }
}
