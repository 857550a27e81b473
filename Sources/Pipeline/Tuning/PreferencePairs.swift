import Corpora
import CourseKit
import Extensions
import InstructionTuning
import Tokenization

/// Two answers to the same question, of which people would take the first.
public struct PreferencePair: Hashable, Sendable, Codable {
  public let kind: QuestionKind
  public let instruction: String
  public let input: String
  public let chosen: String
  public let rejected: String
}

extension SmallWorld {
  /// Pairs of a right and a wrong answer to a question about a story.
  ///
  /// The wrong one is a likely confusion: the story tells it too, as the answer to another
  /// question of the same kind. It names another person, place or time of the same passage, so
  /// only who reads it can tell which is right. One pair from each story that has two such
  /// questions.
  ///
  /// - Parameter firstStory: the stories begin there, after those that were pretrained on.
  public func preferencePairs(
    _ count: Int, split: Split, firstStory: Int = 10_000_000
  ) -> [PreferencePair] {
    var pairs: [PreferencePair] = []
    var index = firstStory
    while pairs.count < count {
      let story = story(index, split: split)
      index += 1
      if let pair = PreferencePair(story) { pairs.append(pair) }
    }
    return pairs
  }
}

extension PreferencePair {
  /// Nil where no two questions of the story can be taken for each other.
  init?(_ story: Story) {
    for asked in story.questions {
      let other = story.questions.first { other in
        // "Ana" is no wrong answer where it was Ana and Pedro, but no right one either.
        other.kind == asked.kind && !other.answer.contains(asked.answer)
          && !asked.answer.contains(other.answer)
      }
      guard let other else { continue }
      self.init(
        kind: asked.kind, instruction: asked.question, input: story.text,
        chosen: "\(asked.answer).", rejected: "\(other.answer).")
      return
    }
    return nil
  }

  /// Prompt and answer as tokens, for each of the two; nil where one does not fit into the context.
  func tokenized(
    _ template: PromptTemplate, _ tokenizer: ByteLevelBPE, endOfText: Int, contextLength: Int
  ) -> (chosen: TokenizedExample, rejected: TokenizedExample)? {
    let both = [chosen, rejected].map { answer in
      tokenize(
        InstructionExample(instruction: instruction, input: input, response: answer),
        template: template, tokenizer: tokenizer, endOfText: endOfText)
    }
    guard fit(both, contextLength: contextLength).count == 2 else { return nil }
    return (both[0], both[1])
  }
}
