import CourseKit
import Runs

/// How a run is made again.
enum ReportReproduction {
  /// How the reader calls the program so that the same chapters are used.
  static var program: String {
    let solutions = (0..<Track.chapterCount).filter { Track.isSolution($0) }
    let variable =
      solutions.count == Track.chapterCount
      ? "SOLUTIONS=all " : solutions.isEmpty ? "" : "SOLUTIONS=\(Track.choice(of: solutions)) "
    return variable + "swift run -c release gpt"
  }

  /// The words after `gpt` that begin the same run; nil where no command has just these numbers.
  static func words(_ configuration: RunConfiguration) -> [String]? {
    if let isQuick = configuration.isQuickMainJob, let language = configuration.language {
      return ["--language", language.rawValue, "--seed", "\(configuration.seed)"]
        + (isQuick ? ["--quick"] : [])
    }
    return PretrainOptions().words(for: configuration).map { ["pretrain"] + $0 }
  }

  /// What compiled this program. Another compiler or processor may round otherwise.
  static var toolchain: String {
    #if compiler(>=6.4)
      let compiler = "Swift 6.4+"
    #else
      let compiler = "Swift 6.3"
    #endif
    #if os(macOS)
      let system = "macOS"
    #elseif os(Linux)
      let system = "Linux"
    #else
      let system = "?"
    #endif
    #if arch(x86_64)
      let processor = "x86-64"
    #elseif arch(arm64)
      let processor = "arm64"
    #else
      let processor = "?"
    #endif
    return "\(compiler), \(system), \(processor)"
  }
}
