import CourseKit
import Tensors
import Testing

@testable import Corpora

@Suite struct SceneTests {
  private func writers(
    _ language: Language, _ split: Split = .training, count: Int = 1_500
  ) -> [SceneWriter] {
    (0..<count).map { seed in
      var writer = SceneWriter(
        lexicon: .of(language), split: split, generator: SeededGenerator(seed: UInt64(seed)))
      writer.writeScene()
      return writer
    }
  }

  @Test(arguments: Language.allCases)
  func `a scene depends on language, seed, split and index alone`(language: Language) {
    let world = SmallWorld(language: language, seed: 4)
    let again = SmallWorld(language: language, seed: 4)
    #expect(
      (0..<50).allSatisfy { world.scene($0, split: .training) == again.scene($0, split: .training) }
    )
    let texts = (0..<2_000).map { world.scene($0, split: .training).text }
    #expect(Set(texts).count > 1_980)
    #expect(world.scene(7, split: .heldOut) != world.scene(7, split: .training))
  }

  @Test(arguments: Language.allCases)
  func `every kind of question is common, and no question comes twice`(language: Language) {
    let world = SmallWorld(language: language, seed: 2)
    let scenes = (0..<3_000).map { world.scene($0, split: .heldOut) }
    let questions = scenes.flatMap(\.questions)
    for kind in [TypedQuestion.Kind.same, .order, .attribute, .whose, .howMany, .yesNo, .unsaid] {
      #expect(questions.count { $0.kind == kind } > 150, "\(kind)")
    }
    for scene in scenes {
      #expect(Set(scene.questions.map(\.question)).count == scene.questions.count)
      #expect(scene.questions.count { $0.kind == .unsaid } <= 1)
      #expect(!scene.questions.isEmpty && ".!".contains(scene.text.last!))
    }
    let invented = Double(scenes.count(where: \.isInvented)) / Double(scenes.count)
    #expect((0.1..<0.3).contains(invented))
    // Who always says yes is right as often as who always says no, or nearly.
    let truths = questions.filter { $0.kind == .yesNo }
    let yes = Double(truths.count { ["yes", "sim"].contains($0.answer) }) / Double(truths.count)
    #expect((0.4..<0.7).contains(yes))
  }

  @Test(arguments: Language.allCases)
  func `an answer stands in the passage`(language: Language) {
    let world = SmallWorld(language: language, seed: 3)
    for index in 0..<1_500 {
      let scene = world.scene(index, split: .training)
      let text = scene.text.lowercased()
      for asked in scene.questions where [.same, .order, .howMany].contains(asked.kind) {
        // "Alan's plate is orange": he has an orange plate, whose words stand there if not in a row.
        let words = asked.answer.lowercased().split(separator: " ")
        let said = words.count > 1 ? words.dropFirst() : words[...]
        #expect(said.allSatisfy { text.contains($0) }, "\(scene.text) \(asked)")
      }
    }
  }

  /// What a question names of an event, found in its words: of whom, of what, where and when.
  private func named(_ question: String, _ writer: SceneWriter) -> [(String, (SceneEvent) -> Bool)]
  {
    let question = " " + question.lowercased().replacing("?", with: " ").replacing(",", with: " ")
    var found: [(String, (SceneEvent) -> Bool)] = []
    func look(_ words: String?, _ holds: @escaping (SceneEvent) -> Bool) {
      guard let words, question.contains(" \(words.lowercased()) ") else { return }
      found.append((words, holds))
    }
    for event in writer.events {
      look(event.actor.flatMap { $0.isPerson ? $0.name : nil }) { $0.actor == event.actor }
      look(event.place?.span) { $0.place == event.place }
      look(event.time) { $0.time == event.time }
    }
    // "in the morning" is a part of "early in the morning", and not said by itself.
    return found.filter { part in
      !found.contains { $0.0.count > part.0.count && $0.0.contains(part.0) }
    }
  }

  /// The templates know which event they are about; here it is found again from the question's words.
  @Test(arguments: Language.allCases)
  func `people, places and times of a question belong to one event, or the answer is no`(
    language: Language
  ) {
    var checked = 0
    for writer in writers(language) {
      // A place may be part of another's words, and a gift has two people.
      guard writer.events.allSatisfy({ $0.recipient == nil && $0.thing?.owner == nil }) else {
        continue
      }
      for asked in writer.questions where asked.kind != .order && asked.kind != .whose {
        let named = named(asked.question, writer)
        guard named.count > 1 else { continue }
        let fits = writer.events.contains { event in named.allSatisfy { $0.1(event) } }
        checked += 1
        switch asked.kind {
        case .yesNo:
          #expect(fits || ["no", "não"].contains(asked.answer), "\(writer.text) \(asked)")
        case .unsaid: break
        default: #expect(fits, "\(writer.text) \(asked)")
        }
      }
    }
    #expect(checked > 200)
  }

  @Test(arguments: Language.allCases)
  func `no scene of training tells a held-out combination`(language: Language) {
    for writer in writers(language) {
      for event in writer.events {
        guard let actor = event.actor, let thing = event.thing else { continue }
        #expect(!HeldOutRule.isReserved(actor.hashes[0], thing.noun.hash), "\(writer.text)")
      }
    }
  }

  @Test(arguments: Language.allCases)
  func `what the passage does not say is always said in the same words`(language: Language) {
    for writer in writers(language, count: 600) {
      for asked in writer.questions where asked.kind == .unsaid {
        #expect(asked.answer == Lexicon.of(language).scenes.unknown)
      }
    }
  }

  @Test(arguments: Language.allCases)
  func `invented words are none of the lexicon's, and can be said`(language: Language) {
    let lexicon = Lexicon.of(language)
    let known = Set(
      (lexicon.things + lexicon.animals).map(\.word) + lexicon.people.map { $0.name.lowercased() })
    var writer = SceneWriter(
      lexicon: lexicon, split: .training, generator: SeededGenerator(seed: 5))
    let words = (0..<2_000).map { _ in writer.inventedWord() }
    #expect(Set(words).count > 1_500)
    #expect(words.count { known.contains($0) } < 20)
    for word in words {
      #expect((3...14).contains(word.count) && word.contains { "aeiou".contains($0) })
      #expect(!word.contains(/[^aeiou]{4}/), "\(word)")
    }
  }
}
