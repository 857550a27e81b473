import CourseKit
import Formats
import Runs
import Tensors

extension ModelExport {
  /// How the matrices of a GGUF file are stored; vectors and positions are always F32.
  public enum Precision: String, CaseIterable, Sendable {
    case f32, f16
    case q8 = "q8_0"

    /// `general.file_type`.
    fileprivate var fileType: Int {
      switch self {
      case .f32: 0
      case .f16: 1
      case .q8: 7
      }
    }
  }

  /// Writes one file that llama.cpp runs, under the names of its architecture `gpt2`.
  ///
  /// Throws `InputError` for a classifier, which llama.cpp has no such model for. Returns what differs from
  /// the model here.
  public func write(toGGUF path: String, _ precision: Precision) throws -> [Text] {
    guard choice != .classifier else {
      throw InputError(
        "llama.cpp has no GPT-2 classifier: export this one to a folder, for Hugging Face's transformers.",
        "O llama.cpp não tem classificador GPT-2: exporte este para uma pasta, para o transformers da Hugging "
          + "Face.")
    }
    let model = run.model
    let sizes: [(String, Int)] = [
      ("block_count", model.layerCount), ("context_length", model.contextLength),
      ("embedding_length", model.width), ("feed_forward_length", 4 * model.width),
      ("attention.head_count", model.headCount),
    ]
    var metadata: [(name: String, value: GGUFFile.Value)] = [
      ("general.architecture", .text("gpt2")), ("general.type", .text("model")),
      ("general.name", .text("\(folder.name) \(choice.rawValue)")),
      ("general.file_type", .count(precision.fileType)),
    ]
    if precision == .q8 { metadata.append(("general.quantization_version", .count(2))) }
    metadata += sizes.map { ("gpt2.\($0.0)", .count($0.1)) }
    metadata.append(("gpt2.attention.layer_norm_epsilon", .number(model.normEpsilon)))
    metadata += tokenizer.metadata(chatTemplate: template?.jinja)
    try GGUFFile.write(
      metadata: metadata, tensors.map { entry($0.name, $0.tensor, precision) }, to: path)
    guard model.activation == .gelu else { return [] }
    return [
      Text(
        "llama.cpp computes GPT-2's GELU with the tanh approximation, and this model was trained with the "
          + "exact one: the logits differ by a few thousandths.",
        "O llama.cpp calcula a GELU do GPT-2 com a aproximação por tanh, e este modelo foi treinado com a exata: "
          + "os logits diferem em alguns milésimos.")
    ]
  }

  /// GPT-2's matrices are [input, output] in the files of Hugging Face, and [output, input] here.
  private func entry(
    _ name: String, _ tensor: Tensor, _ precision: Precision
  ) -> GGUFFile.Entry {
    let isProjection = name.hasSuffix(".weight") && name.contains(".c_")
    let tensor = isProjection ? Tensor(tensor.transposed) : tensor
    let short = Self.name(name)
    guard tensor.shape.axes.count == 2, short != "position_embd.weight" else {
      return GGUFFile.Entry(short, tensor, as: .float32)
    }
    let isDivisible = tensor.shape.axes[1].isMultiple(of: 32)
    let encoding: GGUFFile.Encoding =
      switch precision {
      case .f32: .float32
      case .f16: .float16
      case .q8: isDivisible ? .blocksOf8Bits : .float16
      }
    return GGUFFile.Entry(short, tensor, as: encoding)
  }

  /// llama.cpp's name of a tensor.
  private static func name(_ name: String) -> String {
    var parts = name.split(separator: ".").map(String.init)
    let end = parts.removeLast()
    if parts.first == "transformer" { parts.removeFirst() }
    let fixed = [
      "wte": "token_embd", "wpe": "position_embd", "ln_f": "output_norm", "lm_head": "output",
    ]
    if let short = fixed[parts[0]] { return "\(short).\(end)" }
    let inBlock = [
      "ln_1": "attn_norm", "attn.c_attn": "attn_qkv", "attn.c_proj": "attn_output",
      "ln_2": "ffn_norm", "mlp.c_fc": "ffn_up", "mlp.c_proj": "ffn_down",
    ]
    return "blk.\(parts[1]).\(inBlock[parts[2...].joined(separator: ".")]!).\(end)"
  }
}
