import CourseKit
import Tensors

/// Telling events, and asking about them.
extension SceneWriter {
  /// Tells the events and asks about each part of each.
  mutating func tellAndAsk(_ frame: SceneFrame) -> Bool {
    guard mayTell(events) else { return false }
    var clauses: [String] = []
    for (index, event) in events.enumerated() {
      var words = words(of: event)
      let isAgain = index > 0 && events[index - 1].actor == event.actor && event.actor != nil
      if isAgain, event.actor!.isPerson, generator.happens(0.6) {
        words[.name] = event.actor!.pronoun
      }
      let isPronoun = isAgain && words[.name] == event.actor!.pronoun
      let suited = frame.clauses.filter {
        $0.canBeFilled(with: words) && (event.place == nil || $0.mentions(.where))
          && (event.time == nil || $0.mentions(.when))
          && (event.deed == nil || $0.mentions(.did) || $0.mentions(.done))
          && (!isPronoun || $0.beginsWithName)
      }
      guard !suited.isEmpty else { return false }
      clauses.append(generator.element(of: suited).filled(words))
    }
    text = joined(clauses)
    for event in events {
      for (role, asked) in frame.questions.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        ask(role, asked, event)
      }
    }
    return true
  }

  /// One sentence or several.
  private mutating func joined(_ clauses: [String]) -> String {
    var text = clauses[0].withCapital
    for clause in clauses.dropFirst() {
      let joint = generator.element(of: templates.joints)
      text += joint + (joint.hasPrefix(".") ? clause.withCapital : clause)
    }
    return text + "."
  }

  // MARK: Words

  /// The words for the slots of a sentence about an event.
  func words(of event: SceneEvent, isFull: Bool = true) -> Words {
    var words = Words()
    if let actor = event.actor {
      words[.name] = actor.name
      words[.person] = actor.isPerson ? actor.name : ""
      words[.he] = actor.pronoun.isEmpty ? actor.name : actor.pronoun
      words[.by] = lexicon.by(actor.name)
      words[.owner] = lexicon.of(actor.name)
    }
    if let deed = event.deed {
      words[.did] = deed.past
      words[.base] = deed.base
      words[.wh] =
        switch deed.preposition {
        case .at, .inside: lexicon.language.text("where", "onde")
        case .through: lexicon.language.text("where", "por onde")
        case .to: lexicon.language.text("where", "aonde")
        }
    } else {
      words[.wh] = lexicon.language.text("where", "onde")
    }
    if let thing = event.thing {
      words[.what] = thing.span
      words[.the] = isFull ? thing.definite : thing.noun.definite
      words[.it] = thing.noun.definite
      words[.noun] = thing.noun.word
      words[.nouns] = thing.noun.plural
      words[.adjective] = thing.adjective ?? ""
      if let owner = thing.owner { words[.owner] = lexicon.of(owner.name) }
      if let deed = event.deed, !deed.participle.isEmpty {
        words[.done] = lexicon.participle(deed.participle, thing.noun.gender)
        words[.doneWhat] = lexicon.participle(deed.participle, .masculine)
      }
    }
    if let adjective = event.adjective { words[.adjective] = adjective }
    words[.other] = event.recipient?.name ?? ""
    words[.where] = event.place?.span ?? ""
    words[.when] = event.time ?? ""
    if let number = event.number { words[.number] = numberWord(number, event.thing!.noun) }
    if let thing = event.thing {
      words[.amount] = lexicon.language.text(
        "how many", thing.noun.gender == .feminine ? "quantas" : "quantos")
    }
    return words
  }

  private func numberWord(_ index: Int, _ noun: Noun) -> String {
    let word = templates.numbers[index]
    return lexicon.language == .portuguese && word == "dois" && noun.gender == .feminine
      ? "duas" : word
  }

  // MARK: Asking

  /// Asks for one part of an event, if exactly one answer fits what the question says.
  private mutating func ask(_ role: SceneRole, _ asked: [Template], _ event: SceneEvent) {
    for _ in 0..<3 {
      var given = event
      let others = events.filter { $0.actor != event.actor || $0.thing != event.thing }
      let isAltered = generator.happens(role == .truth ? 0.5 : 0.06)
      if isAltered, !others.isEmpty {
        alter(&given, with: generator.element(of: others))
      }
      let isFull = given.thing?.adjective == nil || generator.happens(0.5)
      var words = words(of: given, isFull: isFull)
      let template = generator.element(of: asked)
      for slot in template.optionalSlots.sorted(by: { $0.rawValue < $1.rawValue })
      where generator.happens(0.5) {
        words[slot] = ""
      }
      guard template.canBeFilled(with: words) else { continue }
      let matches = events.filter {
        fits($0, given, words: words, template, isFull: isFull)
      }
      let question = template.filled(words)
      if role == .truth {
        append(
          question, matches.isEmpty ? templates.no : templates.yes, .yesNo, role)
        return
      }
      let answers = matches.map { answer(role, $0) }
      let distinct = Set(answers)
      guard distinct.count <= 1 else { continue }
      if let found = distinct.first, let found {
        append(question, found, kind(role), role)
        return
      }
      // Nothing fits, or the passage does not say.
      guard isFairToAsk(role), isAltered || generator.happens(0.15) else { continue }
      append(question, templates.unknown, .unsaid, role)
      return
    }
  }

  /// Whether the passage tells it of others, so that the question does not give itself away.
  private func isFairToAsk(_ role: SceneRole) -> Bool {
    switch role {
    case .which, .quality, .deed, .truth: false
    case .color, .owner: events.contains { answer(role, $0) != nil }
    default: true
    }
  }

  private func kind(_ role: SceneRole) -> TypedQuestion.Kind {
    switch role {
    case .color, .quality, .which: .attribute
    case .owner: .whose
    case .number: .howMany
    case .truth: .yesNo
    default: .same
    }
  }

  /// Puts a part of another event in the place of the own one.
  private mutating func alter(_ event: inout SceneEvent, with other: SceneEvent) {
    // An adjective agrees with its actor, who is therefore not exchanged for one of another gender.
    let mayExchangeActor =
      event.adjective == nil || event.actor?.gender == other.actor?.gender
    let first = generator.index(below: 4)
    for choice in first..<4 {
      switch choice {
      case 0 where event.place != nil && other.place != nil: return event.place = other.place
      case 1 where event.time != nil && other.time != nil: return event.time = other.time
      case 2 where event.thing != nil && other.thing != nil: return event.thing = other.thing
      case 3 where event.actor != nil && mayExchangeActor:
        event.actor = generator.happens(0.8) ? other.actor : newPerson()
      default: continue
      }
    }
  }

  /// Whether an event is one that a question with these words may mean.
  private func fits(
    _ event: SceneEvent, _ given: SceneEvent, words: Words, _ template: Template, isFull: Bool
  ) -> Bool {
    func says(_ slot: Template.Slot) -> Bool { template.mentions(slot) && !words[slot].isEmpty }
    if [.name, .person, .by, .he].contains(where: says) {
      guard event.actor == given.actor else { return false }
    }
    if says(.owner) {
      guard (event.thing?.owner ?? event.actor) == (given.thing?.owner ?? given.actor) else {
        return false
      }
    }
    if says(.did) || says(.base) || says(.done) || says(.doneWhat) {
      guard event.deed == given.deed else { return false }
    }
    if says(.the) || says(.what) || says(.noun) || says(.nouns) || says(.it) {
      guard event.thing?.index == given.thing?.index else { return false }
      if says(.what) || says(.the) && isFull {
        guard event.thing?.definite == given.thing?.definite else { return false }
      }
    }
    if says(.adjective) {
      guard event.thing?.adjective == given.thing?.adjective, event.adjective == given.adjective
      else { return false }
    }
    if says(.other) { guard event.recipient == given.recipient else { return false } }
    if says(.where) { guard event.place == given.place else { return false } }
    if says(.when) { guard event.time == given.time else { return false } }
    if says(.number) { guard event.number == given.number else { return false } }
    return true
  }

  /// The part of an event that is asked for, as the passage says it; nil where it does not.
  private func answer(_ role: SceneRole, _ event: SceneEvent) -> String? {
    switch role {
    case .actor: event.actor?.name
    case .thing: event.thing.map(told)
    case .recipient: event.recipient?.name
    case .place: event.place?.span
    case .time: event.time
    case .deed: event.deed.flatMap { $0.preposition == .at ? $0.past : nil }
    case .color:
      event.thing?.adjective.flatMap {
        lexicon.scenes.colors.contains($0) ? $0 : nil
      }
    case .quality:
      event.thing?.adjective == nil || event.thing?.owner != nil ? nil : event.thing?.span
    case .which: event.thing?.adjective == nil ? nil : event.thing?.definite
    case .owner:
      (event.thing?.owner ?? (event.deed == nil ? event.actor : nil)).map {
        lexicon.of($0.name)
      }
    case .number: event.number.map { numberWord($0, event.thing!.noun) }
    case .truth: nil
    }
  }

  /// A thing in the words that the passage has for it: the big ticket, where it never says "a big
  /// ticket".
  private func told(_ thing: SceneThing) -> String {
    let text = text.lowercased()
    return !text.contains(thing.span.lowercased()) && text.contains(thing.definite.lowercased())
      ? thing.definite : thing.span
  }

  mutating func append(
    _ question: String, _ answer: String, _ kind: TypedQuestion.Kind, _ role: SceneRole
  ) {
    let question = question.withCapital
    guard !questions.contains(where: { $0.question == question }) else { return }
    let offered = role == .truth ? 2 : Set(events.compactMap { self.answer(role, $0) }).count
    questions.append(
      .init(question: question, answer: answer, kind: kind, candidateCount: max(1, offered)))
  }
}

extension Template {
  /// Whether it has the slot, filled or not.
  func mentions(_ slot: Slot) -> Bool { has(slot) || optionalSlots.contains(slot) }
}
