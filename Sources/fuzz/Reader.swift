import Foundation

/// Something of the product that reads a file, with good files to damage.
struct Reader: Sendable {
  let name: String
  /// How many inputs it gets for one that another of weight 1 gets: what trains or draws a report is
  /// slower than what parses.
  let weight: Int
  /// Good files. All of them are read without an error.
  let samples: [[UInt8]]
  /// Whether a file is a length of eight bytes, a header and data, so that a damaged header gets a
  /// length that fits and is looked into.
  var hasHeader = false
  /// Reads what was put where the reader looks for it, and uses it as the programs do. What is
  /// wrong with the file is an `InputError`.
  let read: @Sendable (_ file: [UInt8]) throws -> Void

  /// The input of this number: a damaged sample. The same number is the same input.
  func input(_ number: Int, seed: UInt64) -> [UInt8] {
    let own = name.utf8.reduce(UInt64(0)) { $0 &* 31 &+ UInt64($1) }
    var mutation = Mutation(seed: seed &* 0x9E37_79B9 &+ own &+ UInt64(number) << 20)
    let sample = samples[number % samples.count]
    let other = samples[number / samples.count % samples.count]
    guard hasHeader, sample.count >= 8, !mutation.isOne(of: 4) else {
      return mutation.damaged(sample, other: other)
    }
    let length = sample[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    var header = Array(sample[8..<8 + length])
    var data = Array(sample[(8 + length)...])
    if mutation.isOne(of: 2) {
      header = mutation.damaged(header, other: header)
    } else {
      data = mutation.damaged(data, other: data)
    }
    return (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) } + header + data
  }
}

/// A file that is written anew for each input. In memory where the system has such a folder.
struct ScratchFile: Sendable {
  let path: String

  func write(_ bytes: [UInt8]) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { fatalError("\(path): \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    guard Foundation.write(descriptor, bytes, bytes.count) == bytes.count else {
      fatalError("\(path): \(String(cString: strerror(errno)))")
    }
  }
}
