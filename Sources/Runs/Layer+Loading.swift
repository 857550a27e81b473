import CourseKit
import Formats
import Tensors

extension Layer {
  /// Takes every parameter from a file. Throws `InputError` where one is missing, has another shape,
  /// or holds a value that is not a number.
  public mutating func loadFinite(from path: String) throws {
    try load(from: SafetensorsFile(readingFrom: path), path: path)
    for (name, parameter) in parameters { try parameter.requireFinite(name, in: path) }
  }

  /// Writes every parameter, but never a value that is not a number over a good file.
  public func saveFinite(to path: String, metadata: [String: String] = [:]) throws {
    for (name, parameter) in parameters where !parameter.isFinite {
      throw InputError(
        "The training has diverged, \(name) holds a value that is not a number: \(path) was left as it "
          + "was; begin again with a smaller --learning-rate.",
        "O treino divergiu, \(name) contém um valor que não é número: \(path) ficou como estava; "
          + "comece de novo com um --learning-rate menor.")
    }
    try saveParameters(to: path, metadata: metadata)
  }
}

extension Tensor {
  /// Whether all numbers are numbers, and none is infinite.
  public var isFinite: Bool { scalars.allSatisfy(\.isFinite) }

  /// Throws `InputError` where a value of this tensor, which was read from `path`, is none.
  public func requireFinite(_ name: String, in path: String) throws {
    guard isFinite else { throw notNumbers(name, path) }
  }

  /// The same for a mean of squares, which cannot be negative either.
  public func requireNotNegative(_ name: String, in path: String) throws {
    guard scalars.allSatisfy({ $0 >= 0 && $0.isFinite }) else { throw notNumbers(name, path) }
  }

  private func notNumbers(_ name: String, _ path: String) -> InputError {
    InputError(
      "\(path): \(name) holds a value that is not a number, or not one that can stand there: restore "
        + "the file, or begin a new run.",
      "\(path): \(name) contém um valor que não é número, ou que não pode estar ali: restaure o "
        + "arquivo ou comece outra execução.")
  }
}
