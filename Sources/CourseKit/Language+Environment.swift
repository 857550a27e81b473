import Foundation

extension Language {
  /// The language in which the course addresses this user.
  public static let current = Language(environment: ProcessInfo.processInfo.environment)

  /// Reads the first that is set of `COURSE_LANGUAGE`, `LC_ALL`, `LC_MESSAGES` and `LANG`, in the
  /// order of POSIX. Anything that is neither English nor Portuguese (such as `C`) means English.
  public init(environment: [String: String]) {
    let tag = ["COURSE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"]
      .lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    self = tag.flatMap { Language(matching: $0) } ?? .english
  }
}
