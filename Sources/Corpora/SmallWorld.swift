import CourseKit
import Tensors

/// A built-in source of text: short stories about people, animals, places and things, in English or
/// Portuguese, in unlimited number, with questions that only the story itself can answer.
///
/// Actors and things are paired at random, so a name says nothing about a thing in advance: a model
/// has to read the passage. A tenth of the combinations occurs only in ``Split/heldOut``, whatever
/// the seed.
///
/// Every story is a function of language, seed, split and index. Nothing is stored, and stories can
/// be generated in any order, at about 10 µs each.
public struct SmallWorld: Sendable {
  public let language: Language
  /// Determines every text, but not which combinations are held out.
  public let seed: UInt64

  let lexicon: Lexicon

  public init(language: Language, seed: UInt64) {
    self.language = language
    self.seed = seed
    lexicon = Lexicon.of(language)
  }

  /// The story at `index` of a split.
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

  /// Text for pretraining. Each document is a story followed by up to `questionCount` questions
  /// with their answers, one per line; every tenth document is instead a message without its label.
  ///
  /// Stories alone teach grammar; only questions reward looking back for who did what. And the
  /// vocabulary of messages has to be met before a few labelled ones can teach normal from spam.
  public func pretrainingDocuments(
    count: Int, split: Split, questionCount: Int = 5
  ) -> [String] {
    (0..<count).map { index in
      // Far from the indices that the classifier is trained and evaluated on.
      if index % 10 == 9 { return message(1_000_000 + index, split: split).text }
      let story = story(index, split: split)
      return ([story.text] + story.questions.prefix(questionCount).map { $0.text(in: language) })
        .joined(separator: "\n")
    }
  }

  enum Stream: UInt64 { case stories = 1, documents, messages, instructions, conversations, scenes }

  /// The generator of one item, independent of every other item's.
  func generator(_ stream: Stream, _ index: Int, _ split: Split) -> SeededGenerator {
    var key = SeededGenerator(seed: seed)
    key.skip(
      Int(stream.rawValue) * 4 + (split == .training ? 0 : 2) + (language == .english ? 0 : 1))
    // An odd factor other than the generator's own increment keeps the streams from overlapping.
    return SeededGenerator(seed: key.next() &+ UInt64(index) &* 0xD134_2543_DE82_EF95)
  }
}
