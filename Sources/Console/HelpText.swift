import CourseKit

/// The texts of `--help`, laid out in 80 columns from the declarations.
struct HelpText {
  let program: Program
  let language: Language

  private static let indent = 26

  /// The program's summary, its commands, and the options of the default command.
  func overview() -> String {
    var blocks = [wrapped("\(program.name): \(program.summary.in(language))")]
    var usage: [String] = []
    if program.defaultCommand != nil {
      usage.append("\(program.name) \(optionsWord)")
    }
    if !program.commands.isEmpty {
      usage.append("\(program.name) \(language.text("COMMAND", "COMANDO")) \(optionsWord)")
    }
    blocks.append(section(language.text("Usage", "Uso"), usage.map { "  \($0)" }))
    if let command = program.defaultCommand {
      blocks.append(
        section(
          program.commands.isEmpty
            ? language.text("Options", "Opções")
            : language.text("Without a command", "Sem comando"),
          [wrapped(command.summary.in(language), indent: 2)] + optionLines(command)))
    }
    if !program.commands.isEmpty {
      let lines = program.commands.map { Self.entry($0.name, $0.summary.in(language)) }
      blocks.append(section(language.text("Commands", "Comandos"), lines))
      let call = "\(program.name) \(language.text("COMMAND", "COMANDO")) --help"
      blocks.append(language.text("\(call) tells more.", "\(call) diz mais."))
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  /// The commands of a group, whose names share the first word.
  func overview(of group: String) -> String {
    let title = "\(program.name) \(group)"
    let usage = "  \(title) \(language.text("COMMAND", "COMANDO")) \(optionsWord)"
    let lines = program.group(group).map {
      Self.entry(String($0.name.dropFirst(group.count + 1)), $0.summary.in(language))
    }
    let call = "\(title) \(language.text("COMMAND", "COMANDO")) --help"
    return [
      section(language.text("Usage", "Uso"), [usage]),
      section(language.text("Commands", "Comandos"), lines),
      language.text("\(call) tells more.", "\(call) diz mais."),
    ].joined(separator: "\n\n") + "\n"
  }

  /// The help of one command: what it does and its arguments.
  func details(of command: any Command) -> String {
    let title = "\(program.name) \(command.name)"
    var blocks = [wrapped("\(title): \(command.summary.in(language))")]
    let positionals = command.arguments.filter(\.isPositional)
    let words = positionals.map { argument in
      let word = argument.title(language) + (argument.takesRest ? " …" : "")
      return argument.isRequired ? word : "[\(word)]"
    }
    let usage = ([title, optionsWord] + words).joined(separator: " ")
    blocks.append(section(language.text("Usage", "Uso"), ["  \(usage)"]))
    let discussion = command.discussion.in(language)
    if !discussion.isEmpty { blocks.append(wrapped(discussion)) }
    if !positionals.isEmpty {
      let lines = positionals.map { Self.entry($0.title(language), explanation($0)) }
      blocks.append(section(language.text("Arguments", "Argumentos"), lines))
    }
    blocks.append(section(language.text("Options", "Opções"), optionLines(command)))
    return blocks.joined(separator: "\n\n") + "\n"
  }

  // MARK: Parts

  private var optionsWord: String { language.text("[options]", "[opções]") }

  private func section(_ title: String, _ lines: [String]) -> String {
    (["\(title):"] + lines).joined(separator: "\n")
  }

  private func optionLines(_ command: any Command) -> [String] {
    command.arguments.filter { !$0.isPositional }.map { option in
      let value = option.placeholder.map { " " + $0.in(language) } ?? ""
      return Self.entry("--\(option.name)\(value)", explanation(option))
    } + [Self.entry("--help", language.text("shows this text", "mostra este texto"))]
  }

  /// The help text of an argument, with its default and other facts from the declaration.
  private func explanation(_ argument: any Argument) -> String {
    let help = argument.help.in(language)
    if let value = argument.shownDefault {
      return "\(help) (\(language.text("default", "padrão")): \(value))"
    }
    return argument.isRequired && argument.placeholder != nil && !argument.isPositional
      ? "\(help) (\(language.text("required", "obrigatória")))" : help
  }

  /// A name with its explanation beside it, or below it if the name is long.
  private static func entry(_ name: String, _ explanation: String) -> String {
    let body = wrapped(explanation, indent: indent)
    let head = "  \(name)"
    let gap = indent - visibleWidth(head)
    if gap < 2 { return "\(head)\n\(body)" }
    return head + String(repeating: " ", count: gap) + body.dropFirst(indent)
  }
}
