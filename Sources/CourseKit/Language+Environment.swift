import Foundation

extension Language {
  /// The language in which the course speaks to this user.
  public static let current = Language(environment: ProcessInfo.processInfo.environment)

  /// The first of `COURSE_LANGUAGE`, `LC_ALL`, `LC_MESSAGES` and `LANG` that is set decides, as
  /// POSIX has it; what is neither English nor Portuguese (such as `C`) means English.
  public init(environment: [String: String]) {
    let tag = ["COURSE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"]
      .lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    self = tag.flatMap { Language(matching: $0) } ?? .english
  }
}
