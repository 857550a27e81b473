import Corpora
import CourseKit
import Narration
import PretrainingSolution
import Tensors
import TokenizationSolution
import TransformerSolution

/// A model that was trained on the small world, and its tokenizer.
struct SmallWorldModel: Sendable {
  let world: SmallWorld
  let tokenizer: ByteLevelBPE
  var model: GPT
  /// Where the model comes from.
  let origin: Origin

  enum Origin: Sendable, Equatable {
    /// Pretrained by the demo.
    case demo
    /// Read from this file of one of the user's runs.
    case run(path: String, isAssistant: Bool)
  }

  /// The text that ends an answer: a model that is only pretrained would go on with the next
  /// question.
  var stopText: String? {
    if case .run(_, isAssistant: true) = origin { return nil }
    return "\n"
  }

  var language: Language { world.language }
  var endOfText: Int { tokenizer.endOfText ?? 0 }
  var contextLength: Int { model.configuration.contextLength }

  /// A printable form of a token; the end of a document is `<end>`, or `<fim>`.
  func label(_ id: Int) -> String { tokenizer.label(id, language) }
}

extension ByteLevelBPE {
  func label(_ id: Int, _ language: Language) -> String {
    id == endOfText ? language.text("<end>", "<fim>") : Narrator.visible(decode([id]))
  }
}
