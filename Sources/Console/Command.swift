import CourseKit

/// A subcommand of a program.
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
  /// One word, or two separated by a space, of which the first names a group of commands.
  var name: String { get }
  /// A summary in one line, without a full stop.
  var summary: Text { get }
  /// Further lines for the command's help; may be empty.
  var discussion: Text { get }

  func run(_ values: Values) throws
}

extension Command {
  public var discussion: Text { Text(verbatim: "") }

  /// The stored properties that are arguments, in declaration order.
  var arguments: [any Argument] { Console.arguments(of: self) }

  /// Parses the words after the command's name.
  func parse(_ words: [String], language: Language) throws(UsageError) -> Values {
    try Values(reading: words, of: arguments, language: language)
  }
}

/// Arguments that belong together. A command stores the group as a property, like a single
/// argument.
public protocol ArgumentGroup: Sendable {}

private func arguments(of owner: Any) -> [any Argument] {
  Mirror(reflecting: owner).children.flatMap { child in
    if let argument = child.value as? any Argument { return [argument] }
    return child.value is any ArgumentGroup ? arguments(of: child.value) : []
  }
}

/// An error in the command line, as one sentence that says what is wrong and what to do about it.
///
/// As with `InputError`, it begins with a capital letter, or with the name of its subject, and ends
/// with a full stop.
public struct UsageError: Error, CustomStringConvertible, Sendable, Equatable {
  public let description: String

  public init(_ description: String) { self.description = description }
}

extension Values {
  /// Parses words as the arguments of a group.
  ///
  /// - Throws: `UsageError` if they are not valid.
  public init(
    reading words: [String], for group: some ArgumentGroup, language: Language
  ) throws(UsageError) {
    try self.init(reading: words, of: Console.arguments(of: group), language: language)
  }

  /// Parses words. `--` ends the options. If an option is repeated, the last value counts.
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
        // A value may begin with a dash, such as -1, unless it is the name of an option.
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
