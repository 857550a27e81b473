import CourseKit

/// Finds where a stub's holes are in a file that somebody has worked on.
///
/// The given lines of the stub are looked for in the file, in order, as `diff` does: of all ways to
/// pair equal lines the one with the greatest weight is taken, where a line with words weighs more than
/// a brace, and a brace more than nothing. What stands between the given lines around a hole is what
/// was written into it.
///
/// Source: longest common subsequence, Wagner and Fischer 1974. Cost: the product of the line counts.
struct HoleAlignment {
  struct Hole: Equatable {
    let exercise: String
    /// The lines of the stub that belong to the place: the `todo` and given lines around it that the
    /// file no longer has.
    let stubLines: Range<Int>
    /// The lines of the file that stand there now.
    let ownLines: Range<Int>
  }

  let stub: [Substring]
  let own: [Substring]
  private(set) var holes: [Hole] = []

  init(stub stubText: String, own ownText: String) {
    stub = stubText.split(separator: "\n", omittingEmptySubsequences: false)
    own = ownText.split(separator: "\n", omittingEmptySubsequences: false)
    let partner = HoleAlignment.partners(
      of: stub.map(HoleAlignment.withoutTrailingSpace),
      in: own.map(HoleAlignment.withoutTrailingSpace))
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

  /// What stands in the holes of an exercise, hole by hole.
  func contents(of exercise: String) -> [[Substring]] {
    holes.filter { $0.exercise == exercise }.map { Array(own[$0.ownLines]) }
  }

  /// The file with the holes of one exercise empty again and all else as it is; nil where what was
  /// given between two exercises' holes is so changed that they cannot be told apart.
  func emptying(_ exercise: String) -> String? {
    var lines = own
    for hole in holes.reversed() where hole.exercise == exercise {
      let others = holes.filter { $0.exercise != exercise }
      guard others.allSatisfy({ !$0.ownLines.overlaps(hole.ownLines) || $0.ownLines.isEmpty }),
        others.allSatisfy({ !$0.stubLines.overlaps(hole.stubLines) })
      else { return nil }
      lines.replaceSubrange(hole.ownLines, with: stub[hole.stubLines])
    }
    return lines.joined(separator: "\n")
  }

  // MARK: Pairing lines

  /// For each line of `stub` the line of `own` that it is, if any.
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
    // Of equal ways the one that pairs early: a function ends at the first brace that fits.
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

  /// Editors take trailing spaces away, and some put a carriage return there.
  private static func withoutTrailingSpace(_ line: Substring) -> Substring {
    var line = line
    while let last = line.last, last.isWhitespace { line.removeLast() }
    return line
  }
}
