import CourseKit
import Extensions
import Pretraining
import Runs
import Synchronization
import Tensors
import Transformer

/// The logits of a model are not all numbers, so there is no next token to choose.
///
/// Its weights are numbers, or it would not have been read; but they are so large that a sum of
/// them is none, at this position of the text or at a later one.
public struct LogitsError: Error, CustomStringConvertible, Sendable {
  public let description = Language.current.text(
    "The model gives logits that are not numbers, for its weights are far too large: restore the run's "
      + "files, or train it again.",
    "O modelo dá logits que não são números, pois os pesos são grandes demais: restaure os arquivos "
      + "da execução ou treine de novo.")
}

/// Looks at all logits that a model gives while beams are searched for.
///
/// The functions of the chapters take logits for granted. So a model that was read from a file is
/// handed to them as ``watching(_:)``: the first logits that are no numbers are noted, and −∞ is
/// given in their position, with which a search ends by itself, for no token can come.
final class LogitsWatch: Sendable {
  private let isNoted = Atomic<Bool>(false)

  /// Throws where there were logits that are no numbers.
  func requireFinite() throws {
    if isNoted.load(ordering: .relaxed) { throw LogitsError() }
  }

  func watching<Model>(_ model: Model) -> WatchedModel<Model> {
    WatchedModel(model: model, watch: self)
  }

  fileprivate func checked(_ logits: Tensor) -> Tensor {
    if logits.isFinite { return logits }
    isNoted.store(true, ordering: .relaxed)
    return Tensor(repeating: -.infinity, shape: logits.shape)
  }
}

/// A model whose logits are looked at.
struct WatchedModel<Model: Sendable>: Sendable {
  fileprivate var model: Model
  fileprivate let watch: LogitsWatch
}

extension WatchedModel: DecodingModel where Model: DecodingModel {
  var configuration: GPTConfiguration { model.configuration }
  var blocks: [Model.Block] { model.blocks }
  var finalNorm: LayerNorm { model.finalNorm }

  func embedding(of tokens: [Int], from start: Int) -> Tensor {
    model.embedding(of: tokens, from: start)
  }

  func logits(_ vectors: Tensor) -> Tensor { watch.checked(model.logits(vectors)) }
}

/// The same for a model that reads the whole text again for each token.
struct WatchedLanguageModel<Model: LanguageModel>: LanguageModel {
  var model: Model
  let watch: LogitsWatch

  var configuration: GPTConfiguration { model.configuration }

  func callAsFunction(_ tokens: TokenBatch) -> Tensor { watch.checked(model(tokens)) }

  func nextTokenLogits(after tokens: [Int]) -> Tensor {
    watch.checked(model.nextTokenLogits(after: tokens))
  }

  func withPullback(
    _ tokens: TokenBatch, using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<Self>) {
    let (output, pullback) = model.withPullback(tokens, using: &generator)
    return (output, { Self(model: pullback($0), watch: watch) })
  }

  mutating func visitParameters(under prefix: String, _ body: (String, inout Tensor) -> Void) {
    model.visitParameters(under: prefix, body)
  }
}
