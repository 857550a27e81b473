import Foundation

/// A part of the product that reads a file, with valid files to damage.
struct Reader: Sendable {
  let name: String
  /// How often it gets an input, relative to a reader of weight 1: training or drawing a report is
  /// slower than parsing.
  let weight: Int
  /// Valid files, all of which are read without an error.
  let samples: [[UInt8]]
  /// Whether the format is an eight-byte length, a header and data; then a damaged header gets a
  /// matching length, so that it is parsed.
  var hasHeader = false
  /// Reads the file from where the reader expects it, and uses it as the programs do. A damaged
  /// file is reported as an `InputError`.
  let read: @Sendable (_ file: [UInt8]) throws -> Void

  /// The input of this number: a damaged sample. The same number and seed give the same input.
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

/// A file that is rewritten for each input, in memory if the system has such a folder.
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
