import CourseKit
import Foundation

/// Reads the user's own text files.
public enum PlainText {
  /// The contents of a UTF-8 file, without a byte order mark and with `\n` line endings. A pipe is
  /// read to its end.
  ///
  /// - Throws: ``InputError`` if the file is missing, a folder, unreadable, empty or not UTF-8.
  public static func read(_ path: String) throws -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw InputError(
        "There is no file \(path): check the path.",
        "Não existe o arquivo \(path): confira o caminho.")
    }
    guard !isFolder.boolValue else {
      throw InputError(
        "\(path) is a folder: give the path of one text file.",
        "\(path) é uma pasta: indique o caminho de um arquivo de texto.")
    }
    guard let file = FileHandle(forReadingAtPath: path), let bytes = bytes(of: file) else {
      throw InputError(
        "\(path) cannot be read: check the file's permissions.",
        "Não foi possível ler \(path): confira as permissões do arquivo.")
    }
    return try decode(bytes, named: path)
  }

  /// All bytes of a file or a pipe; nil if it cannot be read. Only one copy is held in memory.
  private static func bytes(of file: FileHandle) -> [UInt8]? {
    var status = stat()
    guard fstat(file.fileDescriptor, &status) == 0 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(status.st_size))  // 0 for a pipe
    var part = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = Foundation.read(file.fileDescriptor, &part, part.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return count == 0 ? bytes : nil }
      bytes += part[..<count]
    }
  }

  /// The contents of a file, or of all files in a folder in name order, joined by `mark` on a line
  /// of its own.
  ///
  /// Hidden files and subfolders are skipped.
  ///
  /// - Throws: ``InputError`` as `read` does, and for a pipe.
  public static func readCollection(_ path: String, separatedBy mark: String) throws -> String {
    try requireReadableAgain(path)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else { return try read(path) }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw InputError(
        "The folder \(path) cannot be read: check its permissions.",
        "Não foi possível ler a pasta \(path): confira as permissões.")
    }
    let files = names.filter { !$0.hasPrefix(".") }.sorted().map { "\(path)/\($0)" }
      .filter { file in
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: file, isDirectory: &isFolder)
          && !isFolder.boolValue
      }
    guard !files.isEmpty else {
      throw InputError(
        "The folder \(path) has no files: put text files into it.",
        "A pasta \(path) não tem arquivos: coloque arquivos de texto nela.")
    }
    // Append to one string: joining would hold the files and the result in memory at once.
    var text = ""
    text.reserveCapacity(files.reduce(0) { $0 + size(of: $1) + mark.utf8.count + 2 })
    for file in files {
      if !text.isEmpty { text += "\n\(mark)\n" }
      text += try read(file)
    }
    return text
  }

  private static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Checks that a file can be read more than once.
  ///
  /// - Throws: ``InputError`` for a pipe or a device. A run reads its text again when it is resumed
  ///   or evaluated.
  public static func requireReadableAgain(_ path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0, ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else {
      return
    }
    throw InputError(
      "\(path) is a pipe or a device, and a run reads its text more than once: save the text to a "
        + "file and give its path.",
      "\(path) é um pipe ou um dispositivo, e uma execução lê o seu texto mais de uma vez: salve o "
        + "texto num arquivo e indique o caminho.")
  }

  /// The documents of a text, separated by `mark` on a line of its own or within a line. A text
  /// without a mark is a single document.
  public static func documents(of text: String, endedBy mark: String) -> [String] {
    let parts = parts(of: text, separatedBy: mark)
    guard parts.count > 1 else { return [text] }
    return parts.map { String($0).trimmed }.filter { !$0.isEmpty }
  }

  /// Like `split`, but byte by byte: splitting by characters or by a generic collection search
  /// takes many times as long.
  private static func parts(of text: String, separatedBy mark: String) -> [Substring] {
    let bytes = text.utf8
    var parts: [Substring] = []
    var start = text.startIndex
    var place = start
    while let found = bytes[place...].firstIndex(of: mark.utf8.first!) {
      if bytes[found...].starts(with: mark.utf8) {
        parts.append(text[start..<found])
        start = bytes.index(found, offsetBy: mark.utf8.count)
        place = start
      } else {
        place = bytes.index(after: found)
      }
    }
    return parts + [text[start...]]
  }

  /// The text encoded by the bytes read from the named file.
  ///
  /// Cost: memory for the bytes and the text.
  static func decode(_ content: consuming [UInt8], named name: String) throws -> String {
    var bytes = content
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw InputError(
        "\(name) is UTF-16 text: save it as UTF-8.",
        "\(name) está em UTF-16: salve-o em UTF-8.")
    }
    guard var text = String(validating: bytes, as: UTF8.self) else {
      let offset = firstInvalidByte(of: bytes)!
      let byte = String(bytes[offset], radix: 16, uppercase: true)
      throw InputError(
        "\(name) is not UTF-8 text (byte 0x\(byte) at offset \(offset)): save it as UTF-8.",
        "\(name) não está em UTF-8 (byte 0x\(byte) na posição \(offset)): salve-o em UTF-8.")
    }
    let hasMark = bytes.starts(with: byteOrderMark)
    if hasMark || bytes.contains(0x0D) {
      text = ""  // frees its memory
      if hasMark { bytes.removeFirst(byteOrderMark.count) }
      makeUnixLines(&bytes)
      text = String(decoding: bytes, as: UTF8.self)
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw InputError(
        "\(name) is empty: give a file with text in it.",
        "\(name) está vazio: indique um arquivo com texto.")
    }
    return text
  }

  /// U+FEFF in UTF-8.
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The offset of the first byte that does not begin a valid UTF-8 sequence; nil if all bytes are
  /// valid.
  static func firstInvalidByte(of bytes: [UInt8]) -> Int? {
    var position = 0
    while position < bytes.count {
      let lead = bytes[position]
      // The Unicode Standard, table 3-7: which second bytes a lead byte allows.
      let (length, second): (Int, ClosedRange<UInt8>)
      switch lead {
      case 0x00...0x7F: (length, second) = (1, 0...0)
      case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
      case 0xE0: (length, second) = (3, 0xA0...0xBF)
      case 0xED: (length, second) = (3, 0x80...0x9F)
      case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
      case 0xF0: (length, second) = (4, 0x90...0xBF)
      case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
      case 0xF4: (length, second) = (4, 0x80...0x8F)
      default: return position
      }
      for step in 1..<length {
        guard position + step < bytes.count else { return position }
        let allowed = step == 1 ? second : 0x80...0xBF
        if !allowed.contains(bytes[position + step]) { return position }
      }
      position += length
    }
    return nil
  }

  /// Replaces "\r\n" and lone "\r" by "\n".
  private static func makeUnixLines(_ bytes: inout [UInt8]) {
    var count = 0
    var previous: UInt8 = 0
    for place in bytes.indices {
      let byte = bytes[place]
      if byte != 0x0A || previous != 0x0D {
        bytes[count] = byte == 0x0D ? 0x0A : byte
        count += 1
      }
      previous = byte
    }
    bytes.removeLast(bytes.count - count)
  }
}
