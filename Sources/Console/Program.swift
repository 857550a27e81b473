import CourseKit
import Foundation

/// A program with subcommands. The first word selects one, or the first two if the command's name
/// has two words, such as "classify train".
public struct Program: Sendable {
  public let name: String
  public let summary: Text
  public let commands: [any Command]
  /// The command that runs if the first word is an option or there is none.
  public let defaultCommand: (any Command)?

  public init(
    name: String, summary: Text, commands: [any Command], defaultCommand: (any Command)? = nil
  ) {
    self.name = name
    self.summary = summary
    self.commands = commands
    self.defaultCommand = defaultCommand
  }

  /// Runs the command that the user named and exits. The status is 1 if the command succeeded but
  /// not all of its output could be written.
  public func main(_ words: [String] = Array(CommandLine.arguments.dropFirst())) -> Never {
    StandardStreams.prepare()
    let status = run(words)
    guard status == 0, let failure = StandardOutput.failure else { exit(status) }
    writeToStandardError("\(name): \(failure)\n")
    exit(1)
  }

  /// Runs the command that `words` name and returns the exit status: 0; 64 for invalid arguments
  /// (EX_USAGE of sysexits.h); 130 if the user stopped it; otherwise 1.
  public func run(
    _ words: [String], language: Language = .current,
    output: (String) -> Void = printText,
    errors: (String) -> Void = writeToStandardError
  ) -> Int32 {
    let help = HelpText(program: self, language: language)
    do {
      if let group = groupToExplain(words) {
        output(help.overview(of: group))
        return 0
      }
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
    } catch let stopped as Stopped {
      errors("\(stopped)\n")
      return 130
    } catch {
      errors("\(name): \(sentence(of: error))\n")
      return error is UsageError ? 64 : 1
    }
  }

  /// The commands with two-word names of which this is the first.
  func group(_ word: String) -> [any Command] {
    commands.filter { $0.name.hasPrefix("\(word) ") }
  }

  /// The group in `gpt classify --help` or `gpt help classify`; nil if the word alone names a
  /// command.
  private func groupToExplain(_ words: [String]) -> String? {
    guard words.count == 2 else { return nil }
    let word: String
    if words[0] == "help" {
      word = words[1]
    } else if ["--help", "-h"].contains(words[1]) {
      word = words[0]
    } else {
      return nil
    }
    return group(word).isEmpty ? nil : word
  }

  /// The command and its remaining words; no command if the overview is wanted.
  private func choose(
    _ words: [String], _ language: Language
  ) throws(UsageError) -> (command: (any Command)?, rest: [String]) {
    guard let first = words.first else { return (defaultCommand, []) }
    let rest = Array(words.dropFirst())
    for command in commands {
      let name = command.name.split(separator: " ").map(String.init)
      if words.starts(with: name) { return (command, Array(words.dropFirst(name.count))) }
    }
    if first == "help" {
      return rest.isEmpty ? (nil, []) : try choose(rest + ["--help"], language)
    }
    if first.hasPrefix("-") {
      if first == "--help" || first == "-h" { return (nil, []) }
      if let defaultCommand { return (defaultCommand, words) }
    }
    // In "classify tarin" the second word is the wrong one.
    let members = group(first)
    if !members.isEmpty, rest.first?.hasPrefix("-") ?? true {
      let names = members.map(\.name).joined(separator: language.text(" or ", " ou "))
      throw UsageError(
        language.text("\(first) is not enough: \(names).", "Falta dizer qual: \(names)."))
    }
    let given = members.isEmpty ? first : "\(first) \(rest[0])"
    let firstWords = Set(commands.map { String($0.name.prefix { $0 != " " }) }).sorted()
    let known = members.isEmpty ? firstWords : members.map(\.name)
    let call = members.isEmpty ? name : "\(name) \(first)"
    let advice =
      nearest(to: given, among: known).map {
        language.text("did you mean \($0)?", "você quis dizer \($0)?")
      } ?? language.text("\(call) --help lists them.", "\(call) --help lista todos.")
    throw UsageError(
      language.text("Unknown command \(given): ", "Comando desconhecido \(given): ") + advice)
  }
}
