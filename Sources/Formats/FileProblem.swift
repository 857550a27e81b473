import CourseKit
import Foundation

extension InputError {
  /// A sentence about a file: its path, what is wrong and what to do. The full stop is added here.
  init(file path: String, _ english: String, _ portuguese: String) {
    self.init("\(path): \(english).", "\(path): \(portuguese).")
  }

  /// A sentence about a file that is corrupt or malformed.
  ///
  /// The file may be the user's own, a download, or part of a run.
  init(damaged path: String, _ english: String, _ portuguese: String) {
    self.init(
      file: path, "\(english); restore it from a copy, or download or make it again",
      "\(portuguese); restaure uma cópia do arquivo, baixe-o ou gere-o de novo")
  }

  /// For a path that is not a regular file.
  init(noPlainFile path: String) {
    self.init(
      file: path, "this is a device or a pipe; name a plain file",
      "isto é um dispositivo ou um pipe; indique um arquivo comum")
  }

  /// Why the system refused to read a file; `code` is its `errno`.
  init(reading path: String, code: Int32) {
    switch code {
    case ENOENT, ENOTDIR:
      self.init(
        file: path, "this file is missing; check the path, or restore the file from a copy",
        "este arquivo não existe; confira o caminho ou restaure uma cópia do arquivo")
    case EACCES, EPERM:
      self.init(
        file: path, "you may not read this file; change its permissions",
        "você não tem permissão para ler este arquivo; mude as permissões dele")
    case EISDIR:
      self.init(folder: path)
    default:
      self.init(
        file: path, "it could not be read (\(systemMessage(code))); try again",
        "não foi possível ler o arquivo (\(systemMessage(code))); tente de novo")
    }
  }

  /// Why the system refused to write a file; `code` is its `errno`.
  init(writing path: String, code: Int32) {
    switch code {
    case ENOSPC, EDQUOT:
      self.init(
        file: path, "the disk is full; free some space and save again",
        "o disco está cheio; libere espaço e salve de novo")
    case EFBIG:
      self.init(
        file: path, "the file would be larger than allowed here; raise the limit (ulimit -f)",
        "o arquivo passaria do tamanho permitido aqui; aumente o limite (ulimit -f)")
    case ENOENT, ENOTDIR:
      self.init(
        file: path, "the folder does not exist; make it first",
        "a pasta não existe; crie-a primeiro")
    case EACCES, EPERM, EROFS:
      self.init(
        file: path, "you may not write here; choose another folder",
        "você não tem permissão para escrever aqui; escolha outra pasta")
    case EISDIR:
      self.init(folder: path)
    default:
      self.init(
        file: path, "it could not be written (\(systemMessage(code))); try again",
        "não foi possível escrever o arquivo (\(systemMessage(code))); tente de novo")
    }
  }

  private init(folder path: String) {
    self.init(
      file: path, "this is a folder; name a file in it",
      "isto é uma pasta; indique um arquivo dentro dela")
  }
}

private func systemMessage(_ code: Int32) -> String { String(cString: strerror(code)) }
