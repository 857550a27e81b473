import CourseKit
import Formats
import Foundation
import Tensors

// MARK: 5.9 Checkpoint, exact resume

extension Training {
  /// Writes everything that the next step depends on into one safetensors file, whole or not at
  /// all: parameters under their names, AdamW's moments under `adam.m.` and `adam.v.`, step and
  /// generator as metadata.
  ///
  ///     tensors     wte.weight …            the parameters, in the order of the visit
  ///                 adam.m.wte.weight …     then the first moments, in the same order
  ///                 adam.v.wte.weight …     then the second ones; before the first update neither
  ///     metadata    step        "12"        the training's
  ///                 adam.step   "12"        the optimizer's
  ///                 generator   "8730…"     the generator's state, a UInt64
  ///
  /// `SafetensorsFile.write` does the writing.
  public func save(to path: String) throws {
    todo("5.9")
  }

  /// Resumes a training where ``save(to:)`` left it: the next step is the same, bit for bit, as if
  /// there had been no interruption.
  ///
  /// The model and the plan must be those of the run that was saved. All is read before anything is
  /// changed: if the metadata or a tensor is missing, it throws and the training stays as it was. With
  /// an `adam.step` of 0 there are no moments to read.
  ///
  /// What helps: `SafetensorsFile(readingFrom:)`; `load(from:path:)`, which fills a model, and
  /// `file.tensor(_:shape:)`, which checks the shape, both of Formats; `InputError.noCheckpoint`;
  /// `SeededGenerator(state:)`.
  public mutating func restore(from path: String) throws {
    todo("5.9")
  }
}

extension InputError {
  /// For a file that lacks the step, `adam.step` or the generator.
  fileprivate static func noCheckpoint(_ path: String) -> InputError {
    InputError(
      "\(path) is no training checkpoint (it tells no step and no generator): give one that a "
        + "training run has saved.",
      "\(path) não é um checkpoint de treino (não informa o passo nem o gerador): indique um que "
        + "um treino tenha salvado.")
  }
}
