import CourseKit
import Foundation
import Synchronization

/// Files that are written whole or not at all.
///
/// The bytes go to a new file in the same folder, are forced to the disk, and only then take the
/// old file's name: a rename within a file system happens in one step. Whoever reads the file
/// meanwhile, and whoever finds it after a crash, sees the old one or the new one, never a part.
public enum AtomicFile {
  /// Writes `data` to `path`, replacing what was there.
  public static func write(_ data: Data, to path: String) throws {
    try write(to: path) { file in try file.append([UInt8](data)) }
  }

  /// Writes a text as UTF-8 to `path`, replacing what was there.
  public static func write(_ text: String, to path: String) throws {
    try write(to: path) { file in try file.append([UInt8](text.utf8)) }
  }

  /// Writes what `body` appends, piece by piece.
  ///
  /// If anything fails, in `body` or on the disk, the old file stays as it was and nothing else is
  /// left behind. A process that is killed in between may leave `.NAME.partial-…`, which
  /// `removeLeftovers` takes away.
  ///
  /// - Throws: `InputError` when the disk is full, the folder is missing, or it may not be written;
  ///   and whatever `body` throws.
  public static func write(
    to path: String, _ body: (_ file: borrowing PartialFile) throws -> Void
  ) throws {
    // The target of a link is replaced, not the link.
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

  /// Removes what processes that were killed while they wrote into this folder have left behind.
  ///
  /// Whoever still writes such a file holds a lock on it; process numbers come again.
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

  /// Makes the rename itself survive a power cut. Some file systems cannot; the file is there all
  /// the same, so this is no failure.
  private static func flushFolder(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

/// How many files this process has begun: two threads never use the same temporary name.
private let writeCount = Atomic<Int>(0)

/// The file under its temporary name, open for appending.
public struct PartialFile: ~Copyable {
  fileprivate static let mark = ".partial-"

  fileprivate let path: String
  private let descriptor: Int32
  private let destination: String

  /// Makes the file that will become `target`; an error names `destination`, as the user wrote it.
  ///
  /// What already has the name, a link that somebody has planted or what a process with the same
  /// number has left, is neither opened nor followed: the next name is tried.
  fileprivate init(for target: URL, destination: String) throws {
    self.destination = destination
    while true {
      let serial = writeCount.add(1, ordering: .relaxed).newValue
      let path = target.deletingLastPathComponent().appendingPathComponent(
        ".\(target.lastPathComponent)\(Self.mark)\(getpid())-\(serial)"
      ).path
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
      guard descriptor < 0 else {
        flock(descriptor, LOCK_EX | LOCK_NB)  // where the file system has none, does without
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

  /// Adds bytes at the end.
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

  /// Waits until the disk has it all. A full disk may show itself only here.
  fileprivate func flush() throws {
    #if canImport(Darwin)
      // There `fsync` leaves the bytes in the disk's own memory; not every file system has the other.
      if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
    #endif
    guard fsync(descriptor) == 0 else { throw InputError(writing: destination, code: errno) }
  }
}
