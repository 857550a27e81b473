import CourseKit
import Tensors

/// Writes one story, fact by fact, and keeps track of its state: who was mentioned last, who holds
/// what, which places and times were used. That state is what makes the text coherent.
struct StoryWriter {
  let lexicon: Lexicon
  let split: Split
  var generator: SeededGenerator
  var text = ""
  var told: [ToldFact] = []

  /// The people and animals so far, in order of appearance.
  var cast: [Actor] = []
  /// A thing that somebody holds, with which the story can continue.
  var held: Held?
  var usedThings: [Int] = []
  var usedPlaces: [Int] = []
  /// The time scale of this story, from the next unused time on.
  var clock: [String]
  var nextTime = 0
  /// The actor mentioned last, if a pronoun would be understood.
  var pronounActor: Actor?

  struct Held {
    var holder: Actor
    var thing: Thing
  }

  init(lexicon: Lexicon, split: Split, generator: SeededGenerator) {
    self.lexicon = lexicon
    self.split = split
    self.generator = generator
    clock = self.generator.element(of: lexicon.times)
  }

  /// Writes a whole story of one to four facts.
  mutating func writeStory() {
    let draw = generator.nextUniform()
    let factCount = draw < 0.2 ? 1 : draw < 0.5 ? 2 : draw < 0.8 ? 3 : 4
    writeOpening()
    // An attempt fails if the drawn words do not go together; the next one draws others.
    while told.count < factCount { _ = writeFact() }
    writeEnding()
  }

  private mutating func writeFact() -> Bool {
    if let held, generator.happens(0.6) {
      let draw = generator.nextUniform()
      if draw < 0.3, !held.thing.isAnimal { return writeGiving(held) }
      if draw < 0.5 { return writeTaking(held) }
      return writeContinuation(held)
    }
    let isAboutSomebody = told.isEmpty && !cast.isEmpty
    let draw = isAboutSomebody ? 0.25 + 0.75 * generator.nextUniform() : generator.nextUniform()
    if draw < 0.08 { return writeActivity(of: drawPair()) }
    if draw < 0.25 {
      let animal = drawAnimal()
      return generator.happens(0.5) ? writeActivity(of: animal) : writeAnimalMeeting(animal)
    }
    let person = drawPerson()
    if draw < 0.5 { return writeActivity(of: person) }
    return writeIntroduction(of: person, isAnimal: draw < 0.62)
  }

  // MARK: Who

  /// An existing or a new person.
  private mutating func drawPerson() -> Actor {
    if let last = cast.last(where: \.isPerson), generator.happens(told.isEmpty ? 1 : 0.5) {
      return last
    }
    return newPerson()
  }

  mutating func newPerson() -> Actor {
    while true {
      let index = generator.index(below: lexicon.people.count)
      let person = lexicon.people[index]
      if !cast.contains(where: { $0.members.contains(index) }) {
        return Actor(person: person, index: index, language: lexicon.language)
      }
    }
  }

  private mutating func drawPair() -> Actor {
    let first = newPerson()
    while true {
      let second = newPerson()
      if second.members != first.members {
        return Actor(pair: first, second, language: lexicon.language)
      }
    }
  }

  private mutating func drawAnimal() -> Actor {
    if let known = cast.last(where: \.isAnimal), generator.happens(0.6) { return known }
    return Actor(animal: newThing(isAnimal: true), language: lexicon.language)
  }

  /// A thing or an animal that the story has not mentioned yet.
  mutating func newThing(isAnimal: Bool) -> Thing {
    while true {
      let nouns = isAnimal ? lexicon.animals : lexicon.things
      let index = generator.index(below: nouns.count)
      let thing = Thing(
        noun: nouns[index], index: isAnimal ? -1 - index : index,
        span: generator.element(of: nouns[index].indefinite))
      if !usedThings.contains(thing.index) { return thing }
    }
  }

  // MARK: Held-out combinations

  /// Whether this split may mention the actor and the thing together.
  func mayTell(_ actor: Actor, _ thing: Thing) -> Bool {
    mayTell(actor.hashes) { HeldOutRule.isReserved($0, thing.noun.hash) }
  }

  func mayTell(_ actor: Actor, _ activity: Activity, _ place: Place) -> Bool {
    mayTell(actor.hashes) { HeldOutRule.isReserved($0, activity.hash, place.hash) }
  }

  /// In training, no actor's combination is reserved; held out, the first actor's is.
  private func mayTell(_ actors: [UInt64], _ isReserved: (UInt64) -> Bool) -> Bool {
    split == .training ? !actors.contains(where: isReserved) : isReserved(actors[0])
  }

  // MARK: Where and when

  /// A place that the story has not mentioned yet.
  mutating func newPlace(_ kinds: [Place.Kind]? = nil) -> (index: Int, place: Place) {
    while true {
      let index = generator.index(below: lexicon.places.count)
      let place = lexicon.places[index]
      if !usedPlaces.contains(index), kinds?.contains(place.kind) ?? true { return (index, place) }
    }
  }

  /// A time later than all those already used.
  mutating func newTime() -> String {
    let left = clock.count - nextTime
    let step = generator.index(below: nextTime == 0 ? left : min(left, 3))
    defer { nextTime += step + 1 }
    return clock[nextTime + step]
  }

  /// A template whose slots can all be filled.
  mutating func template(
    of templates: [Template], for actor: Actor, verb: Verb? = nil, isFirst: Bool? = nil
  ) -> Template {
    while true {
      let template = generator.element(of: templates)
      if template.needsTime && nextTime == clock.count { continue }
      if template.needsPerson && !actor.isPerson { continue }
      if template.needsParticiple && verb?.participle == "" { continue }
      if template.needsParticiple && !generator.happens(0.5) { continue }
      if template.has(.then) && told.isEmpty { continue }
      return template
    }
  }

  // MARK: Openings and endings

  private mutating func writeOpening() {
    guard generator.happens(0.2) else { return }
    guard generator.happens(0.7) else {
      write(generator.element(of: lexicon.templates.openings), Words())
      return
    }
    let actor = newPerson()
    let job = generator.element(of: lexicon.jobs)
    var words = Words()
    words[.person] = actor.name
    words[.job] = actor.gender == .feminine ? job.feminine : job.masculine
    write(generator.element(of: lexicon.templates.personOpenings), words)
    cast.append(actor)
    pronounActor = actor
  }

  private mutating func writeEnding() {
    guard generator.happens(0.2) else { return }
    if let actor = cast.last, actor.isPerson, generator.happens(0.6) {
      var words = Words()
      words[.person] = actor.name
      words[.who] = pronounActor == actor ? actor.pronoun : actor.name
      write(generator.element(of: lexicon.templates.personEndings), words)
    } else {
      write(generator.element(of: lexicon.templates.endings), Words())
    }
  }

  mutating func write(_ template: Template, _ words: Words) {
    if !text.isEmpty { text += " " }
    template.write(words, to: &text)
  }
}
