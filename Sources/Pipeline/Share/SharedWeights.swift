import Extensions
import Foundation
import Tensors
import Transformer

/// A model's weights as its shared page holds them: a safetensors file whose matrices are bytes.
///
/// Each matrix is rounded as chapter 8.5 does it. `h.0.attn.c_attn.weight` becomes
/// `h.0.attn.c_attn.integers`, with a row of bytes for each output, and `h.0.attn.c_attn.scales`. Norms,
/// biases and positions stay floats. Floats come first, so that each begins at a multiple of four.
struct SharedWeights {
  private struct Entry: Encodable {
    let dtype: String
    let shape: [Int]
    let data_offsets: [Int]
  }

  /// The file.
  let data: Data

  /// Cost: one pass over the parameters; two copies of the bytes.
  init(_ model: GPT) throws {
    var floats: [(name: String, tensor: Tensor)] = []
    var matrices: [(name: String, layer: QuantizedLinear)] = []
    for (name, tensor) in model.parameters {
      guard tensor.rank == 2, name != "wpe.weight" else {
        floats.append((name, tensor))
        continue
      }
      let owner = String(name.dropLast(".weight".count))
      // A token's vector is a row of its matrix, and yet one output of the head.
      let isByToken = owner == "wte" || owner == "lm_head"
      let weight = isByToken ? tensor.transposed : tensor.matrix
      let layer = QuantizedLinear(weight: weight, bias: nil)
      floats.append((owner + ".scales", layer.scales))
      matrices.append((owner + ".integers", layer))
    }

    var entries: [String: Entry] = [:]
    var body = Data()
    func append(_ bytes: UnsafeRawBufferPointer, _ name: String, _ dtype: String, _ shape: [Int]) {
      entries[name] = Entry(
        dtype: dtype, shape: shape, data_offsets: [body.count, body.count + bytes.count])
      body.append(contentsOf: bytes)
    }
    for (name, tensor) in floats {
      let shape = (0..<tensor.rank).map { tensor.shape[$0] }
      tensor.scalars.withUnsafeBytes { append($0, name, "F32", shape) }
    }
    for (name, layer) in matrices {
      let (rows, columns) = (layer.integers.rowCount, layer.integers.columnCount)
      let bytes = (0..<columns).flatMap { column in
        (0..<rows).map { layer.integers[$0, column] }
      }
      bytes.withUnsafeBytes { append($0, name, "I8", [columns, rows]) }
    }

    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var header = try encoder.encode(entries)
    header.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - header.count % 8) % 8))
    data = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Data($0) } + header + body
  }
}
