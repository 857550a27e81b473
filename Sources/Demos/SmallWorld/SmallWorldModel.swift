import Corpora
import CourseKit
import PretrainingSolution
import Tensors
import TokenizationSolution
import TransformerSolution

/// A model that knows the small world, with the tokenizer that it was trained with.
struct SmallWorldModel: Sendable {
  let world: SmallWorld
  let tokenizer: ByteLevelBPE
  var model: GPT
  /// Where it comes from.
  let origin: Origin

  enum Origin: Sendable, Equatable {
    /// Pretrained in the demo.
    case demo
    /// Read from this file of a run of the user's.
    case run(path: String, isAssistant: Bool)
  }

  /// What ends an answer: a model that is only pretrained would go on with the next question.
  var stopText: String? {
    if case .run(_, isAssistant: true) = origin { return nil }
    return "\n"
  }

  var language: Language { world.language }
  var endOfText: Int { tokenizer.endOfText ?? 0 }
  var contextLength: Int { model.configuration.contextLength }

  /// A token as it can be seen; the end of a document as `<end>`, `<fim>`.
  func label(_ id: Int) -> String { tokenizer.label(id, language) }
}

extension ByteLevelBPE {
  func label(_ id: Int, _ language: Language) -> String {
    id == endOfText ? language.text("<end>", "<fim>") : Narrator.visible(decode([id]))
  }
}
