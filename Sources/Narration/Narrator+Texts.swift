import Console
import CourseKit
import Foundation

extension Narrator {
  /// Shows a text of the small world or of a model with a bar in the margin, below its title if
  /// any.
  package func quote(_ text: String, title: String = "") {
    let prefix = title.isEmpty ? "" : "\(title)  "
    if title.isEmpty { emptyLine() }
    let lines = text.split(separator: "\n").flatMap {
      wrapped(String($0), to: Self.width - Self.margin.count - 4).split(separator: "\n")
    }
    if !title.isEmpty { block(prefix.trimmingCharacters(in: .whitespaces)) }
    for line in lines { block("  │ " + line) }
    emptyLine()
  }

  /// Shows a text after a label, with a hanging indent.
  package func item(_ name: String, _ text: String) {
    let room = max(20, Self.width - Self.margin.count - name.count - 4)
    let lines = wrapped(text, to: room).split(separator: "\n")
    let indent = String(repeating: " ", count: name.count)
    for (index, line) in lines.enumerated() {
      block("  \(index == 0 ? name : indent)  \(line)")
    }
  }

  /// The path for a file of the demo, next to its figure.
  ///
  /// - Throws: `InputError` if the folder cannot be created.
  package func file(_ name: String) throws -> String {
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
