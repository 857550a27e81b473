import CourseKit

/// A JSON value (RFC 8259).
///
/// For files that other programs have written. Unlike Foundation's decoder, this one keeps the
/// order of an object's members and every digit of a number, rejects duplicate names, as
/// safetensors requires, and reports where a text is invalid. Files that the course itself has
/// written are decoded by Foundation.
package enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  /// A number as spelled in the text.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([Member])

  package struct Member: Equatable, Sendable {
    package let name: String
    package let value: JSONValue
  }

  package var string: String? { if case .string(let text) = self { text } else { nil } }
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  /// The number as an integer; nil if it is written with a fraction or exponent, or does not fit.
  package var int: Int? { if case .number(let digits) = self { Int(digits) } else { nil } }
  package var double: Double? { if case .number(let digits) = self { Double(digits) } else { nil } }
  package var array: [JSONValue]? { if case .array(let values) = self { values } else { nil } }
  package var object: [Member]? { if case .object(let members) = self { members } else { nil } }

  /// The value of an object's member; nil if there is none.
  package subscript(name: String) -> JSONValue? { object?.first { $0.name == name }?.value }

  /// The text as a JSON string literal, quoted and escaped.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension JSONValue {
  /// The members of the object stored in a file.
  ///
  /// - Throws: `InputError` if the file cannot be read or is not a JSON object.
  static func object(readFrom path: String) throws -> [Member] {
    let value: JSONValue
    do {
      let bytes = try InputFile(path).contents()
      // Some editors put a byte order mark in front of UTF-8.
      value = try JSONParser.parse(
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes)
    } catch let problem as JSONProblem {
      throw InputError(
        damaged: path, "it is not valid JSON (\(problem.reason), after \(problem.offset) bytes)",
        "não é JSON válido (\(problem.reason), depois de \(problem.offset) bytes)")
    }
    guard let members = value.object else {
      throw InputError(
        file: path, "it holds no JSON object; name another file",
        "não contém um objeto JSON; indique outro arquivo")
    }
    return members
  }
}
