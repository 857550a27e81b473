import CourseKit
import Foundation
import Tensors

/// The weights of a Hugging Face folder of the GPT-2 family, in one file or in parts.
///
/// `model.safetensors` holds all of them; a large model has parts, and `model.safetensors.index.json`
/// tells which tensor is in which. Only headers are read until a tensor is asked for. Names count
/// without the prefix `transformer.`.
public struct HuggingFaceWeights: Sendable {
  /// The part that holds each tensor.
  private let files: [String: SafetensorsFile]
  /// What messages name: the file, or the index of its parts.
  public let path: String

  /// The names of all tensors, sorted.
  public var names: [String] { files.keys.sorted() }

  /// Opens the folder's weights.
  ///
  /// - Throws: `InputError` if a file is missing or malformed, or if the index and the parts do not
  ///   agree.
  public init(readingFrom folder: String) throws {
    let single = folder + "/model.safetensors"
    let index = single + ".index.json"
    let manager = FileManager.default
    guard !manager.fileExists(atPath: single), manager.fileExists(atPath: index) else {
      path = single
      let file = try Self.open(single)
      files = Dictionary(uniqueKeysWithValues: file.names.map { ($0, file) })
      return
    }
    path = index
    files = try Self.parts(in: folder, index: index)
  }

  private static func open(_ path: String) throws -> SafetensorsFile {
    let pickled = (path as NSString).deletingLastPathComponent + "/pytorch_model.bin"
    let manager = FileManager.default
    if !manager.fileExists(atPath: path), manager.fileExists(atPath: pickled) {
      throw InputError(
        file: path,
        "this file is missing, and pytorch_model.bin is not read, since it may run code; save the model again "
          + "with transformers' save_pretrained",
        "este arquivo não existe, e pytorch_model.bin não é lido, pois pode executar código; salve o modelo "
          + "de novo com o save_pretrained do transformers")
    }
    return try SafetensorsFile(readingFrom: path)
      .withoutPrefix("transformer.", besides: headPrefixes)
  }

  /// What stands beside the transformer in a file of Hugging Face's classes with a head.
  private static let headPrefixes = [
    "lm_head.", "score.", "multiple_choice_head.", "classifier.", "qa_outputs.", "v_head.",
  ]

  private static func parts(in folder: String, index: String) throws -> [String: SafetensorsFile] {
    let map = try JSONValue.object(readFrom: index).first { $0.name == "weight_map" }?.value.object
    guard let map, !map.isEmpty else {
      throw InputError(damaged: index, "it has no weight_map", "não há weight_map no arquivo")
    }
    var parts: [String: SafetensorsFile] = [:]
    var files: [String: SafetensorsFile] = [:]
    for member in map {
      guard let part = member.value.string, !part.isEmpty, !part.contains("/"), part != "..",
        part != "."
      else {
        throw InputError(
          damaged: index,
          "its weight_map does not name a file of the same folder for \(member.name)",
          "o weight_map não indica um arquivo da mesma pasta para \(member.name)")
      }
      let file = try parts[part] ?? open("\(folder)/\(part)")
      parts[part] = file
      let name = member.name.withoutPrefix("transformer.")
      guard file.names.contains(name) else {
        throw InputError(
          file: index,
          "it says that \(part) holds \(member.name), but it does not; take all parts of the same "
            + "model",
          "o arquivo diz que \(part) contém \(member.name), mas não contém; use todas as partes do "
            + "mesmo modelo")
      }
      guard files.updateValue(file, forKey: name) == nil else {
        throw InputError(
          damaged: index, "it names \(name) twice", "o arquivo indica \(name) duas vezes")
      }
    }
    return files
  }

  // MARK: What a model takes

  /// Where a model's parameters are to come from, checked before any is read.
  ///
  /// - Parameters:
  ///   - shapes: the names and shapes of the model's parameters.
  ///   - tiesHead: whether the head is the token embedding, so that a copy of it counts for nothing.
  /// - Returns: the tensors that were left out: heads that a language model has no place for.
  /// - Throws: `InputError` if a parameter is missing or has another shape, or if there is a tensor
  ///   that belongs to another kind of model.
  public func requireShapes(
    _ shapes: [(name: String, shape: Shape)], tiesHead: Bool
  ) throws -> [String] {
    var left = Set(files.keys.filter { !Self.isMask($0) })
    if tiesHead { left.remove("lm_head.weight") }
    for (name, shape) in shapes where name != Self.headBias || files[name] != nil {
      try file(of: source(name, tiesHead)).requireShape(shape, of: source(name, tiesHead))
      left.remove(name)
    }
    let heads = left.filter { name in
      Self.headPrefixes.dropFirst().contains { name.hasPrefix($0) }
    }
    if let stranger = left.subtracting(heads).sorted().first {
      throw InputError(
        file: path,
        "\(stranger) has no place in a GPT-2 with this config.json; take both files from the same model, of "
          + "the kind GPT2LMHeadModel",
        "\(stranger) não tem lugar num GPT-2 com este config.json; use os dois arquivos do mesmo modelo, do "
          + "tipo GPT2LMHeadModel")
    }
    return heads.sorted()
  }

  /// A parameter of the model as Float32, after ``requireShapes(_:tiesHead:)``. The bias of a head of its
  /// own, which GPT-2 has not got, is 0.
  public func tensor(_ name: String, shape: Shape, tiesHead: Bool) throws -> Tensor {
    if name == Self.headBias, files[name] == nil { return Tensor(zeros: shape) }
    let name = source(name, tiesHead)
    return try file(of: name).tensor(name, shape: shape)
  }

  private static let headBias = "lm_head.bias"

  /// GPT-2's masks, which some files store among the weights, of any type.
  private static func isMask(_ name: String) -> Bool {
    name.hasSuffix(".attn.bias") || name.hasSuffix(".attn.masked_bias")
  }

  /// Of two names for one tied tensor a file may have kept the other.
  private func source(_ name: String, _ tiesHead: Bool) -> String {
    tiesHead && name == "wte.weight" && files[name] == nil && files["lm_head.weight"] != nil
      ? "lm_head.weight" : name
  }

  private func file(of name: String) throws -> SafetensorsFile {
    if let file = files[name] { return file }
    throw InputError(
      file: path,
      "it has no tensor \(name); use a file that was saved from the same kind of model",
      "não há o tensor \(name) no arquivo; use um arquivo salvo do mesmo tipo de modelo")
  }
}

extension String {
  fileprivate func withoutPrefix(_ prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
  }
}
