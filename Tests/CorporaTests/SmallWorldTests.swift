import Corpora
import CourseKit
import Testing

@Suite struct SmallWorldTests {
  @Test(arguments: Language.allCases)
  func `the same seed tells the same stories, another seed others`(language: Language) {
    let documents = SmallWorld(language: language, seed: 3)
      .pretrainingDocuments(count: 200, split: .training)
    let again = SmallWorld(language: language, seed: 3)
      .pretrainingDocuments(count: 200, split: .training)
    let other = SmallWorld(language: language, seed: 4)
      .pretrainingDocuments(count: 200, split: .training)
    #expect(documents == again)
    #expect(zip(documents, other).count { $0 == $1 } < 3)
  }

  @Test func `a story does not depend on those before it`() {
    let world = SmallWorld(language: .portuguese, seed: 9)
    #expect(world.stories(50, split: .heldOut)[49] == world.story(49, split: .heldOut))
  }

  @Test(arguments: Language.allCases)
  func `stories differ from one another`(language: Language) {
    let stories = SmallWorld(language: language, seed: 1).stories(5_000, split: .training)
    #expect(Set(stories.map(\.text)).count > 4_950)
  }

  @Test(arguments: Language.allCases)
  func `a story has one to four facts, and each number is common`(language: Language) {
    let stories = SmallWorld(language: language, seed: 1).stories(2_000, split: .training)
    for count in 1...4 { #expect(stories.count { $0.facts.count == count } > 300) }
    #expect(stories.allSatisfy { (1...4).contains($0.facts.count) && !$0.questions.isEmpty })
  }

  @Test(arguments: Language.allCases)
  func `no training story tells a held-out combination, whatever the seed`(language: Language) {
    func combinations(_ facts: [Fact], of people: (Fact) -> [String]) -> Set<[String]> {
      Set(
        facts.flatMap { fact in
          people(fact).map { [$0, fact.thing ?? "\(fact.action) \(fact.place!)"] }
        })
    }

    let training = SmallWorld(language: language, seed: 1).stories(20_000, split: .training)
    let heldOut = SmallWorld(language: language, seed: 2).stories(5_000, split: .heldOut)
    // Who is given a thing has it: so training keeps clear of that combination too.
    let told = combinations(training.flatMap(\.facts)) {
      $0.actors + [$0.recipient].compactMap(\.self)
    }
    // Of two people who do something together, the first one's combination is the reserved one.
    let reserved = combinations(heldOut.flatMap(\.facts)) { [$0.actors[0]] }
    #expect(reserved.count > 900)
    #expect(told.count > 8_000)
    #expect(Array(told.intersection(reserved).prefix(5)) == [])
  }

  @Test(arguments: Language.allCases)
  func `no held-out question has the answer it had in training`(language: Language) {
    func pairs(_ split: Split, seed: UInt64, count: Int) -> Set<String> {
      Set(
        SmallWorld(language: language, seed: seed).stories(count, split: split)
          .flatMap(\.questions).map { "\($0.question) \($0.answer)" })
    }
    let training = pairs(.training, seed: 1, count: 20_000)
    let heldOut = pairs(.heldOut, seed: 5, count: 4_000)
    #expect(heldOut.count > 10_000)
    #expect(Array(training.intersection(heldOut).sorted().prefix(5)) == [])
  }

  @Test(arguments: Language.allCases, Split.allCases)
  func `every answer stands in the passage`(language: Language, split: Split) {
    for story in SmallWorld(language: language, seed: 8).stories(3_000, split: split) {
      for pair in story.questions {
        let atStart = pair.answer.prefix(1).uppercased() + pair.answer.dropFirst()
        let isTold = story.text.contains(pair.answer) || story.text.contains(atStart)
        #expect(isTold, "\(pair) in: \(story.text)")
      }
    }
  }

  @Test(arguments: Language.allCases)
  func `a question is asked once and has one answer`(language: Language) {
    for story in SmallWorld(language: language, seed: 8).stories(3_000, split: .training) {
      let questions = Set(story.questions.map(\.question))
      #expect(questions.count == story.questions.count, "\(story)")
    }
  }

  @Test(arguments: Language.allCases)
  func `all kinds of question are common`(language: Language) {
    let questions = SmallWorld(language: language, seed: 2).stories(1_000, split: .heldOut)
      .flatMap(\.questions)
    for kind in QuestionKind.allCases {
      #expect(questions.count { $0.kind == kind } > questions.count / 10)
    }
  }

  @Test func `every tenth document is a message`() {
    let world = SmallWorld(language: .english, seed: 6)
    let documents = world.pretrainingDocuments(count: 3_000, split: .training)
    let messages = documents.indices.filter { $0 % 10 == 9 }.map { documents[$0] }
    // As in spam: a link, a card, a password is asked for.
    #expect(messages.count { $0.contains("card") } > 20)
    let stories = documents.indices.filter { $0 % 10 != 9 }.map { documents[$0] }
    #expect(!stories.contains { $0.contains("card") && $0.contains("number") })
  }

  @Test(arguments: Language.allCases)
  func `documents are stories with as many questions as were asked for`(language: Language) {
    let world = SmallWorld(language: language, seed: 6)
    let mark = language.text("Question: ", "Pergunta: ")
    for most in [0, 2, 5] {
      let documents = world.pretrainingDocuments(
        count: 300, split: .training, questionCount: most)
      for (index, document) in documents.enumerated() where index % 10 != 9 {
        let story = world.story(index, split: .training)
        let lines = document.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == story.text)
        #expect(lines.count == 1 + min(most, story.questions.count))
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(mark) && $0.hasSuffix(".") })
      }
    }
  }
}
