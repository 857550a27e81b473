import CourseKit
import Foundation

/// A file opened for random-access reading.
///
/// It keeps reading the file that it opened, even if another is renamed over it.
final class InputFile: Sendable {
  let path: String
  /// The length in bytes when the file was opened.
  let size: Int
  private let descriptor: Int32

  init(_ path: String) throws {
    self.path = path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw InputError(reading: path, code: errno) }
    self.descriptor = descriptor
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw InputError(reading: path, code: errno) }
    if status.st_mode & S_IFMT == S_IFDIR { throw InputError(reading: path, code: EISDIR) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw InputError(noPlainFile: path)
    }
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Fills `buffer` with the bytes from `offset` on.
  ///
  /// - Throws: `InputError` if the file cannot be read or ends too early.
  func read(at offset: Int, into buffer: inout [UInt8]) throws {
    var done = 0
    while done < buffer.count {
      let count: Int
      if done == 0 {
        count = pread(descriptor, &buffer, buffer.count, off_t(offset))
      } else {
        var rest = [UInt8](repeating: 0, count: buffer.count - done)
        count = pread(descriptor, &rest, rest.count, off_t(offset + done))
        if count > 0 { buffer.replaceSubrange(done..<done + count, with: rest[..<count]) }
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw InputError(reading: path, code: errno) }
      guard count > 0 else {
        throw InputError(
          file: path, "the file was cut short while it was read; try again",
          "o arquivo foi truncado durante a leitura; tente de novo")
      }
      done += count
    }
  }

  /// The whole file. For small files.
  func contents() throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: size)
    try read(at: 0, into: &bytes)
    return bytes
  }
}
