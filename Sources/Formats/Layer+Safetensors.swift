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
  /// - Throws: `InputError`, with the layer unchanged, if a parameter is missing or has another
  ///   shape, or if the file holds a tensor that does not belong to this model.
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
