import CourseKit
import Foundation

/// A number that stands for all that decides how the exercises are graded: every source of the
/// package and whose chapters are taken.
///
/// Source: FNV-1a, Fowler, Noll and Vo, 64 bits, over names, lengths and bytes.
enum SourceKey {
  static func make(of project: Project, track: ChosenTrack) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ bytes: some Sequence<UInt8>) {
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    add("\(track.solutions.sorted())".utf8)
    let files =
      ["Package.swift"]
      + ["Exercises", "Solutions", "Sources", "Tests"].flatMap { folder in
        project.swiftFiles(in: "\(project.path)/\(folder)").map { "\(folder)/\($0)" }
      }
    for file in files {
      let bytes = FileManager.default.contents(atPath: "\(project.path)/\(file)") ?? Data()
      add("\(file) \(bytes.count) ".utf8)
      add(bytes)
    }
    return String(hash, radix: 16)
  }
}
