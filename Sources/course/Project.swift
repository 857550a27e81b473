import Catalogue
import CourseKit
import Foundation

/// The course's folder, found from the working directory.
struct Project {
  let path: String

  init() throws {
    try self.init(from: FileManager.default.currentDirectoryPath)
  }

  /// Finds the nearest folder, from `start` upwards, that contains the course.
  init(from start: String) throws {
    var folder = start
    while !FileManager.default.fileExists(atPath: folder + "/Package.swift")
      || !FileManager.default.fileExists(atPath: folder + "/Solutions")
    {
      let parent = (folder as NSString).deletingLastPathComponent
      guard parent != folder, !parent.isEmpty else {
        throw InputError(
          "This is not the course's folder: go to the one that has Package.swift and Solutions.",
          "Esta não é a pasta do curso: vá para a que tem Package.swift e Solutions.")
      }
      folder = parent
    }
    path = folder
  }

  func solutionFolder(_ chapter: Chapter) -> String { "\(path)/Solutions/\(chapter.folder)" }
  func exerciseFolder(_ chapter: Chapter) -> String { "\(path)/Exercises/\(chapter.folder)" }

  /// A path as shown to a reader: relative to the course's folder.
  func short(_ file: String) -> String {
    file.hasPrefix(path + "/") ? String(file.dropFirst(path.count + 1)) : file
  }

  /// The path of a file in the build folder that the companion may keep between calls.
  ///
  /// `swift package clean` and `rm -rf .build` delete it, and nothing but convenience is lost.
  func note(_ name: String) -> String { "\(path)/.build/.course-\(name)" }

  /// The Swift files below a folder, as sorted relative paths. As in SwiftPM, hidden files are
  /// ignored, such as those an editor keeps beside an open file.
  func swiftFiles(in folder: String) -> [String] {
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return files.filter { file in
      file.hasSuffix(".swift") && !file.split(separator: "/").contains { $0.hasPrefix(".") }
    }.sorted()
  }

  func read(_ file: String) throws -> String {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw InputError(
        "\(file) cannot be read: it must be a text in UTF-8.",
        "Não é possível ler \(file): deve ser um texto em UTF-8.")
    }
    return text
  }

  /// The text of a learner's file, empty if there is none. Invalid UTF-8 is repaired here: the
  /// compiler will complain about it, and until then everything else keeps working.
  func readOwn(_ file: String) -> String {
    String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
  }
}
