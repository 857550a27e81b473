import CourseKit
import Narration

/// What the code of a chapter can do, on small inputs: seconds, even where nothing is optimised.
///
/// It calls the exercises of its chapter and those before it, on whichever track it is compiled for.
protocol Showpiece: Sendable {
  /// From 0 to 8.
  var chapter: Int { get }

  /// Shows it, on the terminal and as a picture.
  ///
  /// - Parameter wish: the word or text that the user gave, where the chapter takes one.
  func show(_ n: Narrator, wish: String?) throws
}

extension Showpiece {
  func tell(_ n: Narrator, wish: String?) throws {
    n.chapter = chapter
    try show(n, wish: wish)
  }
}

/// The showpieces that are compiled in: one, or for the tests all.
enum Showpieces {
  static let all: [any Showpiece] = {
    var all: [any Showpiece] = []
    #if CHAPTER_0
      all.append(LineShowpiece())
    #endif
    #if CHAPTER_1
      all.append(BigramShowpiece())
    #endif
    #if CHAPTER_2
      all.append(MergeShowpiece())
    #endif
    #if CHAPTER_3
      all.append(AttentionShowpiece())
    #endif
    #if CHAPTER_4
      all.append(TransformerShowpiece())
    #endif
    #if CHAPTER_5
      all.append(TrainingShowpiece())
    #endif
    #if CHAPTER_6
      all.append(SpamShowpiece())
    #endif
    #if CHAPTER_7
      all.append(AnswerShowpiece())
    #endif
    #if CHAPTER_8
      all.append(CacheShowpiece())
    #endif
    return all
  }()
}
