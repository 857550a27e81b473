import CourseKit
import Tensors

/// A built-in source of text: little stories of people, animals, places and things, in English or
/// Portuguese, as many as one wants, and questions that only the story at hand can answer.
///
/// Who meets which thing is drawn at random. So names and things say nothing about one another
/// beforehand, and a model must read the passage to know. A tenth of the combinations occurs in
/// ``Split/heldOut`` alone, whatever the seed.
///
/// Every story is a function of language, seed, split and number: nothing is stored, and any
/// story can be had without those before it. Cost: about 10 µs each.
public struct SmallWorld: Sendable {
  public let language: Language
  public let seed: UInt64

  let lexicon: Lexicon

  public init(language: Language, seed: UInt64) {
    self.language = language
    self.seed = seed
    lexicon = Lexicon.of(language)
  }

  /// Story number `index` of a split.
  public func story(_ index: Int, split: Split) -> Story {
    var writer = StoryWriter(
      lexicon: lexicon, split: split, generator: generator(.stories, index, split))
    writer.writeStory()
    let questions = writer.writeQuestions()
    return Story(text: writer.text, facts: writer.told.map(\.fact), questions: questions)
  }

  /// The first `count` stories of a split.
  public func stories(_ count: Int, split: Split) -> [Story] {
    (0..<count).map { story($0, split: split) }
  }

  /// Text to pretrain on: each document is a story, and up to `questionCount` questions with their
  /// answers follow, each on a line of its own. Every tenth document is a message, without its label.
  ///
  /// Stories alone teach grammar. Only questions make it pay to look back for who did what. And what
  /// words mean in messages has to be met before a few labelled ones can tell normal from spam.
  public func pretrainingDocuments(
    count: Int, split: Split, questionCount: Int = 5
  ) -> [String] {
    (0..<count).map { index in
      // Far from the messages that a classifier is made and measured with.
      if index % 10 == 9 { return message(1_000_000 + index, split: split).text }
      let story = story(index, split: split)
      return ([story.text] + story.questions.prefix(questionCount).map { $0.text(in: language) })
        .joined(separator: "\n")
    }
  }

  enum Stream: UInt64 { case stories = 1, documents, messages, instructions, conversations }

  /// The chance of one item: independent of all others'.
  func generator(_ stream: Stream, _ index: Int, _ split: Split) -> SeededGenerator {
    var key = SeededGenerator(seed: seed)
    key.skip(
      Int(stream.rawValue) * 4 + (split == .training ? 0 : 2) + (language == .english ? 0 : 1))
    // An odd factor other than the generator's own increment keeps the streams from overlapping.
    return SeededGenerator(seed: key.next() &+ UInt64(index) &* 0xD134_2543_DE82_EF95)
  }
}
