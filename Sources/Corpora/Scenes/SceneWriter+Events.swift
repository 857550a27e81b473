import Tensors

/// The kinds of scene. Each function draws events, tells them, and asks about them; it returns false
/// where the words that it drew do not go together.
extension SceneWriter {
  private mutating func drawCount() -> Int {
    let draw = generator.nextUniform()
    return draw < 0.5 ? 2 : draw < 0.85 ? 3 : 4
  }

  // MARK: Deeds

  /// "Anna found a kite in the park, but Tom found a drum."
  mutating func writeDeeds() -> Bool {
    let count = drawCount()
    let areAnimals = generator.happens(0.2)
    let verbs =
      areAnimals
      ? lexicon.animalVerbs : generator.happens(0.2) ? lexicon.petVerbs : lexicon.thingVerbs
    let takesAnimals = verbs.all[0].kinds == ["animal"]
    let first = generator.element(of: verbs.all)
    let isSameVerb = generator.happens(0.8)
    let things = drawThings(
      count, areAnimals: takesAnimals, kinds: takesAnimals ? nil : first.kinds)
    guard things.count == count else { return false }
    let onlyActor = !areAnimals && generator.happens(0.15) ? newPerson() : nil
    let needsMore = Set(things.map(\.span)).count < count
    let havePlaces = generator.happens(0.45)
    let haveTimes = needsMore && !havePlaces || generator.happens(0.3)
    let times = haveTimes ? newShuffledTimes(count) : []
    guard !haveTimes || times.count == count else { return false }
    for index in 0..<count {
      let verb = isSameVerb ? first : suited(verbs, things[index])
      var event = SceneEvent(
        deed: .init(base: verb.base, past: verb.past, participle: verb.participle),
        actor: onlyActor ?? (areAnimals ? newAnimalActor() : newPerson()), thing: things[index])
      if havePlaces, needsMore || generator.happens(0.85) { event.place = newPlace() }
      if haveTimes, needsMore || generator.happens(0.85) { event.time = times[index] }
      events.append(event)
    }
    return tellAndAsk(templates.deed)
  }

  private mutating func suited(_ verbs: Verbs, _ thing: SceneThing) -> Verb {
    while true {
      let verb = generator.element(of: verbs.all)
      if verb.kinds.contains(thing.noun.kind) || verb.kinds == ["animal"] { return verb }
    }
  }

  /// - Parameter areNew: whether the passage brings them in: a kite, not the kite or Anna's kite.
  private mutating func drawThings(
    _ count: Int, areAnimals: Bool, kinds: [String]?, areNew: Bool = false
  ) -> [SceneThing] {
    let draw = generator.nextUniform()
    let isDefinite = !areNew && generator.happens(0.2)
    if draw < 0.25 {
      return alikeThings(count, isAnimal: areAnimals, isDefinite: isDefinite)
    }
    if draw < 0.35 {
      let thing = newThing(
        isAnimal: areAnimals, isDefinite: isDefinite, adjectiveShare: 0.2, kinds: kinds)
      return Array(repeating: thing, count: count)
    }
    let areOwned = draw > 0.9 && !areAnimals && !areNew
    return (0..<count).map { _ in
      let thing = newThing(isAnimal: areAnimals, isDefinite: isDefinite, kinds: kinds)
      return areOwned ? owned(thing, by: newPerson()) : thing
    }
  }

  private mutating func newShuffledTimes(_ count: Int) -> [String] {
    var times = newTimes(count)
    if generator.happens(0.5) { generator.shuffle(&times) }
    return times
  }

  // MARK: Activities, gifts

  /// "Kate danced in the square while Leo danced on the beach."
  mutating func writeActivities() -> Bool {
    let count = drawCount()
    let areAnimals = generator.happens(0.25)
    let activities = areAnimals ? lexicon.animalActivities : lexicon.activities
    let first = generator.element(of: activities)
    let isSame = generator.happens(0.65)
    let haveTimes = generator.happens(0.35)
    let times = haveTimes ? newShuffledTimes(count) : []
    guard !haveTimes || times.count == count else { return false }
    for index in 0..<count {
      let activity = isSame ? first : generator.element(of: activities)
      var event = SceneEvent(
        deed: .init(
          base: activity.base, past: activity.past, participle: "",
          preposition: activity.preposition),
        actor: areAnimals ? newAnimalActor() : newPerson())
      if !haveTimes || generator.happens(0.6) {
        event.place = newPlace(
          activity.preposition == .at ? nil : activity.placeKinds, activity.preposition)
      }
      if haveTimes, generator.happens(0.9) || event.place == nil { event.time = times[index] }
      events.append(event)
    }
    return tellAndAsk(templates.activity)
  }

  /// "Vera gave a ball to Ian, and Ian gave a doll to Ruth."
  mutating func writeGivings() -> Bool {
    let count = generator.happens(0.7) ? 2 : 3
    let first = generator.element(of: lexicon.givingVerbs.all)
    let isSame = generator.happens(0.7)
    let things = drawThings(count, areAnimals: false, kinds: first.kinds)
    guard things.count == count, Set(things.map(\.span)).count == count else { return false }
    let people = (0..<2 * count).map { _ in newPerson() }
    let isChain = generator.happens(0.3)
    for index in 0..<count {
      let verb = isSame ? first : generator.element(of: lexicon.givingVerbs.all)
      var event = SceneEvent(
        deed: .init(base: verb.base, past: verb.past, participle: verb.participle),
        actor: isChain ? people[index] : people[2 * index], thing: things[index],
        recipient: isChain ? people[index + 1] : people[2 * index + 1])
      if generator.happens(0.2) { event.place = newPlace() }
      events.append(event)
    }
    if generator.happens(0.2) {
      let times = newShuffledTimes(count)
      guard times.count == count else { return false }
      for index in 0..<count { events[index].time = times[index] }
    }
    return tellAndAsk(templates.giving)
  }

  // MARK: What is so

  /// "Frank's bicycle is red and Eric's bicycle is green."
  mutating func writeHavings() -> Bool {
    let count = generator.happens(0.6) ? 2 : 3
    let things =
      generator.happens(0.5)
      ? alikeThings(count)
      : drawThings(count, areAnimals: false, kinds: nil, areNew: true)
    guard things.count == count, Set(things.map(\.span)).count == count else { return false }
    for thing in things where thing.owner == nil {
      events.append(SceneEvent(actor: newPerson(), thing: thing))
    }
    return events.count == count && tellAndAsk(templates.having)
  }

  /// "There was a red tent near the lake and a blue tent by the river."
  mutating func writeStandings() -> Bool {
    let count = generator.happens(0.6) ? 2 : 3
    let areAnimals = generator.happens(0.3)
    let things = drawThings(count, areAnimals: areAnimals, kinds: nil, areNew: true)
    guard things.count == count, Set(things.map(\.span)).count == count else { return false }
    for thing in things { events.append(SceneEvent(thing: thing, place: newPlace())) }
    return tellAndAsk(templates.standing)
  }

  /// "There were two owls in the forest and three ducks by the lake."
  mutating func writeCounts() -> Bool {
    let count = generator.happens(0.6) ? 2 : 3
    let isDeed = generator.happens(0.5)
    let areAnimals = generator.happens(0.5)
    let verb = generator.element(of: areAnimals ? lexicon.petVerbs.all : lexicon.thingVerbs.all)
    let isOneNoun = isDeed && generator.happens(0.4)
    let isOneActor = generator.happens(0.3) && !isOneNoun ? newPerson() : nil
    let single = newThing(isAnimal: areAnimals, adjectiveShare: 0)
    var numbers = Array(templates.numbers.indices)
    generator.shuffle(&numbers)
    for index in 0..<count {
      var event = SceneEvent(
        thing: isOneNoun ? single : newThing(isAnimal: areAnimals, adjectiveShare: 0))
      event.number = numbers[index]
      if isDeed {
        event.deed = .init(base: verb.base, past: verb.past, participle: "")
        event.actor = isOneActor ?? newPerson()
        if generator.happens(0.3) { event.place = newPlace() }
      } else {
        event.place = newPlace()
      }
      events.append(event)
    }
    return tellAndAsk(templates.counting)
  }

  /// "Diana was tired, but Daniel was busy."
  mutating func writeStates() -> Bool {
    var states = templates.states
    generator.shuffle(&states)
    for state in states.prefix(2) {
      let actor = newActor()
      var event = SceneEvent(actor: actor)
      event.adjective = actor.gender == .feminine ? state.feminine : state.masculine
      if generator.happens(0.3) { event.place = newPlace() }
      events.append(event)
    }
    return tellAndAsk(templates.being)
  }
}
