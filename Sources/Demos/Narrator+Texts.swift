import Console
import CourseKit
import Foundation

extension Narrator {
  /// A text of the small world or of a model, set in between lines, below a title where it has one.
  func quote(_ text: String, title: String = "") {
    let prefix = title.isEmpty ? "" : "\(title)  "
    if title.isEmpty { emptyLine() }
    let lines = text.split(separator: "\n").flatMap {
      wrapped(String($0), to: Self.width - Self.margin.count - 4).split(separator: "\n")
    }
    if !title.isEmpty { block(prefix.trimmingCharacters(in: .whitespaces)) }
    for line in lines { block("  │ " + line) }
    emptyLine()
  }

  /// A text with a word before it that says what it is; the text goes on below itself.
  func item(_ name: String, _ text: String) {
    let room = max(20, Self.width - Self.margin.count - name.count - 4)
    let lines = wrapped(text, to: room).split(separator: "\n")
    let indent = String(repeating: " ", count: name.count)
    for (index, line) in lines.enumerated() {
      block("  \(index == 0 ? name : indent)  \(line)")
    }
  }

  /// Where a file of the demo goes, beside its picture.
  ///
  /// - Throws: `InputError` where the folder cannot be made.
  func file(_ name: String) throws -> String {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw InputError(
        "The folder \(folder) cannot be made: choose another with --out.",
        "Não é possível criar a pasta \(folder): escolha outra com --out.")
    }
    return "\(folder)/\(ChapterText.slug(chapter, language))-\(name)"
  }
}
