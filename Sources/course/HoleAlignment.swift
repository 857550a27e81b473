import Catalogue
import CourseKit

/// Locates a stub's holes in a file that somebody has worked on.
///
/// The given lines of the stub are matched to lines of the file in order, as `diff` does: of all
/// ways to pair equal lines, the one with the greatest weight is taken. A line with words weighs
/// more than a brace, and a brace more than a blank line. The text between the given lines around a
/// hole is what was written into it.
///
/// Source: longest common subsequence, Wagner and Fischer 1974. Complexity: O(*m* · *n*) for files
/// of *m* and *n* lines.
struct HoleAlignment {
  struct Hole: Equatable {
    let exercise: String
    /// The lines of the stub that belong to the hole: the `todo`, and given lines around it that
    /// the file no longer has.
    let stubLines: Range<Int>
    /// The corresponding lines of the file.
    let ownLines: Range<Int>
  }

  let stub: [Substring]
  let own: [Substring]
  private(set) var holes: [Hole] = []
  /// Whether enough of the given lines are still there.
  private let isFound: Bool

  init(stub stubText: String, own ownText: String) {
    // Some editors end lines with "\r\n".
    stub = stubText.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    own = ownText.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let trimmed = HoleAlignment.withoutTrailingSpace
    var partner = HoleAlignment.partners(of: stub.map(trimmed), in: own.map(trimmed))
    if HoleAlignment.shareFound(of: stub, partner) < 0.75 {
      partner = HoleAlignment.partners(
        of: HoleAlignment.byDepth(stub).map(trimmed), in: HoleAlignment.byDepth(own).map(trimmed))
    }
    isFound = HoleAlignment.shareFound(of: stub, partner) >= 0.5
    for (exercise, line) in Holes.todos(in: stubText) {
      let place = line - 1
      guard partner[place] == nil else {
        let own = partner[place]!
        holes.append(
          Hole(exercise: exercise, stubLines: place..<place + 1, ownLines: own..<own + 1))
        continue
      }
      let before = partner[..<place].lastIndex { $0 != nil }
      let after = partner[place...].firstIndex { $0 != nil }
      holes.append(
        Hole(
          exercise: exercise,
          stubLines: (before.map { $0 + 1 } ?? 0)..<(after ?? stub.count),
          ownLines: (before.map { partner[$0]! + 1 } ?? 0)..<(after.map { partner[$0]! }
            ?? own.count)))
    }
  }

  /// The code in the holes of an exercise, hole by hole.
  func contents(of exercise: String) -> [[Substring]] {
    holes.filter { $0.exercise == exercise }.map { Array(own[$0.ownLines]) }
  }

  /// The fraction of the given lines with words that were found.
  private static func shareFound(of stub: [Substring], _ partner: [Int?]) -> Double {
    let given = stub.indices.filter { weight(of: stub[$0]) > 2 && !stub[$0].contains("todo(\"") }
    return Double(given.count { partner[$0] != nil }) / Double(max(1, given.count))
  }

  /// The file with the holes of one exercise emptied and everything else unchanged; nil if the
  /// given lines between two exercises' holes have changed so much that the holes cannot be told
  /// apart.
  func emptying(_ exercise: String) -> String? {
    var lines = own
    for hole in holes.reversed() where hole.exercise == exercise {
      let others = holes.filter { $0.exercise != exercise }
      guard others.allSatisfy({ !$0.ownLines.overlaps(hole.ownLines) || $0.ownLines.isEmpty }),
        others.allSatisfy({ !$0.stubLines.overlaps(hole.stubLines) })
      else { return nil }
      lines.replaceSubrange(hole.ownLines, with: stub[hole.stubLines])
    }
    let text = lines.joined(separator: "\n")
    return isFound && isSound(text, emptying: exercise) ? text : nil
  }

  /// Whether only that exercise's holes were reopened, no function was lost or duplicated, and
  /// braces balance.
  private func isSound(_ text: String, emptying exercise: String) -> Bool {
    func holes(_ text: String, of own: Bool) -> [String] {
      Holes.todos(in: text).map(\.exercise).filter { ($0 == exercise) == own }.sorted()
    }
    func given(_ lines: [Substring]) -> [Substring] {
      let names = lines.map {
        HoleAlignment.withoutTrailingSpace($0.drop(while: \.isWhitespace))
      }
      return names.filter { $0.contains("func ") && !$0.hasPrefix("//") }
    }
    func balance(_ text: String) -> Int {
      text.reduce(0) { $0 + ($1 == "{" ? 1 : $1 == "}" ? -1 : 0) }
    }
    let (old, new) = (given(own), given(text.split(whereSeparator: \.isNewline)))
    return holes(text, of: true) == holes(stub.joined(separator: "\n"), of: true)
      && holes(text, of: false) == holes(own.joined(separator: "\n"), of: false)
      && balance(text) == balance(stub.joined(separator: "\n"))
      && Set(given(stub)).allSatisfy { name in
        new.count { $0 == name } == max(1, old.count { $0 == name })
      }
  }

  // MARK: Pairing lines

  /// For each line of `stub`, the index of the matching line of `own`, if any.
  private static func partners(of stub: [Substring], in own: [Substring]) -> [Int?] {
    let width = own.count + 1
    var best = [Int](repeating: 0, count: (stub.count + 1) * width)
    for i in stub.indices.reversed() {
      let weight = weight(of: stub[i])
      for j in own.indices.reversed() {
        var most = max(best[(i + 1) * width + j], best[i * width + j + 1])
        if stub[i] == own[j] { most = max(most, weight + best[(i + 1) * width + j + 1]) }
        best[i * width + j] = most
      }
    }
    // Of equally good pairings, take the one that pairs early: a function ends at the first brace
    // that fits.
    var partner = [Int?](repeating: nil, count: stub.count)
    var (i, j) = (0, 0)
    while i < stub.count, j < own.count {
      let here = best[i * width + j]
      if stub[i] == own[j], here == weight(of: stub[i]) + best[(i + 1) * width + j + 1] {
        partner[i] = j
        (i, j) = (i + 1, j + 1)
      } else if best[(i + 1) * width + j] == here {
        i += 1
      } else {
        j += 1
      }
    }
    return partner
  }

  private static func weight(of line: Substring) -> Int {
    if line.contains(where: { $0.isLetter || $0.isNumber }) { return 16 }
    return line.isEmpty ? 1 : 2
  }

  /// The lines with one tab per level of indentation, whatever the file indents with.
  private static func byDepth(_ lines: [Substring]) -> [Substring] {
    func width(_ line: Substring) -> Int {
      line.prefix(while: \.isWhitespace).reduce(0) { $0 + ($1 == "\t" ? 8 : 1) }
    }
    let unit = max(1, lines.map(width).filter { $0 > 0 }.min() ?? 1)
    return lines.map { line in
      String(repeating: "\t", count: width(line) / unit) + line.drop(while: \.isWhitespace)
    }.map { $0[...] }
  }

  /// Editors strip trailing spaces.
  private static func withoutTrailingSpace(_ line: Substring) -> Substring {
    var line = line
    while let last = line.last, last.isWhitespace { line.removeLast() }
    return line
  }
}
