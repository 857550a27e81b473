import CourseKit
import Foundation

/// A program with subcommands: the first word chooses one.
public struct Program: Sendable {
  public let name: String
  public let summary: Text
  public let commands: [any Command]
  /// What runs when the first word is an option or there is none.
  public let defaultCommand: (any Command)?

  public init(
    name: String, summary: Text, commands: [any Command], defaultCommand: (any Command)? = nil
  ) {
    self.name = name
    self.summary = summary
    self.commands = commands
    self.defaultCommand = defaultCommand
  }

  /// Runs the command that the user named, and ends the process.
  public func main() -> Never {
    exit(run(Array(CommandLine.arguments.dropFirst())))
  }

  /// Runs the command that `words` name and returns the exit status: 0, 64 if the words make no
  /// sense (EX_USAGE of sysexits.h), else 1.
  public func run(
    _ words: [String], language: Language = .current,
    output: (String) -> Void = { print($0, terminator: "") },
    errors: (String) -> Void = writeToStandardError
  ) -> Int32 {
    let help = HelpText(program: self, language: language)
    do {
      let (command, rest) = try choose(words, language)
      guard let command else {
        output(help.overview())
        return 0
      }
      let options = rest.prefix { $0 != "--" }
      if options.contains("--help") || options.contains("-h") {
        let isDefault = command.name == defaultCommand?.name
        output(isDefault ? help.overview() : help.details(of: command))
        return 0
      }
      try command.run(command.parse(rest, language: language))
      return 0
    } catch {
      errors("\(name): \(sentence(of: error))\n")
      return error is UsageError ? 64 : 1
    }
  }

  /// The command and the words that are left for it; no command where the overview is wanted.
  private func choose(
    _ words: [String], _ language: Language
  ) throws(UsageError) -> (command: (any Command)?, rest: [String]) {
    guard let first = words.first else { return (defaultCommand, []) }
    let rest = Array(words.dropFirst())
    if let command = commands.first(where: { $0.name == first }) { return (command, rest) }
    if first == "help" {
      return rest.isEmpty ? (nil, []) : try choose([rest[0], "--help"], language)
    }
    if first.hasPrefix("-") {
      if first == "--help" || first == "-h" { return (nil, []) }
      if let defaultCommand { return (defaultCommand, words) }
    }
    let advice =
      nearest(to: first, among: commands.map(\.name)).map {
        language.text("did you mean \($0)?", "você quis dizer \($0)?")
      } ?? language.text("\(name) --help lists them", "\(name) --help lista todos")
    throw UsageError(
      language.text("unknown command \(first); ", "comando desconhecido \(first); ") + advice)
  }
}
