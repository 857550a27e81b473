import Tensors

/// The kinds of event. Each function draws words and then a sentence, and writes nothing if they do
/// not go together.
extension StoryWriter {
  /// "On Monday, Ana found a red kite in the park."
  mutating func writeIntroduction(of actor: Actor, isAnimal: Bool) -> Bool {
    let thing = newThing(isAnimal: isAnimal)
    guard mayTell(actor, thing) else { return false }
    let verbs = isAnimal ? lexicon.petVerbs : lexicon.thingVerbs
    let verb = generator.element(of: verbs.introducing[thing.noun.kind]!)
    let spotted = verb.isSpotting && generator.happens(0.1)
    return tell(
      .thing, actor, verb, thing,
      with: template(
        of: spotted ? lexicon.templates.spottings : lexicon.templates.introductions, for: actor,
        verb: verb))
  }

  /// "The dog chased a white cat in the garden."
  mutating func writeAnimalMeeting(_ animal: Actor) -> Bool {
    let thing = newThing(isAnimal: true)
    guard thing.index != animal.members[0], mayTell(animal, thing) else { return false }
    let verb = generator.element(of: lexicon.animalVerbs.introducing["animal"]!)
    return tell(
      .thing, animal, verb, thing,
      with: template(of: lexicon.templates.introductions, for: animal, verb: verb))
  }

  /// "Then she washed the kite."
  mutating func writeContinuation(_ held: Held) -> Bool {
    let verbs = held.thing.isAnimal ? lexicon.petVerbs : lexicon.thingVerbs
    guard let suited = verbs.following[held.thing.noun.kind] else { return false }
    let verb = generator.element(of: suited)
    return tell(
      .thing, held.holder, verb, held.thing,
      with: template(of: lexicon.templates.continuations, for: held.holder, verb: verb))
  }

  /// "Later, she took the kite to the school."
  mutating func writeTaking(_ held: Held) -> Bool {
    guard let suited = lexicon.takingVerbs.following[held.thing.noun.kind] else { return false }
    return tell(
      .taking, held.holder, generator.element(of: suited), held.thing,
      with: template(of: lexicon.templates.taking, for: held.holder))
  }

  /// "After that, she gave the kite to her friend Pedro."
  mutating func writeGiving(_ held: Held) -> Bool {
    guard let suited = lexicon.givingVerbs.following[held.thing.noun.kind] else { return false }
    return tell(
      .giving, held.holder, generator.element(of: suited), held.thing,
      with: template(of: lexicon.templates.giving, for: held.holder))
  }

  /// "Ana danced in the square at night."
  mutating func writeActivity(of actor: Actor) -> Bool {
    let activities = actor.isAnimal ? lexicon.animalActivities : lexicon.activities
    let activity = generator.element(of: activities)
    let (index, place) = newPlace(activity.placeKinds)
    guard mayTell(actor, activity, place),
      !told.contains(where: { $0.actor == actor && $0.base == activity.base })
    else { return false }
    let template = template(of: lexicon.templates.activities, for: actor)
    if template.has(.then), pronounActor != actor, actor.isAnimal { return false }
    let span =
      switch activity.preposition {
      case .at: place.at
      case .inside: place.inside
      case .through: place.through
      case .to: place.to
      }
    let past = actor.isPair ? activity.pastPlural : activity.past
    var words = subject(actor)
    words[.did] = past
    words[.where] = span
    words[.then] = generator.element(of: lexicon.connectives)
    let time = template.needsTime ? newTime() : nil
    words[.when] = time ?? ""
    write(template, words)
    told.append(
      ToldFact(
        kind: .activity, actor: actor, actorSpan: mention(of: actor), base: activity.base,
        past: activity.past, participle: "", participleOfWhat: "", pastAsTold: past, thing: nil,
        recipient: nil,
        preposition: activity.preposition, placeWord: place.word, placeSpan: span, time: time))
    usedPlaces.append(index)
    held = nil
    remember(actor)
    pronounActor = actor
    return true
  }

  /// Writes an event with a thing, and records what it changes.
  private mutating func tell(
    _ kind: ToldFact.Kind, _ actor: Actor, _ verb: Verb, _ thing: Thing, with template: Template
  ) -> Bool {
    guard !told.contains(where: { $0.actor == actor && $0.base == verb.base }) else { return false }
    var words = subject(actor)
    words[.did] = verb.past
    words[.done] = lexicon.participle(verb, thing.noun.gender)
    words[.by] = lexicon.by(words[.name])
    words[.what] = thing.span
    words[.the] = thing.noun.definite
    words[.it] = lexicon.language.text("it", thing.noun.definite)
    words[.then] = generator.element(of: lexicon.connectives)

    var recipient: Actor?
    if template.needsOther {
      let other = newPerson()
      // The recipient now has the thing: in training, that pair must not be reserved either.
      if kind == .giving, split == .training, !mayTell(other, thing) { return false }
      if other == actor || template.has(.him) && other.gender == actor.gender { return false }
      recipient = other
      words[.other] = other.name
      words[.friend] = lexicon.friend(other, of: actor)
      words[.him] = lexicon.objectPronoun(of: other)
    }
    var place: (index: Int, place: Place)?
    if template.needsPlace {
      let drawn = newPlace(thing.isAnimal ? [.outdoors, .way, .water] : nil)
      place = drawn
      words[.where] = kind == .taking ? drawn.place.toward : drawn.place.at
      usedPlaces.append(drawn.index)
    }
    let time = template.needsTime ? newTime() : nil
    words[.when] = time ?? ""
    write(template, words)
    told.append(
      ToldFact(
        kind: kind, actor: actor, actorSpan: mention(of: actor), base: verb.base, past: verb.past,
        participle: words[.done], participleOfWhat: lexicon.participle(verb, .masculine),
        pastAsTold: verb.past, thing: thing,
        recipient: kind == .giving ? recipient : nil,
        preposition: kind == .taking ? .to : .at, placeWord: place?.place.word,
        placeSpan: place.map { _ in words[.where] }, time: time))

    usedThings.append(thing.index)
    held = verb.keeps ? Held(holder: actor, thing: thing) : nil
    if let recipient {
      remember(recipient)
      if kind == .giving, !verb.keeps, mayTell(recipient, thing) {
        held = Held(holder: recipient, thing: thing)
      }
    }
    remember(actor)
    if thing.isAnimal { remember(Actor(animal: thing, language: lexicon.language)) }
    let isAmbiguous =
      recipient?.gender == actor.gender
      || (thing.isAnimal && (actor.isAnimal || lexicon.sharesPronoun(thing, actor)))
      || (actor.isAnimal && lexicon.language == .english)
    pronounActor = isAmbiguous ? nil : actor
    return true
  }

  /// The actor, by name or pronoun.
  private mutating func subject(_ actor: Actor) -> Words {
    var words = Words()
    let name = cast.contains(actor) ? actor.laterName : actor.name
    words[.name] = name
    words[.person] = name
    words[.he] = actor.pronoun
    words[.who] = pronounActor == actor && generator.happens(0.8) ? actor.pronoun : name
    return words
  }

  /// How the passage names the actor: an animal that was "a brown dog" may be "it" by now.
  private func mention(of actor: Actor) -> String {
    guard actor.isAnimal else { return actor.name }
    let isNamedAgain =
      text.contains(actor.laterName + " ") || text.contains(actor.laterName.withCapital + " ")
    return isNamedAgain ? actor.laterName : actor.name
  }

  /// Moves an actor to the end of the cast, as the one mentioned last.
  private mutating func remember(_ actor: Actor) {
    cast.removeAll { $0 == actor }
    cast.append(actor)
    if actor.isAnimal { usedThings.append(actor.members[0]) }
  }
}

extension Lexicon {
  /// found; encontrada
  func participle(_ verb: Verb, _ gender: Gender) -> String {
    participle(verb.participle, gender)
  }

  func participle(_ stem: String, _ gender: Gender) -> String {
    guard language == .portuguese, !stem.isEmpty else { return stem }
    return stem + (gender == .feminine ? "a" : "o")
  }

  /// by Ana, by the dog; por Ana, pelo cachorro
  func by(_ name: String) -> String {
    if language == .english { return "by \(name)" }
    return name.hasPrefix("o ") || name.hasPrefix("a ") ? "pel\(name)" : "por \(name)"
  }

  /// her friend Pedro; seu amigo Pedro
  func friend(_ friend: Actor, of actor: Actor) -> String {
    if language == .english {
      return "\(actor.gender == .feminine ? "her" : "his") friend \(friend.name)"
    }
    return "\(friend.gender == .feminine ? "sua amiga" : "seu amigo") \(friend.name)"
  }

  func objectPronoun(of actor: Actor) -> String {
    language == .portuguese ? actor.pronoun : actor.gender == .feminine ? "her" : "him"
  }

  /// Whether a pronoun would be ambiguous between the two.
  func sharesPronoun(_ thing: Thing, _ actor: Actor) -> Bool {
    language == .portuguese && thing.noun.gender == actor.gender
  }
}
