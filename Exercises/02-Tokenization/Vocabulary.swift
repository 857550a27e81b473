import CourseKit

// MARK: 2.2 Vocabulary and unknowns

/// Gives each word a number and each number its word.
///
/// Id 0 is `<unk>`, which stands for every word that the vocabulary does not know. The others have
/// the ids 1, 2, 3 … in the order of their first appearance.
///
///     let vocabulary = Vocabulary(words: ["a", " cat", " and", "a"])
///     vocabulary.words          // ["<unk>", "a", " cat", " and"]
///     vocabulary.id(of: "a")    // 1
///     vocabulary.id(of: "dog")  // 0
public struct Vocabulary: Sendable, Equatable {
  /// How the unknown word is written.
  public static let unknown = "<unk>"

  /// The word of each id.
  public let words: [String]
  private let ids: [String: Int]

  /// How many ids there are, `<unk>` among them.
  public var count: Int { words.count }

  /// A vocabulary of the different words among those given.
  ///
  /// `<unk>` comes first, whatever is given; where it is among the words given, it is not added again.
  /// Words are equal when Swift's strings are: é is the same, written as one scalar or as two; A and
  /// a are not.
  public init(words given: some Sequence<some StringProtocol>) {
    todo("2.2")
  }

  /// The id of a word, 0 where it is unknown.
  public func id(of word: some StringProtocol) -> Int {
    todo("2.2")
  }

  /// The word of an id, one of 0 ..< count.
  public func word(of id: Int) -> String {
    todo("2.2")
  }
}
