import Catalogue
import CourseKit
import Foundation

/// A line of the learner's code that imports a module of the reference.
///
/// All modules of the reference are built beside the learner's, so such a line compiles. An answer
/// that calls the reference does not count, however.
struct BorrowedModule: Sendable, Equatable {
  /// The file and line: `Exercises/03-Attention/Softmax.swift:4`.
  let place: String
  let module: String

  /// The first such line in the files of an exercise's chapter; nil if there is none, or if the
  /// chapter is the reference's own.
  static func first(inChapterOf exercise: String, root: URL = CourseChapter.root) -> BorrowedModule?
  {
    guard let exercise = Catalogue.exercise(exercise),
      let track = try? ChosenTrack.current(), !track.isSolution(exercise.chapter)
    else { return nil }
    let folder = "Exercises/\(Catalogue.chapters[exercise.chapter].folder)"
    let files = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
    let names = (files?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".swift") }
    for name in names.sorted() {
      let path = "\(folder)/\(name)"
      let text = try? String(contentsOf: root.appending(path: path), encoding: .utf8)
      if let (line, module) = text.flatMap(first(in:)) {
        return BorrowedModule(place: "\(path):\(line)", module: module)
      }
    }
    return nil
  }

  /// The number of the first line that imports such a module, and the module's name.
  static func first(in text: String) -> (line: Int, module: String)? {
    // Also with attributes, an access level or the kind of import: `@testable import struct X.Y`.
    let pattern =
      /^\s*(?:[^\/]*;\s*)?(?:(?:@\w+(?:\([^)]*\))?|public|package|internal|fileprivate|private)\s+)*import\s+(?:\w+\s+)?(\w+Solution)(?!\w)/
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if let match = line.firstMatch(of: pattern) { return (index + 1, String(match.1)) }
    }
    return nil
  }
}
