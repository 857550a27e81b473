import CourseKit
import Formats
import Pretraining
import Tensors

extension Layer {
  /// Takes every parameter from a file. Throws `InputError` where one is missing, has another shape,
  /// or holds a value that is not a number.
  mutating func loadFinite(from path: String) throws {
    try load(from: SafetensorsFile(readingFrom: path), path: path)
    for (name, parameter) in parameters {
      guard parameter.reduceRows({ $0.sum() }).scalars.allSatisfy(\.isFinite) else {
        throw InputError(
          "\(path): \(name) holds a value that is not a number: restore the file, or begin a new "
            + "run.",
          "\(path): \(name) contém um valor que não é número: restaure o arquivo ou comece "
            + "outra execução.")
      }
    }
  }
}
