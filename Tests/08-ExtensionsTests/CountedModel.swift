import CourseKit
import Extensions
import ExtensionsSolution
import Synchronization
import Tensors
import Transformer
import TransformerSolution

/// The work that a cache saves: how many tokens were embedded, and how many positions went through
/// the head.
final class ReadingWork: Sendable {
  private let counts = Mutex((tokens: 0, positions: 0))

  func noteTokens(_ count: Int) { counts.withLock { $0.tokens += count } }
  func notePositions(_ count: Int) { counts.withLock { $0.positions += count } }

  /// The numbers recorded since the last call.
  func take() -> [Int] {
    counts.withLock { counts in
      defer { counts = (0, 0) }
      return [counts.tokens, counts.positions]
    }
  }
}

/// A GPT that records its work.
protocol CountedReader {
  associatedtype Cache: GradedCache

  var work: ReadingWork { get }
  func nextTokenLogits(reading tokens: [Int], into cache: inout Cache) -> Tensor
}

/// The reference's.
struct CountedModel: ExtensionsSolution::DecodingModel, CountedReader {
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
    work.notePositions(vectors.rowCount)
    return base.logits(vectors)
  }
}

/// The learner's.
struct LearnersCountedModel: Extensions::DecodingModel, CountedReader {
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
    work.notePositions(vectors.rowCount)
    return base.logits(vectors)
  }
}
