import Foundation

/// A folder for one attempt alone, under the system's for temporary files.
///
/// The attempt's own temporary files go into a part of it, so code that empties the temporary folder
/// empties its own and harms no other exercise. (On macOS only where it asks for `TMPDIR`: `FileManager`
/// gives every process of a user the same.)
struct AttemptFolder: Codable, Sendable {
  let path: String

  /// In which the attempt tells how it goes.
  var notes: String { path + "/notes" }
  /// What the code under test prints.
  var output: String { path + "/output" }
  /// The temporary folder of the code under test.
  var scratch: String { path + "/scratch" }

  /// Its name tells the process that tests, so that what a killed one leaves can be found.
  init(exercise: String) {
    _ = AttemptFolder.withoutLeftovers
    let parent = FileManager.default.temporaryDirectory
    path =
      parent.appendingPathComponent("attempt-\(getpid())-\(exercise)-\(UUID().uuidString)").path
    make()
  }

  /// Makes what is missing.
  func make() {
    for folder in [path, scratch] { mkdir(folder, 0o700) }
  }

  /// Removes all of it. In a signal's handler memory cannot be taken: then only what is known by name.
  func remove(isBroken: Bool = false) {
    guard isBroken else {
      try? FileManager.default.removeItem(atPath: path)
      return
    }
    for file in [notes, output] { unlink(file) }
    for folder in [scratch, path] { rmdir(folder) }
  }

  private static let withoutLeftovers: Void = removeLeftovers()

  /// Removes what processes left that are no more.
  static func removeLeftovers() {
    let parent = FileManager.default.temporaryDirectory
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    for name in names where name.hasPrefix("attempt-") {
      let parts = name.split(separator: "-")
      guard parts.count > 3, let process = pid_t(parts[1]), kill(process, 0) != 0, errno == ESRCH
      else { continue }
      try? FileManager.default.removeItem(at: parent.appendingPathComponent(name))
    }
  }
}
