import CourseKit

/// A syntax error in a JSON text: where and why.
package struct JSONProblem: Error {
  /// The position of the error, in bytes from the start.
  package let offset: Int
  package let reason: String
}

/// Parses one JSON value with nothing after it. Complexity: O(*n*) in the number of bytes.
package struct JSONParser {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  /// Deeper than any sensible file; a limit keeps hostile input from overflowing the stack.
  private static let greatestDepth = 200

  /// The value of a JSON text.
  ///
  /// - Throws: ``JSONProblem`` if the text is invalid, nested deeper than 200 levels, or followed
  ///   by anything but whitespace.
  package static func parse(_ bytes: [UInt8]) throws(JSONProblem) -> JSONValue {
    var parser = JSONParser(bytes: bytes)
    let value = try parser.value()
    parser.skipBlanks()
    guard parser.position == bytes.count else {
      throw parser.problem("something follows its end", "há algo depois do fim")
    }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func problem(_ english: String, _ portuguese: String) -> JSONProblem {
    JSONProblem(offset: position, reason: Language.current.text(english, portuguese))
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  /// Consumes `character` if it comes next.
  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func value() throws(JSONProblem) -> JSONValue {
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw problem("it ends too early", "o arquivo acaba cedo demais")
    case let byte?:
      guard byte == UInt8(ascii: "-") || Self.isDigit(byte) else {
        throw problem("a value is expected", "falta um valor")
      }
      return try number()
    }
  }

  private mutating func word(
    _ word: String, _ value: JSONValue
  ) throws(JSONProblem) -> JSONValue {
    guard bytes[position...].starts(with: word.utf8) else {
      throw problem("\(word) is expected", "falta \(word)")
    }
    position += word.utf8.count
    return value
  }

  private mutating func enter() throws(JSONProblem) {
    position += 1
    depth += 1
    guard depth <= Self.greatestDepth else {
      throw problem("it is nested too deeply", "há níveis demais, um dentro do outro")
    }
  }

  private mutating func array() throws(JSONProblem) -> JSONValue {
    try enter()
    defer { depth -= 1 }
    var values: [JSONValue] = []
    skipBlanks()
    if take("]") { return .array([]) }
    repeat {
      values.append(try value())
      skipBlanks()
    } while take(",")
    guard take("]") else { throw problem("] or a comma is expected", "falta ] ou uma vírgula") }
    return .array(values)
  }

  private mutating func object() throws(JSONProblem) -> JSONValue {
    try enter()
    defer { depth -= 1 }
    var members: [JSONValue.Member] = []
    var names: Set<String> = []
    skipBlanks()
    if take("}") { return .object([]) }
    repeat {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw problem("a name is expected", "falta um nome") }
      let name = try string()
      guard names.insert(name).inserted else {
        throw problem("the name \(name) stands twice", "o nome \(name) aparece duas vezes")
      }
      skipBlanks()
      guard take(":") else { throw problem("a colon is expected", "faltam dois-pontos") }
      members.append(.init(name: name, value: try value()))
      skipBlanks()
    } while take(",")
    guard take("}") else { throw problem("} or a comma is expected", "falta } ou uma vírgula") }
    return .object(members)
  }

  // MARK: Numbers and strings

  private mutating func number() throws(JSONProblem) -> JSONValue {
    let start = position
    _ = take("-")
    let leadingZero = next == UInt8(ascii: "0")
    let wholeDigits = digits()
    guard wholeDigits > 0, !(leadingZero && wholeDigits > 1) else {
      throw problem("a number is expected", "falta um número")
    }
    if take("."), digits() == 0 { throw problem("a digit is expected", "falta um dígito") }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      if digits() == 0 { throw problem("a digit is expected", "falta um dígito") }
    }
    return .number(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = next, Self.isDigit(byte) { position += 1 }
    return position - start
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private mutating func string() throws(JSONProblem) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let result = String(validating: text, as: UTF8.self) else {
          throw problem("a string is not UTF-8", "há um texto que não é UTF-8")
        }
        return result
      case UInt8(ascii: "\\"): text.append(contentsOf: try escape().utf8)
      case ..<0x20:
        throw problem(
          "a string holds a control character", "há um caractere de controle em um texto")
      default: text.append(byte)
      }
    }
    throw problem("it ends within a string", "o arquivo acaba no meio de um texto")
  }

  private mutating func escape() throws(JSONProblem) -> String {
    guard let letter = next else {
      throw problem("it ends within a string", "o arquivo acaba no meio de um texto")
    }
    position += 1
    switch letter {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default: throw problem("an unknown escape", "há um escape desconhecido")
    }
    // Characters beyond U+FFFF are escaped as a surrogate pair.
    var units = [try hexadecimal()]
    if UTF16.isLeadSurrogate(units[0]), take("\\"), take("u") { units.append(try hexadecimal()) }
    guard let result = String(validating: units, as: UTF16.self) else {
      throw problem("half a surrogate pair", "há só metade de um par substituto")
    }
    return result
  }

  private mutating func hexadecimal() throws(JSONProblem) -> UInt16 {
    let end = position + 4
    guard end <= bytes.count, bytes[position..<end].allSatisfy({ Character(.init($0)).isHexDigit }),
      let unit = UInt16(String(decoding: bytes[position..<end], as: UTF8.self), radix: 16)
    else {
      throw problem("four hexadecimal digits are expected", "faltam quatro dígitos hexadecimais")
    }
    position = end
    return unit
  }
}
