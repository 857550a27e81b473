import Tensors

/// Scenes in which it matters what came first. The events are in the order of time, whatever the
/// passage's.
extension SceneWriter {
  /// "First Sofia bought an orange, then she bought a pie, and later she bought two pears."
  mutating func writeSeries() -> Bool {
    let actor = newPerson()
    let isJourney = generator.happens(0.35)
    let count = generator.happens(0.4) ? 2 : 3
    if isJourney {
      let goings = lexicon.activities.filter { $0.preposition == .to }
      let going = generator.element(of: goings)
      for _ in 0..<count {
        events.append(
          SceneEvent(
            deed: .init(
              base: going.base, past: going.past, participle: "", preposition: going.preposition),
            actor: actor, place: newPlace(nil, .to)))
      }
    } else {
      let verb = generator.element(of: lexicon.thingVerbs.all)
      for _ in 0..<count {
        events.append(
          SceneEvent(
            deed: .init(base: verb.base, past: verb.past, participle: verb.participle),
            actor: actor, thing: newThing(kinds: verb.kinds)))
      }
    }
    guard mayTell(events) else { return false }
    func part(_ event: SceneEvent) -> String { event.thing?.span ?? event.place!.span }
    if count == 2, generator.happens(0.6) {
      var words = words(of: events[0])
      words[.what] = part(events[0])
      words[.other] = part(events[1])
      let pairs = isJourney ? templates.pairsOfPlaces : templates.pairsOfThings
      text = generator.element(of: pairs).filled(words).withCapital + "."
    } else {
      text = inOrder { writer, event, index in
        let name = index == 0 || writer.generator.happens(0.25) ? actor.name : actor.pronoun
        return "\(name) \(event.deed!.past) \(part(event))"
      }
    }
    let role = isJourney ? SceneRole.place : .thing
    for (index, event) in events.enumerated() {
      let orders = orders(index, of: count) { isJourney ? nil : $0.thing!.definite }
      for order in orders {
        var words = words(of: event)
        words[.order] = order
        let template = generator.element(of: templates.series.questions[role]!)
        append(template.filled(words), part(event), .order, role)
      }
    }
    return true
  }

  /// "Nora sang first, then Hugo sang, and later Ruth sang."
  mutating func writeOrder() -> Bool {
    let count = generator.happens(0.4) ? 2 : 3
    let activity = generator.element(of: lexicon.activities.filter { $0.preposition == .at })
    for _ in 0..<count {
      events.append(
        SceneEvent(
          deed: .init(base: activity.base, past: activity.past, participle: ""),
          actor: newPerson()))
    }
    if count == 2, generator.happens(0.7) {
      var words = words(of: events[0])
      words[.what] = events[0].actor!.name
      words[.other] = events[1].actor!.name
      text = generator.element(of: templates.pairsOfActors).filled(words).withCapital + "."
    } else {
      text = inOrder { _, event, _ in "\(event.actor!.name) \(event.deed!.past)" }
    }
    for (index, event) in events.enumerated() {
      for order in orders(index, of: count, named: { $0.actor!.name }) {
        var words = words(of: event)
        words[.order] = order
        append(
          generator.element(of: templates.orderOfActors.questions[.actor]!).filled(words),
          event.actor!.name, .order, .actor)
      }
    }
    return true
  }

  /// first, last, after the kite, before the drum
  private func orders(
    _ index: Int, of count: Int, named name: (SceneEvent) -> String?
  ) -> [String] {
    var orders: [String] = []
    if index == 0 { orders.append(templates.first) }
    if index == count - 1 { orders.append(templates.last) }
    func relation(_ word: String, _ other: SceneEvent) {
      guard let name = name(other) else { return }
      orders.append(
        lexicon.language == .english ? "\(word) \(name)" : "\(word) \(lexicon.of(name))")
    }
    if index > 0 { relation(templates.after, events[index - 1]) }
    if index < count - 1 { relation(templates.before, events[index + 1]) }
    return orders
  }

  private mutating func inOrder(
    _ clause: (inout SceneWriter, SceneEvent, Int) -> String
  ) -> String {
    var text = ""
    let isOneSentence = generator.happens(0.5)
    for (index, event) in events.enumerated() {
      let marks =
        index == 0
        ? templates.firsts : index == events.count - 1 ? templates.lasts : templates.thens
      let said = generator.element(of: marks) + clause(&self, event, index)
      if index == 0 {
        text = said.withCapital
      } else if isOneSentence {
        let and = lexicon.language.text("and ", "e ")
        text += index == events.count - 1 ? ", \(and)\(said)" : ", \(said)"
      } else {
        text += ". " + said.withCapital
      }
    }
    return text + "."
  }
}
