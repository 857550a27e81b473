import CourseKit
import Formats
import Foundation
import Tensors

/// Values that an independent implementation computed: a file of `Tests/Fixtures`.
///
/// What the files hold, and how near float32 can come to it, is told by `make_fixtures.py` beside
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

  /// The tensor under a name.
  public func tensor(_ name: String) throws -> Tensor { try file.tensor(name) }

  /// The integers under a name, row after row.
  public func integers(_ name: String) throws -> [Int] { try file.integers(name) }

  /// Numbers with all the digits of a Double, as the metadata hold them.
  public func doubles(_ name: String) throws -> [Double] {
    let numbers = file.metadata[name, default: ""].split(separator: " ").map { Double($0) }
    guard !numbers.isEmpty, !numbers.contains(nil) else {
      throw InputError(
        "The fixture's metadata hold no numbers under \(name): run make_fixtures.py again.",
        "Os metadados da fixture não têm números em \(name): rode make_fixtures.py de novo.")
    }
    return numbers.compactMap { $0 }
  }

  /// Token ids `[batch, length]` (or one sequence, if there is one axis).
  public func tokens(_ name: String) throws -> TokenBatch {
    guard let shape = file.shape(of: name) else { throw missing(name) }
    return TokenBatch(rows(try file.integers(name), of: shape.columnCount))
  }

  /// One batch of token ids for each step of training, from `[steps, batch, length]`.
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
  /// A layer with every parameter taken from the fixture, where it stands under `prefix` and its name.
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
  /// Returns a sentence about the first that differs, nil if none does.
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
