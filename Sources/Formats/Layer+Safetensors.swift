import CourseKit
import Tensors

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
