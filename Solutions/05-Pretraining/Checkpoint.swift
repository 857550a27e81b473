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
  /// What helps: `SafetensorsFile(readingFrom:)`; `load(from:path:)` below, which fills a model;
  /// `file.tensor(_:shape:)`, which checks the shape; `InputError.noCheckpoint`;
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

extension Layer {
  /// Writes the parameters alone, under their names: what is needed to use the model, and what
  /// other programs can read. Throws where the file cannot be written.
  public func saveParameters(to path: String, metadata: [String: String] = [:]) throws {
    try SafetensorsFile.write(parameters, metadata: metadata, to: path)
  }

  /// Loads every parameter from a file. Throws `InputError`, and changes nothing, if one is
  /// missing, has another shape, or does not belong to this model.
  ///
  /// AdamW's moments may be there too, and the masks that GPT-2's own files carry as `attn.bias`. The
  /// names may stand under `transformer.`, as Hugging Face's GPT2LMHeadModel writes them.
  public mutating func load(from file: SafetensorsFile, path: String) throws {
    let file = try file.withoutPrefix("transformer.", besides: ["lm_head.", "score."])
    let known = Set(parameters.map(\.name))
    let stranger = file.names.first {
      !known.contains($0) && !$0.hasPrefix("adam.") && !$0.hasSuffix(".attn.bias")
        && !$0.hasSuffix(".attn.masked_bias")
    }
    if let stranger {
      throw InputError(
        "\(path) holds \(stranger), which this model has no place for: give the file of a model with "
          + "the same configuration.",
        "\(path) contém \(stranger), que não tem lugar neste modelo: indique o arquivo de um modelo "
          + "com a mesma configuração.")
    }
    var tensors: [Tensor] = []
    for (name, parameter) in parameters {
      tensors.append(try file.tensor(name, shape: parameter.shape))
    }
    var index = 0
    visitParameters(under: "") { _, parameter in
      parameter = tensors[index]
      index += 1
    }
  }
}

extension SafetensorsFile {
  /// A tensor that must have a certain shape; it is read only if the file says so.
  fileprivate func tensor(_ name: String, shape: Shape) throws -> Tensor {
    try requireShape(shape, of: name)
    return try tensor(name)
  }
}
