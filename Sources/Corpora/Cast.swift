import CourseKit

/// An agent of a story: a person, two people together, or an animal.
struct Actor: Sendable, Equatable {
  /// Indices into the list of people; for an animal, its `Thing.index`.
  let members: [Int]
  let names: [String]
  let hashes: [UInt64]
  let gender: Gender
  /// The first mention: Ana, Ana and Pedro, a brown dog.
  let name: String
  /// Later mentions: the dog.
  let laterName: String
  let pronoun: String

  var isPair: Bool { members.count == 2 }
  var isAnimal: Bool { members[0] < 0 }
  var isPerson: Bool { !isPair && !isAnimal }

  static func == (left: Actor, right: Actor) -> Bool { left.members == right.members }

  /// An animal of a scene: always named as the passage says it.
  init(animal thing: SceneThing) {
    members = [thing.index < 0 ? thing.index : -thing.index]
    names = [thing.noun.word]
    hashes = [thing.noun.hash]
    gender = thing.noun.gender
    name = thing.span
    laterName = thing.definite
    pronoun = ""
  }

  init(person: Person, index: Int, language: Language) {
    members = [index]
    names = [person.name]
    hashes = [person.hash]
    gender = person.gender
    name = person.name
    laterName = name
    pronoun =
      gender == .feminine ? language.text("she", "ela") : language.text("he", "ele")
  }

  init(pair first: Actor, _ second: Actor, language: Language) {
    members = first.members + second.members
    names = first.names + second.names
    hashes = first.hashes + second.hashes
    // A Portuguese "they" is feminine only if everyone is.
    gender = first.gender == .feminine && second.gender == .feminine ? .feminine : .masculine
    name = language.text("\(first.name) and \(second.name)", "\(first.name) e \(second.name)")
    laterName = name
    pronoun = language.text("they", gender == .feminine ? "elas" : "eles")
  }

  init(animal: Thing, language: Language) {
    members = [animal.index]
    names = [animal.noun.word]
    hashes = [animal.noun.hash]
    gender = animal.noun.gender
    name = animal.span
    laterName = animal.noun.definite
    pronoun = language.text("it", gender == .feminine ? "ela" : "ele")
  }
}

/// A thing, or an animal that something is done to.
struct Thing: Sendable {
  let noun: Noun
  /// Its index in the list of things; −1, −2, … for animals.
  let index: Int
  /// The first mention: a red kite.
  let span: String

  var isAnimal: Bool { index < 0 }
}

/// A fact and everything that questions about it need.
struct ToldFact {
  enum Kind { case thing, giving, taking, activity }

  let kind: Kind
  let actor: Actor
  /// The actor as the passage names it here.
  let actorSpan: String
  let base: String
  let past: String
  /// Agrees with the gender of the thing.
  let participle: String
  /// Agrees with "o que", which is masculine.
  let participleOfWhat: String
  /// The verb as it stands in the passage; in Portuguese it may be plural.
  let pastAsTold: String
  let thing: Thing?
  let recipient: Actor?
  let preposition: Activity.Preposition
  let placeWord: String?
  let placeSpan: String?
  let time: String?

  var fact: Fact {
    Fact(
      actors: actor.names, action: base, thing: thing?.noun.word, recipient: recipient?.name,
      place: placeWord, time: time)
  }
}
