import CourseKit
import Tensors

/// Writes a scene: two or more events of the same kind, so that a question can only be answered by
/// finding the event that it is about.
///
/// In a story each verb occurs once, and a model can answer by matching it alone. Here several
/// people do the same with other things, in other places, at other times.
struct SceneWriter {
  let lexicon: Lexicon
  let split: Split
  var generator: SeededGenerator

  var text = ""
  var events: [SceneEvent] = []
  var questions: [Scene.Question] = []

  var usedPeople: Set<Int> = []
  var usedThings: Set<Int> = []
  var usedPlaces: Set<String> = []
  /// The number of words invented so far.
  var inventedCount = 0
  /// The probability that a word is invented.
  var inventing: Float = 0

  init(lexicon: Lexicon, split: Split, generator: SeededGenerator) {
    self.lexicon = lexicon
    self.split = split
    self.generator = generator
    inventing = self.generator.happens(0.25) ? 0.35 : 0
  }

  var templates: SceneTemplates { lexicon.scenes }

  /// Writes a whole scene, and asks about it.
  mutating func writeScene() {
    let inventing = inventing
    while true {
      let draw = generator.nextUniform()
      let done =
        switch draw {
        case ..<0.36: writeDeeds()
        case ..<0.50: writeActivities()
        case ..<0.60: writeGivings()
        case ..<0.68: writeHavings()
        case ..<0.76: writeStandings()
        case ..<0.82: writeCounts()
        case ..<0.85: writeStates()
        case ..<0.93: writeSeries()
        default: writeOrder()
        }
      if done, !questions.isEmpty { break }
      self = SceneWriter(lexicon: lexicon, split: split, generator: generator)
      self.inventing = inventing
    }
    generator.shuffle(&questions)
    // One question without an answer at most.
    var isFirst = true
    questions.removeAll { question in
      guard question.kind == .unsaid else { return false }
      defer { isFirst = false }
      return !isFirst
    }
    writeSurroundings()
  }

  /// Sentences that no question is about, before and after.
  private mutating func writeSurroundings() {
    if generator.happens(0.12) {
      text = generator.element(of: lexicon.templates.openings).filled(Words()) + " " + text
    }
    if generator.happens(0.12) {
      text += " " + generator.element(of: lexicon.templates.endings).filled(Words())
    }
  }

  // MARK: Who and what

  mutating func newPerson() -> Actor {
    if generator.happens(inventing) {
      inventedCount += 1
      let name = inventedWord().withCapital
      let isFeminine =
        lexicon.language == .portuguese ? name.hasSuffix("a") : generator.happens(0.5)
      return Actor(
        person: Person(name, isFeminine ? .feminine : .masculine), index: 1_000_000 + inventedCount,
        language: lexicon.language)
    }
    while true {
      let index = generator.index(below: lexicon.people.count)
      guard usedPeople.insert(index).inserted else { continue }
      return Actor(
        person: lexicon.people[index], index: index, language: lexicon.language)
    }
  }

  /// An animal that acts: the fox, the old fox, or a fox.
  mutating func newAnimalActor() -> Actor {
    let animal = newThing(isAnimal: true, isDefinite: generator.happens(0.7))
    return Actor(animal: animal)
  }

  mutating func newActor(animalShare: Float = 0.25) -> Actor {
    generator.happens(animalShare) ? newAnimalActor() : newPerson()
  }

  /// A thing or an animal that the scene has not mentioned yet, with or without an adjective.
  mutating func newThing(
    isAnimal: Bool = false, isDefinite: Bool = false, adjectiveShare: Float = 0.35,
    kinds: [String]? = nil
  ) -> SceneThing {
    let (noun, index) = newNoun(isAnimal: isAnimal, kinds: kinds)
    let phrase =
      generator.happens(adjectiveShare)
      ? generator.element(of: noun.indefinite) : noun.indefinite[0]
    return thing(noun, index, phrase: phrase, isDefinite: isDefinite)
  }

  mutating func newNoun(isAnimal: Bool, kinds: [String]? = nil) -> (noun: Noun, index: Int) {
    if generator.happens(inventing) {
      inventedCount += 1
      return (inventedNoun(), 1_000_000 + inventedCount)
    }
    let nouns = isAnimal ? lexicon.animals : lexicon.things
    while true {
      let index = generator.index(below: nouns.count)
      if let kinds, !kinds.contains(nouns[index].kind) { continue }
      let key = isAnimal ? -1 - index : index
      guard usedThings.insert(key).inserted else { continue }
      return (nouns[index], key)
    }
  }

  func thing(_ noun: Noun, _ index: Int, phrase: String, isDefinite: Bool) -> SceneThing {
    let definite = lexicon.definiteForms(of: phrase, noun).singular
    return SceneThing(
      noun: noun, adjective: lexicon.adjective(in: phrase, noun),
      span: isDefinite ? definite : phrase, definite: definite, owner: nil, index: index)
  }

  /// So many things of one noun with different adjectives: a red kite, a blue kite.
  mutating func alikeThings(_ count: Int, isAnimal: Bool = false, isDefinite: Bool = false)
    -> [SceneThing]
  {
    let (noun, index) = newNoun(isAnimal: isAnimal)
    var phrases = Array(noun.indefinite.dropFirst())
    generator.shuffle(&phrases)
    return phrases.prefix(count).map { thing(noun, index, phrase: $0, isDefinite: isDefinite) }
  }

  func owned(_ thing: SceneThing, by owner: Actor) -> SceneThing {
    let span = lexicon.owned(thing.noun, by: owner.name)
    return SceneThing(
      noun: thing.noun, adjective: nil, span: span, definite: span, owner: owner,
      index: thing.index)
  }

  // MARK: Where and when

  mutating func newPlace(_ kinds: [Place.Kind]? = nil, _ preposition: Activity.Preposition = .at)
    -> ScenePlace
  {
    while true {
      let place = drawPlace(kinds, preposition)
      if usedPlaces.insert(place.noun).inserted { return place }
    }
  }

  private mutating func drawPlace(_ kinds: [Place.Kind]?, _ preposition: Activity.Preposition)
    -> ScenePlace
  {
    if preposition == .at || preposition == .to, generator.happens(inventing) {
      inventedCount += 1
      return inventedPlace(preposition)
    }
    if preposition == .at {
      let draw = generator.nextUniform()
      if draw < 0.12 {
        let spot = generator.element(of: templates.spots)
        return other(generator.element(of: templates.spotPrepositions), spot.noun, spot.gender)
      }
      if draw < 0.27 {
        let place = generator.element(of: lexicon.places)
        return other(
          generator.element(of: templates.prepositions), place.word,
          place.isFeminine ? .feminine : .masculine)
      }
    }
    while true {
      let place = generator.element(of: lexicon.places)
      guard kinds?.contains(place.kind) ?? true else { continue }
      let span =
        switch preposition {
        case .at: place.at
        case .inside: place.inside
        case .through: place.through
        case .to: place.to
        }
      return ScenePlace(span: span, noun: place.word, hash: place.hash)
    }
  }

  private func other(
    _ preposition: (feminine: String, masculine: String), _ noun: String, _ gender: Gender
  ) -> ScenePlace {
    let words = gender == .feminine ? preposition.feminine : preposition.masculine
    return ScenePlace(span: "\(words) \(noun)", noun: noun, hash: HeldOutRule.hash(noun))
  }

  /// Several times of one scale, in their order.
  mutating func newTimes(_ count: Int) -> [String] {
    let scale = generator.element(of: lexicon.times)
    var indices = Array(scale.indices)
    generator.shuffle(&indices)
    return indices.prefix(count).sorted().map { scale[$0] }
  }

  // MARK: Held-out combinations

  /// Whether this split may tell all of the events. No combination of training is reserved; the other
  /// split may tell any, since nothing is trained on scenes.
  func mayTell(_ events: [SceneEvent]) -> Bool {
    func isReserved(_ event: SceneEvent) -> Bool {
      guard let actor = event.actor else { return false }
      if let thing = event.thing {
        return ([actor] + [event.recipient].compactMap(\.self)).contains {
          HeldOutRule.isReserved($0.hashes[0], thing.noun.hash)
        }
      }
      guard let deed = event.deed, let place = event.place else { return false }
      return HeldOutRule.isReserved(actor.hashes[0], HeldOutRule.hash(deed.base), place.hash)
    }
    return split == .training ? !events.contains(where: isReserved) : true
  }
}

extension Place {
  /// Portuguese: na praia, no parque.
  var isFeminine: Bool { inside.hasPrefix("na ") }
}

extension Lexicon {
  /// red, of "a red kite"; nil of "a kite".
  func adjective(in phrase: String, _ noun: Noun) -> String? {
    let words = phrase[phrase.index(after: phrase.firstIndex(of: " ")!)...]
    let adjective =
      language == .english
      ? words.dropLast(noun.word.count + 1) : words.dropFirst(noun.word.count + 1)
    return adjective.isEmpty ? nil : String(adjective)
  }

  /// Anna's kite; a pipa de Ana
  func owned(_ noun: Noun, by name: String) -> String {
    language == .english ? "\(name)'s \(noun.word)" : "\(noun.definite) \(of(name))"
  }

  /// Anna's; de Ana, do gato
  func of(_ name: String) -> String {
    if language == .english { return "\(name)'s" }
    return name.hasPrefix("o ") || name.hasPrefix("a ") ? "d\(name)" : "de \(name)"
  }
}
