import CourseKit
import Formats
import Tensors

extension GPTConfiguration {
  /// The names and shapes of all parameters of a model of this configuration, in its order.
  ///
  /// A file's header can be compared with them before a model of that size is made: a configuration can
  /// ask for gigabytes that the file beside it does not have.
  public var parameterShapes: [(name: String, shape: Shape)] {
    var shapes: [(name: String, shape: Shape)] = [
      ("wte.weight", [vocabularySize, width]), ("wpe.weight", [contextLength, width]),
    ]
    for layer in 0..<layerCount {
      shapes += [
        ("ln_1.weight", [width]), ("ln_1.bias", [width]),
        ("attn.c_attn.weight", [width, 3 * width]), ("attn.c_attn.bias", [3 * width]),
        ("attn.c_proj.weight", [width, width]), ("attn.c_proj.bias", [width]),
        ("ln_2.weight", [width]), ("ln_2.bias", [width]),
        ("mlp.c_fc.weight", [width, 4 * width]), ("mlp.c_fc.bias", [4 * width]),
        ("mlp.c_proj.weight", [4 * width, width]), ("mlp.c_proj.bias", [width]),
      ].map { ("h.\(layer).\($0.0)", $0.1) }
    }
    shapes += [("ln_f.weight", [width]), ("ln_f.bias", [width])]
    if !tiesHead {
      shapes += [("lm_head.weight", [vocabularySize, width]), ("lm_head.bias", [vocabularySize])]
    }
    return shapes
  }

  /// Throws `InputError` where a file does not hold a model of this configuration. Only its header is
  /// read.
  /// - Parameter classCount: of a classifier, whose head stands in the place of the output head.
  public func requireShapes(of path: String, classCount: Int? = nil) throws {
    let file = try SafetensorsFile(readingFrom: path)
      .withoutPrefix("transformer.", besides: ["lm_head.", "score."])
    var shapes = parameterShapes
    if let classCount {
      shapes.removeAll { $0.name.hasPrefix("lm_head.") }
      shapes += [("score.weight", [width, classCount]), ("score.bias", [classCount])]
    }
    for (name, shape) in shapes { try file.requireShape(shape, of: name) }
  }
}
