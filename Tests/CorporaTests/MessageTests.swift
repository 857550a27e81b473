import CourseKit
import Testing

@testable import Corpora

@Suite struct MessageTests {
  private func messages(_ language: Language, _ split: Split, _ count: Int = 4_000)
    -> [LabelledText]
  {
    SmallWorld(language: language, seed: 11).messages(count, split: split)
  }

  private func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && $0 != "-" }.map(String.init)
  }

  @Test(arguments: Language.allCases, Split.allCases)
  func `about half of the messages are spam`(language: Language, split: Split) {
    let spam = messages(language, split).count { $0.label == "spam" }
    #expect((1_800...2_200).contains(spam))
    #expect(messages(language, split).allSatisfy { SmallWorld.messageLabels.contains($0.label) })
  }

  @Test(arguments: Language.allCases)
  func `every held-out message has a sentence that training never has`(language: Language) {
    let lexicon = Lexicon.of(language)
    // What can fill a hole is left out, so that sentences are compared by their fixed words.
    let fillings = Set(
      words(
        (lexicon.people.map(\.name) + lexicon.things.flatMap { $0.indefinite + [$0.definite] }
          + lexicon.places.map(\.at) + lexicon.messages.times).joined(separator: " ")))
    func sentences(_ text: String) -> Set<[String]> {
      Set(
        text.split { ".!?:".contains($0) }
          .map { words(String($0)).filter { !fillings.contains($0) } })
    }
    var known: Set<[String]> = []
    for message in messages(language, .training, 10_000) {
      known.formUnion(sentences(message.text))
    }
    for message in messages(language, .heldOut) {
      #expect(!sentences(message.text).isSubset(of: known), "\(message.text)")
    }
  }

  @Test(arguments: Language.allCases)
  func `no single word tells spam from normal`(language: Language) {
    var spam: [String: Int] = [:]
    var normal: [String: Int] = [:]
    let messages = messages(language, .heldOut)
    for message in messages {
      for word in Set(words(message.text)) {
        if message.label == "spam" {
          spam[word, default: 0] += 1
        } else {
          normal[word, default: 0] += 1
        }
      }
    }
    let total = messages.count { $0.label == "spam" }
    for (word, hits) in spam {
      // F1 of the rule "spam where the word occurs".
      let score = 2 * Double(hits) / Double(hits + normal[word, default: 0] + total)
      #expect(score < 0.78, "\(word): \(score)")
    }
  }

  @Test(arguments: Language.allCases)
  func `messages are well formed`(language: Language) {
    for message in messages(language, .training) + messages(language, .heldOut) {
      let text = message.text
      #expect(text.first!.isUppercase && ".!?".contains(text.last!), "\(text)")
      #expect(!text.contains("  ") && !text.contains("{") && !text.contains(" ."), "\(text)")
      for (mark, next) in zip(text, text.dropFirst().dropFirst()) where ".!?".contains(mark) {
        #expect(next.isUppercase, "\(text)")
      }
    }
  }

  @Test(arguments: Language.allCases)
  func `the same seed gives the same messages, in any number`(language: Language) {
    let world = SmallWorld(language: language, seed: 5)
    #expect(world.messages(40, split: .heldOut)[39] == world.message(39, split: .heldOut))
    let other = SmallWorld(language: language, seed: 6)
    #expect(world.messages(40, split: .training) != other.messages(40, split: .training))
  }

  @Test(arguments: Language.allCases)
  func `every subject has nine or more sentences to learn, and one to measure`(language: Language) {
    for topic in Lexicon.of(language).messages.topics {
      for list in [topic.lures, topic.demands, topic.news, topic.replies] {
        #expect(list.count >= 10)
      }
    }
  }
}
