import CourseKit

/// One subcommand of a program.
///
///     struct Generate: Command {
///       let name = "generate"
///       let summary = Text("continues a prompt", "continua um texto")
///       let temperature = Option(
///         "temperature", default: 1.0, .moreThan(0), help: Text("how daring", "quão ousado"))
///       let greedy = Flag("greedy", help: Text("always the likeliest", "sempre o mais provável"))
///
///       func run(_ values: Values) throws {
///         printLine("\(values[temperature]) \(values[greedy])")
///       }
///     }
public protocol Command: Sendable {
  /// One word, or two with a space, of which the first is shared by a group of commands.
  var name: String { get }
  /// One line without a full stop.
  var summary: Text { get }
  /// More lines for its own help; empty if there is nothing to add.
  var discussion: Text { get }

  func run(_ values: Values) throws
}

extension Command {
  public var discussion: Text { Text(verbatim: "") }

  /// The stored properties that are arguments, in the order of their declaration.
  var arguments: [any Argument] { Console.arguments(of: self) }

  /// Reads the words after the command's name.
  func parse(_ words: [String], language: Language) throws(UsageError) -> Values {
    try Values(reading: words, of: arguments, language: language)
  }
}

/// Arguments that belong together. A command keeps the group as a stored property, as it keeps an argument.
public protocol ArgumentGroup: Sendable {}

private func arguments(of owner: Any) -> [any Argument] {
  Mirror(reflecting: owner).children.flatMap { child in
    if let argument = child.value as? any Argument { return [argument] }
    return child.value is any ArgumentGroup ? arguments(of: child.value) : []
  }
}

/// What is wrong with the words after a program's name, in one sentence with what to do about it.
///
/// As in an `InputError`, it begins with a capital letter, or with the name of what it is about, and ends
/// with a full stop.
public struct UsageError: Error, CustomStringConvertible, Sendable, Equatable {
  public let description: String

  public init(_ description: String) { self.description = description }
}

extension Values {
  /// Reads words for the arguments of a group.
  ///
  /// - Throws: `UsageError` where they make no sense.
  public init(
    reading words: [String], for group: some ArgumentGroup, language: Language
  ) throws(UsageError) {
    try self.init(reading: words, of: Console.arguments(of: group), language: language)
  }

  /// `--` ends the options. Of an option given twice the last one counts.
  init(
    reading words: [String], of arguments: [any Argument], language: Language
  ) throws(UsageError) {
    self.init(language: language)
    var positionals = arguments.filter(\.isPositional)[...]
    var rest = words[...]
    var restWords: [String] = []
    var optionsEnded = false

    while let word = rest.popFirst() {
      if word == "--" && !optionsEnded {
        optionsEnded = true
        continue
      }
      guard word.hasPrefix("-"), word.count > 1, !optionsEnded else {
        guard let positional = positionals.first else {
          throw UsageError(
            language.text("\(word) is one word too many.", "\(word) é uma palavra a mais."))
        }
        if positional.takesRest {
          restWords.append(word)
          given[positional.name] = try positional.value(
            of: restWords.joined(separator: " "), language: language)
        } else {
          positionals.removeFirst()
          given[positional.name] = try positional.value(of: word, language: language)
        }
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let option = Self.option(titled: parts[0], in: arguments) else {
        throw Self.unknown(String(parts[0]), arguments, language)
      }
      var text = ""
      if option.placeholder == nil {
        guard parts.count == 1 else {
          throw UsageError(
            language.text("--\(option.name) takes no value.", "--\(option.name) não recebe valor."))
        }
      } else if parts.count == 2 {
        text = String(parts[1])
      } else {
        // A value may begin with a dash, as -1 does; the next option is no value.
        guard let next = rest.first, Self.option(titled: next[...], in: arguments) == nil else {
          throw UsageError(
            language.text(
              "--\(option.name) needs a value.", "--\(option.name) precisa de um valor."))
        }
        text = rest.removeFirst()
      }
      given[option.name] = try option.value(of: text, language: language)
    }
    for argument in arguments where argument.isRequired && given[argument.name] == nil {
      guard argument.placeholder != nil else { continue }  // a flag
      let title = argument.title(language)
      throw UsageError(language.text("\(title) is missing.", "Falta \(title)."))
    }
  }

  private static func option(
    titled title: Substring, in arguments: [any Argument]
  ) -> (any Argument)? {
    arguments.first { !$0.isPositional && title == "--\($0.name)" }
  }

  private static func unknown(
    _ title: String, _ arguments: [any Argument], _ language: Language
  ) -> UsageError {
    let names = arguments.filter { !$0.isPositional }.map { "--\($0.name)" } + ["--help"]
    let advice =
      nearest(to: title, among: names).map {
        language.text("did you mean \($0)?", "você quis dizer \($0)?")
      } ?? language.text("--help lists the options.", "--help lista as opções.")
    return UsageError(
      language.text("Unknown option \(title): ", "Opção desconhecida \(title): ") + advice)
  }
}
