import CourseKit
import Tensors

extension Layer {
  /// Writes only the parameters, under their names: enough to use the model, and readable by other
  /// programs.
  ///
  /// - Throws: `InputError` if the file cannot be written.
  public func saveParameters(to path: String, metadata: [String: String] = [:]) throws {
    try SafetensorsFile.write(parameters, metadata: metadata, to: path)
  }

  /// Loads every parameter from a file.
  ///
  /// The file may also hold AdamW's moments, and the masks that GPT-2's own files store as
  /// `attn.bias`. The names may have the prefix `transformer.`, as written by Hugging Face's
  /// GPT2LMHeadModel.
  ///
  /// Memory: one parameter more than the layer has.
  ///
  /// - Throws: `InputError`, with the layer unchanged, if a parameter is missing or has another
  ///   shape, or if the file holds a tensor that does not belong to this model; with some parameters
  ///   loaded, if the disk fails while it is read.
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
    for (name, parameter) in parameters {
      try file.requireFloats(name, shape: parameter.shape)
    }
    var result = Result<Void, any Error>.success(())
    visitParameters(under: "") { name, parameter in
      guard case .success = result else { return }
      result = Result { parameter = try file.tensor(name, shape: parameter.shape) }
    }
    try result.get()
  }
}
