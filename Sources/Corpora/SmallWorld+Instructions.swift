import CourseKit
import Tensors

extension SmallWorld {
  /// Instructions with input and response, about equally many of each ``InstructionTask``.
  ///
  /// The find tasks ask about a story. The others are about things: the combination held out is
  /// then the pair of thing and adjective, of actor and thing, or of the first two things in a
  /// list.
  public func instructions(_ count: Int, split: Split) -> [Instruction] {
    (0..<count).map { instruction($0, split: split) }
  }

  /// The instruction at `index` of a split.
  public func instruction(_ index: Int, split: Split) -> Instruction {
    var generator = generator(.instructions, index, split)
    return instruction(in: split, &generator)
  }

  private func instruction(
    in split: Split, _ generator: inout SeededGenerator
  ) -> Instruction {
    switch InstructionTask.allCases[generator.index(below: InstructionTask.allCases.count)] {
    case .findWho: return find(.who, .findWho, split, &generator)
    case .findWhat: return find(.what, .findWhat, split, &generator)
    case .findWhere: return find(.where, .findWhere, split, &generator)
    case .findWhen: return find(.when, .findWhen, split, &generator)
    case .opposite: return opposite(split, &generator)
    case .plural: return plural(split, &generator)
    case .passive: return passive(split, &generator)
    case .classify: return classify(split, &generator)
    case .count: return count(split, &generator)
    }
  }

  /// Data to tune an assistant on: conversations that ask several questions about one story, mixed
  /// with single instructions of the other tasks.
  ///
  /// A story is read once for all its questions, so a conversation teaches several times as much as
  /// a single question for little more computation.
  ///
  /// - Parameters:
  ///   - storyShare: the fraction of conversations that are about a story.
  ///   - turnCount: the maximum number of questions in a conversation.
  public func conversations(
    _ count: Int, split: Split, storyShare: Float = 0.5, turnCount: Int = 6
  ) -> [Instruction] {
    (0..<count).map { index in
      var generator = generator(.conversations, index, split)
      let tellsStory = generator.happens(storyShare)
      while true {
        guard tellsStory else {
          let single = instruction(in: split, &generator)
          if single.task?.isAboutStory == false { return single }
          continue
        }
        var writer = StoryWriter(lexicon: lexicon, split: split, generator: generator.split())
        writer.writeStory()
        let turns = writer.writeQuestions().prefix(turnCount).map {
          Instruction.FollowUp(instruction: $0.question, response: "\($0.answer).")
        }
        guard let first = turns.first else { continue }
        return Instruction(
          instruction: first.instruction, input: writer.text, response: first.response,
          followUps: Array(turns.dropFirst()))
      }
    }
  }

  private func find(
    _ kind: QuestionKind, _ task: InstructionTask, _ split: Split,
    _ generator: inout SeededGenerator
  ) -> Instruction {
    while true {
      var writer = StoryWriter(lexicon: lexicon, split: split, generator: generator.split())
      writer.writeStory()
      guard let asked = writer.writeQuestions().first(where: { $0.kind == kind }) else { continue }
      return Instruction(
        instruction: asked.question, input: writer.text, response: "\(asked.answer).", task: task)
    }
  }

  private func opposite(_ split: Split, _ generator: inout SeededGenerator) -> Instruction {
    while true {
      let pair = generator.element(of: lexicon.tasks.opposites)
      let noun = generator.element(of: lexicon.things + lexicon.animals)
      guard pair.kinds.contains(noun.kind), isIn(split, pair.hash, noun.hash, .opposite) else {
        continue
      }
      let (first, second) = (pair.first[noun.gender]!, pair.second[noun.gender]!)
      let isReversed = generator.happens(0.5)
      return Instruction(
        instruction: generator.element(of: lexicon.tasks.opposite),
        input: lexicon.indefinite(noun, isReversed ? second : first),
        response: "\(lexicon.indefinite(noun, isReversed ? first : second)).", task: .opposite)
    }
  }

  private func plural(_ split: Split, _ generator: inout SeededGenerator) -> Instruction {
    let (noun, phrase) = phrase(split, .plural, &generator) { _ in true }
    let forms = lexicon.definiteForms(of: phrase, noun)
    return Instruction(
      instruction: generator.element(of: lexicon.tasks.plural), input: forms.singular,
      response: "\(forms.plural).", task: .plural)
  }

  private func classify(_ split: Split, _ generator: inout SeededGenerator) -> Instruction {
    let names = lexicon.tasks.kindNames
    let (noun, phrase) = phrase(split, .classify, &generator) { names[$0.kind] != nil }
    return Instruction(
      instruction: generator.element(of: lexicon.tasks.classify), input: phrase,
      response: "\(names[noun.kind]!).", task: .classify)
  }

  private func passive(_ split: Split, _ generator: inout SeededGenerator) -> Instruction {
    while true {
      let person = generator.element(of: lexicon.people)
      let noun = generator.element(of: lexicon.things)
      let verb = generator.element(of: lexicon.thingVerbs.introducing[noun.kind]!)
      guard !verb.participle.isEmpty,
        HeldOutRule.isReserved(person.hash, noun.hash) == (split == .heldOut)
      else { continue }
      var words = Words()
      words[.name] = person.name
      words[.by] = lexicon.by(person.name)
      words[.did] = verb.past
      words[.done] = lexicon.participle(verb, noun.gender)
      words[.the] =
        lexicon.definiteForms(of: generator.element(of: noun.indefinite), noun).singular
      words[.where] = generator.element(of: lexicon.places).at
      words[.when] = generator.element(of: generator.element(of: lexicon.times))
      let voice = generator.element(of: lexicon.tasks.voices)
      return Instruction(
        instruction: generator.element(of: lexicon.tasks.passive),
        input: voice.active.filled(words), response: voice.passive.filled(words), task: .passive)
    }
  }

  private func count(_ split: Split, _ generator: inout SeededGenerator) -> Instruction {
    let nouns = lexicon.things + lexicon.animals
    while true {
      let length = 2 + generator.index(below: 5)
      var chosen: [Int] = []
      while chosen.count < length {
        let index = generator.index(below: nouns.count)
        if !chosen.contains(index) { chosen.append(index) }
      }
      guard isIn(split, nouns[chosen[0]].hash, nouns[chosen[1]].hash, .count) else { continue }
      let phrases = chosen.map { nouns[$0].indefinite[0] }
      let list = phrases.dropLast().joined(separator: ", ")
      return Instruction(
        instruction: generator.element(of: lexicon.tasks.count),
        input: list + language.text(" and ", " e ") + phrases.last!,
        response: "\(lexicon.tasks.numbers[length]).", task: .count)
    }
  }

  /// A noun phrase for a thing or animal, with or without an adjective.
  private func phrase(
    _ split: Split, _ task: InstructionTask, _ generator: inout SeededGenerator,
    where isSuited: (Noun) -> Bool
  ) -> (Noun, String) {
    while true {
      let noun = generator.element(of: lexicon.things + lexicon.animals)
      let phrase = generator.element(of: noun.indefinite)
      guard isSuited(noun), isIn(split, noun.hash, HeldOutRule.hash(phrase), task) else { continue }
      return (noun, phrase)
    }
  }

  /// Whether a combination belongs to this split. Each task reserves combinations of its own.
  private func isIn(
    _ split: Split, _ first: UInt64, _ second: UInt64, _ task: InstructionTask
  ) -> Bool {
    HeldOutRule.isReserved(first, second, HeldOutRule.hash(task.rawValue)) == (split == .heldOut)
  }
}
