import CourseKit
import Foundation
import Synchronization

/// Writes files atomically: completely or not at all.
///
/// The bytes go to a temporary file in the same folder, which is flushed to disk and then renamed.
/// A rename within a file system is a single step: a reader, even after a crash, finds the old file
/// or the new one, never a part.
public enum AtomicFile {
  /// Writes `data` to `path`, replacing any existing file.
  ///
  /// - Throws: `InputError`, with the old file intact.
  public static func write(_ data: Data, to path: String) throws {
    try write(to: path) { file in try file.append([UInt8](data)) }
  }

  /// Writes a text as UTF-8 to `path`, replacing any existing file.
  ///
  /// - Throws: `InputError`, with the old file intact.
  public static func write(_ text: String, to path: String) throws {
    try write(to: path) { file in try file.append([UInt8](text.utf8)) }
  }

  /// Writes what `body` appends, piece by piece.
  ///
  /// If anything fails, in `body` or on the disk, the old file is left intact and no temporary file
  /// remains. A process that is killed midway may leave `.NAME.partial-…`, which
  /// ``removeLeftovers(in:)`` deletes.
  ///
  /// - Throws: `InputError` if the disk is full, or the folder is missing or not writable; rethrows
  ///   what `body` throws.
  public static func write(
    to path: String, _ body: (_ file: borrowing PartialFile) throws -> Void
  ) throws {
    // Replaces the target of a symbolic link, not the link.
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: target.path, isDirectory: &isFolder) {
      if isFolder.boolValue { throw InputError(writing: path, code: EISDIR) }
      guard isRegularFile(target.path) else {
        throw InputError(noPlainFile: path)
      }
    }
    let folder = target.deletingLastPathComponent()
    let file = try PartialFile(for: target, destination: path)
    do {
      try body(file)
      try file.flush()
      guard rename(file.path, target.path) == 0 else {
        throw InputError(writing: path, code: errno)
      }
    } catch {
      unlink(file.path)
      throw error
    }
    flushFolder(folder.path)
  }

  /// Deletes the temporary files that killed processes have left in this folder.
  ///
  /// A file that is still being written is locked by its writer. The process id in its name would
  /// not do: ids are reused.
  public static func removeLeftovers(in folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(".") && name.contains(PartialFile.mark) {
      let path = "\(folder)/\(name)"
      let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
      close(descriptor)
    }
  }

  private static func isRegularFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Makes the rename itself survive a power failure. Some file systems cannot do this; the file
  /// exists all the same, so it is not an error.
  private static func flushFolder(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

/// The number of files that this process has begun: no two threads use the same temporary name.
private let writeCount = Atomic<Int>(0)

/// The file under its temporary name, open for appending.
public struct PartialFile: ~Copyable {
  fileprivate static let mark = ".partial-"

  fileprivate let path: String
  private let descriptor: Int32
  private let destination: String

  /// Creates the temporary file for `target`. Errors name `destination`, the path as the user wrote
  /// it.
  ///
  /// A name that is taken, be it by a planted link or by the leftover of a process with the same
  /// id, is neither opened nor followed: the next name is tried.
  fileprivate init(for target: URL, destination: String) throws {
    self.destination = destination
    while true {
      let serial = writeCount.add(1, ordering: .relaxed).newValue
      let path = target.deletingLastPathComponent().appendingPathComponent(
        ".\(target.lastPathComponent)\(Self.mark)\(getpid())-\(serial)"
      ).path
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
      guard descriptor < 0 else {
        flock(descriptor, LOCK_EX | LOCK_NB)  // best effort: some file systems have no locks
        self.path = path
        self.descriptor = descriptor
        return
      }
      guard errno == EEXIST, serial < 1_000_000 else {
        throw InputError(writing: destination, code: errno)
      }
    }
  }

  deinit { close(descriptor) }

  /// Appends bytes.
  public func append(_ bytes: [UInt8]) throws {
    var rest = bytes
    while !rest.isEmpty {
      let written = write(descriptor, rest, rest.count)
      if written == rest.count { return }
      if written >= 0 {
        rest.removeFirst(written)
      } else if errno != EINTR {
        throw InputError(writing: destination, code: errno)
      }
    }
  }

  /// Waits until everything is on the disk. A full disk may be reported only here.
  fileprivate func flush() throws {
    #if canImport(Darwin)
      // On Darwin `fsync` leaves the bytes in the drive's cache. `F_FULLFSYNC` flushes it, but not
      // every file system supports it.
      if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
    #endif
    guard fsync(descriptor) == 0 else { throw InputError(writing: destination, code: errno) }
  }
}
