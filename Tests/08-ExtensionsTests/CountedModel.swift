import CourseKit
import Extensions
import ExtensionsSolution
import Synchronization
import Tensors
import Transformer
import TransformerSolution

/// What a cache is for: how many tokens were embedded, and how many places went through the head.
final class ReadingWork: Sendable {
  private let counts = Mutex((tokens: 0, places: 0))

  func noteTokens(_ count: Int) { counts.withLock { $0.tokens += count } }
  func notePlaces(_ count: Int) { counts.withLock { $0.places += count } }

  /// What was noted since the last time.
  func take() -> [Int] {
    counts.withLock { counts in
      defer { counts = (0, 0) }
      return [counts.tokens, counts.places]
    }
  }
}

/// The reference's GPT, which notes what it is asked for.
struct CountedModel: ExtensionsSolution::DecodingModel {
  let base: TransformerSolution::GPT
  let work = ReadingWork()

  var configuration: GPTConfiguration { base.configuration }
  var blocks: [TransformerSolution::Block] { base.blocks }
  var finalNorm: TransformerSolution::LayerNorm { base.finalNorm }

  func embedding(of tokens: [Int], from start: Int) -> Tensor {
    work.noteTokens(tokens.count)
    return base.ExtensionsSolution::embedding(of: tokens, from: start)
  }

  func logits(_ vectors: Tensor) -> Tensor {
    work.notePlaces(vectors.rowCount)
    return base.logits(vectors)
  }
}

/// The learner's.
struct LearnersCountedModel: Extensions::DecodingModel {
  let base: Transformer::GPT
  let work = ReadingWork()

  var configuration: GPTConfiguration { base.configuration }
  var blocks: [Transformer::Block] { base.blocks }
  var finalNorm: Transformer::LayerNorm { base.finalNorm }

  func embedding(of tokens: [Int], from start: Int) -> Tensor {
    work.noteTokens(tokens.count)
    return base.Extensions::embedding(of: tokens, from: start)
  }

  func logits(_ vectors: Tensor) -> Tensor {
    work.notePlaces(vectors.rowCount)
    return base.logits(vectors)
  }
}
