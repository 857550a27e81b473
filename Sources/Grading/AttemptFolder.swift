import Foundation

/// A temporary folder for a single attempt, inside the system's.
///
/// The attempt's own temporary files go into a subfolder. Code that empties its temporary folder
/// therefore harms no other exercise. (On macOS this holds only for code that reads `TMPDIR`:
/// `FileManager` gives the same folder to all processes of a user.)
struct AttemptFolder: Codable, Sendable {
  let path: String

  /// The file in which the attempt records its progress.
  var notes: String { path + "/notes" }
  /// The file that receives the output of the code under test.
  var output: String { path + "/output" }
  /// The temporary folder of the code under test.
  var scratch: String { path + "/scratch" }

  /// The folder's name contains the id of the test process, so that leftovers of a killed one can
  /// be recognized.
  init(exercise: String) {
    _ = AttemptFolder.withoutLeftovers
    let parent = FileManager.default.temporaryDirectory
    path =
      parent.appendingPathComponent("attempt-\(getpid())-\(exercise)-\(UUID().uuidString)").path
    make()
  }

  /// Creates what is missing.
  func make() {
    for folder in [path, scratch] { mkdir(folder, 0o700) }
  }

  /// Removes the folder. A signal handler must not allocate: with `isBroken`, only files with known
  /// names are removed.
  func remove(isBroken: Bool = false) {
    guard isBroken else {
      try? FileManager.default.removeItem(atPath: path)
      return
    }
    for file in [notes, output] { unlink(file) }
    for folder in [scratch, path] { rmdir(folder) }
  }

  private static let withoutLeftovers: Void = removeLeftovers()

  /// Removes the folders of test processes that no longer exist.
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
