import CourseKit
import Foundation

/// The course's folder, found from where the command is called.
struct Project {
  let path: String

  init() throws {
    var folder = FileManager.default.currentDirectoryPath
    while !FileManager.default.fileExists(atPath: folder + "/Package.swift")
      || !FileManager.default.fileExists(atPath: folder + "/Solutions")
    {
      let parent = (folder as NSString).deletingLastPathComponent
      guard parent != folder else {
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

  /// The Swift files below a folder, as paths from there, in order.
  func swiftFiles(in folder: String) -> [String] {
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return files.filter { $0.hasSuffix(".swift") }.sorted()
  }

  func read(_ file: String) throws -> String {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw InputError("\(file) cannot be read.", "Não é possível ler \(file).")
    }
    return text
  }
}
