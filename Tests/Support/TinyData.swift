import Console
import CourseKit
import Foundation
import Pipeline
import Pretraining
import Runs
import Tokenization

/// The text of a run, with little to be measured on: an evaluation is most of what a tiny run costs.
package func documents(for configuration: RunConfiguration) throws -> PretrainingData.Documents {
  var documents = try PretrainingData.documents(of: configuration)
  documents.validation = Array(documents.validation.prefix(20))
  return documents
}

package func data(for configuration: RunConfiguration) throws -> PretrainingData {
  let documents = try documents(for: configuration)
  let tokenizer = ByteLevelBPE(
    documents: documents.training, vocabularySize: configuration.model.vocabularySize)
  return try PretrainingData(documents, tokenizer: tokenizer, configuration: configuration)
}

extension PretrainingRun {
  /// Trains until `step` steps are done, as if Ctrl-C came then.
  package mutating func train(until step: Int = .max) throws {
    do {
      try train { if $0.steps.count >= step { throw Stopped() } }
    } catch is Stopped {}
  }
}
