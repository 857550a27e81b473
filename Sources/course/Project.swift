import CourseKit
import Foundation

/// The course's folder, found from where the command is called.
struct Project {
  let path: String

  init() throws {
    try self.init(from: FileManager.default.currentDirectoryPath)
  }

  /// The nearest folder from here up that holds the course.
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

  /// A path as a reader wants it: from the course's folder on.
  func short(_ file: String) -> String {
    file.hasPrefix(path + "/") ? String(file.dropFirst(path.count + 1)) : file
  }

  /// A file under the build folder for what the companion may keep between two calls.
  ///
  /// `swift package clean` and `rm -rf .build` take it away, and nothing is lost but convenience.
  func note(_ name: String) -> String { "\(path)/.build/.course-\(name)" }

  /// The Swift files below a folder, as paths from there, in order; as for SwiftPM, none that is hidden,
  /// such as what an editor keeps beside an open file.
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

  /// A learner's file. Bytes that are no UTF-8 are for the compiler to complain of: until it is mended
  /// all else goes on. A file that is not there is empty.
  func readOwn(_ file: String) -> String {
    String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
  }
}
