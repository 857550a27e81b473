import CourseKit
import Formats
import Foundation

extension RunFolder {
  /// Keeps other processes from training the same run. It ends with this value, or with the process,
  /// however that ends. Who takes it removes what a process that was killed has left half-written.
  public struct Lock: ~Copyable {
    private let descriptor: Int32

    fileprivate init(_ folder: RunFolder) throws {
      descriptor = open(folder.path, O_RDONLY | O_CLOEXEC)
      guard descriptor < 0 || flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
      else {
        close(descriptor)
        throw InputError(
          "\(folder.path) is being trained by another gpt: wait until it is done, or stop it.",
          "\(folder.path) está sendo treinado por outro gpt: espere que termine ou pare-o.")
      }
      AtomicFile.removeLeftovers(in: folder.path)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }
  }

  /// Takes the lock; where the file system has none, does without.
  public func lock() throws -> Lock { try Lock(self) }
}
