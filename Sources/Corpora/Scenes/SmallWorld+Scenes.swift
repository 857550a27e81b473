import CourseKit
import Tensors

/// A passage in which several do the same, and what is asked about it.
public struct Scene: Sendable, Hashable {
  public struct Question: Sendable, Hashable {
    public let question: String
    /// As the passage says it; or yes, no, a number, "I cannot tell".
    public let answer: String
    public let kind: TypedQuestion.Kind
    /// How many different answers the passage offers to whoever knows only what kind of answer is
    /// wanted.
    public let candidateCount: Int
  }

  public let text: String
  /// In random order. Each has exactly one right answer.
  public let questions: [Question]
  /// Whether it has words that were made up for it.
  public let isInvented: Bool
}

extension SmallWorld {
  /// The scene at `index` of a split: two or more events of one kind, so that a question can only be
  /// answered by finding the event that it is about.
  ///
  /// The stories never tell twice of the same deed, so a model can answer by the verb alone. Scenes
  /// measure whether it does (`gpt experiment reading`).
  public func scene(_ index: Int, split: Split) -> Scene {
    var writer = SceneWriter(
      lexicon: lexicon, split: split, generator: generator(.scenes, index, split))
    writer.writeScene()
    return Scene(
      text: writer.text, questions: writer.questions, isInvented: writer.inventedCount > 0)
  }
}
