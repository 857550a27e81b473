import Tensors

/// The questions that can be asked about a story.
extension StoryWriter {
  /// Asks once about each part of each fact, in random order. Leaves out questions that two facts
  /// would answer differently.
  mutating func writeQuestions() -> [QuestionAndAnswer] {
    var questions: [QuestionAndAnswer] = []
    for fact in told {
      let words = words(for: fact)
      func ask(_ kind: QuestionKind, _ templates: [Template], _ answer: String?) {
        guard let answer, !templates.isEmpty else { return }
        var template = generator.element(of: templates)
        while template.needsParticiple && fact.participle.isEmpty {
          template = generator.element(of: templates)
        }
        questions.append(
          QuestionAndAnswer(kind: kind, question: template.filled(words), answer: answer))
      }

      let asked = lexicon.questions
      let isLone = told.filter { $0.base == fact.base && $0.actor == fact.actor }.count == 1
      let isLoneDeed =
        told.filter { $0.base == fact.base && $0.thing?.index == fact.thing?.index }.count == 1
      switch fact.kind {
      case .thing, .taking:
        if isLoneDeed {
          ask(.who, fact.actor.isAnimal ? asked.animalWho : asked.thing.who, fact.actorSpan)
        }
        if isLone {
          ask(
            .what, fact.thing!.isAnimal ? asked.animalWhat : asked.thing.what, fact.thing!.span)
          ask(.where, fact.kind == .taking ? asked.taking : asked.thing.where, fact.placeSpan)
          ask(.when, asked.thing.when, fact.time)
        }
      case .giving:
        if isLone && isLoneDeed {
          ask(.who, asked.giving.who, fact.actorSpan)
          ask(.what, asked.giving.what, fact.thing!.span)
          ask(.who, asked.recipient, fact.recipient!.name)
          ask(.where, asked.giving.where, fact.placeSpan)
          ask(.when, asked.giving.when, fact.time)
        }
      case .activity:
        ask(
          .who, fact.actor.isAnimal ? asked.animalActivityWho : asked.activity.who, fact.actorSpan)
        if fact.preposition == .at || fact.preposition == .inside {
          ask(.what, asked.activity.what, fact.pastAsTold)
        }
        ask(.where, asked.activity.where, fact.placeSpan)
        ask(.when, asked.activity.when, fact.time)
      }
    }
    generator.shuffle(&questions)
    return questions
  }

  private func words(for fact: ToldFact) -> Words {
    var words = Words()
    words[.name] = fact.actor.laterName
    words[.he] = fact.actor.pronoun
    words[.did] = fact.past
    words[.base] = fact.base
    words[.done] = fact.participle
    words[.doneWhat] = fact.participleOfWhat
    words[.by] = lexicon.by(fact.actor.laterName)
    words[.act] = fact.pastAsTold
    words[.made] = lexicon.language.text("did", fact.actor.isPair ? "fizeram" : "fez")
    words[.the] = fact.thing?.noun.definite ?? ""
    words[.other] = fact.recipient?.name ?? ""
    words[.where] = fact.placeSpan ?? ""
    words[.wh] =
      switch fact.preposition {
      case .at, .inside: lexicon.language.text("where", "onde")
      case .through: lexicon.language.text("where", "por onde")
      case .to: lexicon.language.text("where", "para onde")
      }
    return words
  }
}
