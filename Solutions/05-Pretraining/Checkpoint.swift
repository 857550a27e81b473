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
    // begin 5.9
    let parameters = model.parameters
    var tensors = parameters
    for (parameter, moment) in zip(parameters, optimizer.firstMoments) {
      tensors.append(("adam.m.\(parameter.name)", moment))
    }
    for (parameter, moment) in zip(parameters, optimizer.secondMoments) {
      tensors.append(("adam.v.\(parameter.name)", moment))
    }
    try SafetensorsFile.write(
      tensors,
      metadata: [
        "step": String(step),
        "adam.step": String(optimizer.step),
        "generator": String(generator.state),
      ], to: path)
    // end 5.9
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
    // begin 5.9
    let file = try SafetensorsFile(readingFrom: path)
    guard let step = file.metadata["step"].flatMap(Int.init),
      let optimizerStep = file.metadata["adam.step"].flatMap(Int.init),
      let state = file.metadata["generator"].flatMap(UInt64.init)
    else {
      throw InputError.noCheckpoint(path)
    }
    var restored = self
    try restored.model.load(from: file, path: path)
    // Before the first update there are no moments.
    let parameters = optimizerStep > 0 ? model.parameters : []
    restored.optimizer.firstMoments = try parameters.map {
      try file.tensor("adam.m.\($0.name)", shape: $0.tensor.shape)
    }
    restored.optimizer.secondMoments = try parameters.map {
      try file.tensor("adam.v.\($0.name)", shape: $0.tensor.shape)
    }
    restored.optimizer.step = optimizerStep
    restored.generator = SeededGenerator(state: state)
    restored.step = step
    self = restored
    // end 5.9
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
