import CourseKit
import Formats
import Foundation
import Tensors

/// Values computed by an independent implementation: a file in `Tests/Fixtures`.
///
/// `make_fixtures.py` beside the files documents their contents, and how closely float32 can match
/// them.
public struct Fixture: Sendable {
  private let file: SafetensorsFile

  /// Opens `Tests/Fixtures/<name>.safetensors` of this package.
  public init(_ name: String) throws {
    let package = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    file = try SafetensorsFile(
      readingFrom: package.appending(path: "Tests/Fixtures/\(name).safetensors").path)
  }

  /// The tensor with the given name.
  public func tensor(_ name: String) throws -> Tensor { try file.tensor(name) }

  /// The integers with the given name, in row-major order.
  public func integers(_ name: String) throws -> [Int] { try file.integers(name) }

  /// Numbers with the full precision of Double, as stored in the metadata.
  public func doubles(_ name: String) throws -> [Double] {
    let numbers = file.metadata[name, default: ""].split(separator: " ").map { Double($0) }
    guard !numbers.isEmpty, !numbers.contains(nil) else {
      throw InputError(
        "The fixture's metadata hold no numbers under \(name): run make_fixtures.py again.",
        "Os metadados da fixture não têm números em \(name): rode make_fixtures.py de novo.")
    }
    return numbers.compactMap { $0 }
  }

  /// Token ids of shape `[batch, length]`, or `[length]` for a single sequence.
  public func tokens(_ name: String) throws -> TokenBatch {
    guard let shape = file.shape(of: name) else { throw missing(name) }
    return TokenBatch(rows(try file.integers(name), of: shape.columnCount))
  }

  /// One batch of token ids per training step, from shape `[steps, batch, length]`.
  public func batches(_ name: String) throws -> [TokenBatch] {
    guard let shape = file.shape(of: name) else { throw missing(name) }
    return rows(try file.integers(name), of: shape.columnCount).chunked(by: shape[1])
      .map { TokenBatch($0) }
  }

  private func missing(_ name: String) -> InputError {
    InputError(
      "The fixtures hold no \(name): run make_fixtures.py again.",
      "As fixtures não têm \(name): rode make_fixtures.py de novo.")
  }

  private func rows(_ ids: [Int], of length: Int) -> [[Int]] { ids.chunked(by: length) }
}

// MARK: Layers

extension Fixture {
  /// A layer with all parameters read from the fixture, where their names are preceded by `prefix`.
  public func filling<Model: Layer>(_ layer: Model, from prefix: String) throws -> Model {
    var filled = layer
    var problem: (any Error)?
    filled.visitParameters(under: "") { name, parameter in
      do { parameter = try file.tensor(prefix + name) } catch { problem = error }
    }
    if let problem { throw problem }
    return filled
  }

  /// Compares every parameter of a layer, or of a layer's gradient, with those under `prefix`.
  ///
  /// Returns a sentence about the first difference; nil if there is none.
  public func difference(
    between layer: some Layer, and prefix: String, tolerance: Double = 1e-5
  ) throws -> String? {
    for (name, tensor) in layer.parameters {
      let expected = try file.tensor(prefix + name)
      if let difference = Grading.difference(between: tensor, and: expected, tolerance: tolerance) {
        return "\(name): \(difference)"
      }
    }
    return nil
  }
}

extension Array {
  fileprivate func chunked(by length: Int) -> [[Element]] {
    stride(from: 0, to: count, by: Swift.max(1, length)).map {
      Array(self[$0..<Swift.min($0 + length, count)])
    }
  }
}
