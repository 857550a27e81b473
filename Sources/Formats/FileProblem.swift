import CourseKit
import Foundation

extension InputError {
  /// One sentence about a file: its path, what is wrong, what to do.
  init(file path: String, _ problem: String) { self.init("\(path): \(problem)") }

  /// Why the system refused to read a file.
  init(reading path: String, code: Int32) {
    switch code {
    case ENOENT, ENOTDIR:
      self.init(file: path, "there is no such file; check the path")
    case EACCES, EPERM:
      self.init(file: path, "you may not read this file; change its permissions")
    case EISDIR:
      self.init(file: path, "this is a folder; name a file in it")
    default:
      self.init(file: path, "it could not be read (\(systemMessage(code))); try again")
    }
  }

  /// Why the system refused to write a file.
  init(writing path: String, code: Int32) {
    switch code {
    case ENOSPC, EDQUOT:
      self.init(file: path, "the disk is full; free some space and save again")
    case EFBIG:
      self.init(
        file: path, "the file would be larger than allowed here; raise the limit (ulimit -f)")
    case ENOENT, ENOTDIR:
      self.init(file: path, "the folder does not exist; make it first")
    case EACCES, EPERM, EROFS:
      self.init(file: path, "you may not write here; choose another folder")
    case EISDIR:
      self.init(file: path, "this is a folder; name a file in it")
    default:
      self.init(file: path, "it could not be written (\(systemMessage(code))); try again")
    }
  }
}

private func systemMessage(_ code: Int32) -> String { String(cString: strerror(code)) }
