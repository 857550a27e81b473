import CourseKit

/// Makes an exercise's file from the solution's.
///
/// The code between two marks becomes a hole:
///
///     // begin 3.4
///     scores.updateRows { … }        →        todo("3.4")
///     return scores
///     // end 3.4
///
/// and code that only the solution needs is left out:
///
///     // begin solution
///     private func helper() { … }    →        (nothing)
///     // end solution
///
/// Imports are renamed to the learner's modules: `AttentionSolution` becomes `Attention`.
enum Stub {
  /// A mark without a partner, or one inside another.
  struct MarkError: Error, CustomStringConvertible {
    let line: Int
    let problem: String
    var description: String { "line \(line): \(problem)" }
  }

  static func make(from source: String) throws(MarkError) -> String {
    var lines: [String] = []
    var open: (mark: String, line: Int)?
    for (index, line) in source.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      let number = index + 1
      let words = line.drop { $0 == " " }
      if words.hasPrefix("// begin ") {
        let mark = String(words.dropFirst("// begin ".count))
        if let open {
          throw MarkError(line: number, problem: "begin \(mark) inside \(open.mark)")
        }
        open = (mark, number)
        if mark != "solution" { lines.append(line.prefix { $0 == " " } + "todo(\"\(mark)\")") }
      } else if words.hasPrefix("// end ") {
        let mark = String(words.dropFirst("// end ".count))
        guard open?.mark == mark else {
          throw MarkError(line: number, problem: "end \(mark) without its begin")
        }
        open = nil
      } else if open == nil {
        lines.append(withLearnersModule(line))
      }
    }
    if let open { throw MarkError(line: open.line, problem: "begin \(open.mark) has no end") }
    let hasHole = lines.contains { $0.contains("todo(\"") }
    if hasHole, !lines.contains("import CourseKit") {
      let imports = lines.indices.filter { lines[$0].hasPrefix("import ") }
      if let last = imports.last {
        lines.insert(
          "import CourseKit", at: imports.first { lines[$0] > "import CourseKit" } ?? last + 1)
      } else {
        lines.insert(contentsOf: ["import CourseKit", ""], at: 0)
      }
    }
    return withoutBlankRuns(lines).joined(separator: "\n")
  }

  /// The exercises that have holes in a solution's file, in order.
  static func exercises(in source: String) -> [String] {
    var seen: Set<String> = []
    return source.split(separator: "\n").compactMap { line in
      guard let mark = mark("begin", in: line) else { return nil }
      return seen.insert(mark).inserted ? mark : nil
    }
  }

  /// The exercise's number in a line such as `// begin 3.4`; nil for other lines.
  static func mark(_ word: String, in line: Substring) -> String? {
    let words = line.drop { $0 == " " }
    guard words.hasPrefix("// \(word) "), !words.hasSuffix(" solution") else { return nil }
    return String(words.dropFirst("// \(word) ".count))
  }

  private static func withLearnersModule(_ line: Substring) -> String {
    guard line.hasPrefix("import ") || line.contains(" import "), line.hasSuffix("Solution") else {
      return String(line)
    }
    return String(line.dropLast("Solution".count))
  }

  /// Merges the blank lines before and after code that was left out.
  private static func withoutBlankRuns(_ lines: [String]) -> [String] {
    var result: [String] = []
    for line in lines {
      if line.isEmpty, result.last == "" { continue }
      result.append(line)
    }
    if result.suffix(2) == ["", ""] { result.removeLast() }
    return result
  }
}
