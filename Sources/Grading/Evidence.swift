import CourseKit
import Tensors

/// One named result of an exercise, to be compared with the expected one.
public struct Evidence: Sendable {
  /// The kinds of results that can be compared.
  public enum Value: Sendable {
    case tensor(Tensor)
    case numbers([Double])
    case integers([Int])
    case text(String)
    case truth(Bool)
  }

  /// The name, in words that a learner knows: "the weights", "the gradient of the input".
  public let name: Text
  public let value: Value
  /// The allowed error of a number, relative to the largest expected one.
  public let tolerance: Double

  /// Evidence of any kind. The tolerance applies to tensors and numbers only.
  public init(_ name: Text, _ value: Value, tolerance: Double = 1e-4) {
    self.name = name
    self.value = value
    self.tolerance = tolerance
  }

  public init(_ name: Text, _ tensor: Tensor, tolerance: Double = 1e-4) {
    self.init(name, .tensor(tensor), tolerance: tolerance)
  }

  public init(_ name: Text, _ number: Double, tolerance: Double = 1e-4) {
    self.init(name, .numbers([number]), tolerance: tolerance)
  }

  public init(_ name: Text, _ integers: [Int]) { self.init(name, .integers(integers)) }
  public init(_ name: Text, _ text: String) { self.init(name, .text(text)) }
  public init(_ name: Text, _ truth: Bool) { self.init(name, .truth(truth)) }
}

extension Evidence {
  /// Whether a match by chance is very unlikely: several finite numbers, or a text.
  var tellsMuch: Bool {
    switch value {
    case .tensor(let tensor): tensor.count > 1 && tensor.scalars.allSatisfy(\.isFinite)
    case .numbers(let numbers): numbers.count > 1 && numbers.allSatisfy(\.isFinite)
    case .integers(let integers): integers.count > 1
    case .text(let text): text.count > 2
    case .truth: false
    }
  }

  /// How this differs from what was expected, in a sentence without its name; nil if it does not.
  func difference(from expected: Evidence, _ language: Language) -> String? {
    switch (value, expected.value) {
    case (.tensor(let actual), .tensor(let wanted)):
      return numberDifference(
        actual.scalars.map(Double.init), actual.shape, wanted.scalars.map(Double.init),
        wanted.shape, expected.tolerance, language)
    case (.numbers(let actual), .numbers(let wanted)):
      return numberDifference(
        actual, [actual.count], wanted, [wanted.count], expected.tolerance, language)
    case (.integers(let actual), .integers(let wanted)):
      return integerDifference(actual, wanted, language)
    case (.text(let actual), .text(let wanted)):
      // Swift's `==` treats precomposed and decomposed "é" as equal, but their tokens differ.
      guard Array(actual.utf8) != Array(wanted.utf8) else { return nil }
      guard actual != wanted else { return scalarDifference(actual, wanted, language) }
      let start = shownStart(actual, wanted)
      let (yours, right) = (quoted(actual, from: start), quoted(wanted, from: start))
      return language.text(
        "yours is \(yours), expected \(right)", "o seu é \(yours), o esperado é \(right)")
    case (.truth(let actual), .truth(let wanted)):
      guard actual != wanted else { return nil }
      return language.text(
        "yours is \(actual), expected \(wanted)", "o seu é \(actual), o esperado é \(wanted)")
    default:
      return language.text("it is of another kind than expected", "é de outro tipo que o esperado")
    }
  }
}

// MARK: Numbers

/// Compares the shapes, then the non-finite elements, then the values. The arithmetic is plain
/// loops in Double, so that no kernel is used to check itself.
private func numberDifference(
  _ actual: [Double], _ actualShape: Shape, _ wanted: [Double], _ wantedShape: Shape,
  _ tolerance: Double, _ language: Language
) -> String? {
  guard actualShape == wantedShape else {
    return language.text(
      "the shape is \(actualShape), expected \(wantedShape)",
      "a forma é \(actualShape), a esperada é \(wantedShape)")
  }
  let largest = wanted.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
  let allowed = tolerance * max(largest, 1e-6)
  func sentence(_ offset: Int, _ close: String = "") -> String {
    let place = actual.count == 1 ? "" : " \(describeIndex(offset, in: wantedShape))"
    var (yours, right) = (digits(actual[offset]), digits(wanted[offset]))
    if yours == right { (yours, right) = ("\(actual[offset])", "\(wanted[offset])") }
    return language.text(
      (place.isEmpty ? "" : "at\(place) ") + "yours is \(yours), expected \(right)",
      (place.isEmpty ? "" : "em\(place) ") + "o seu é \(yours), o esperado é \(right)") + close
  }
  for (offset, (number, right)) in zip(actual, wanted).enumerated()
  where (!number.isFinite || !right.isFinite) && number != right && !(number.isNaN && right.isNaN) {
    return sentence(offset)
  }
  for (offset, (number, right)) in zip(actual, wanted).enumerated()
  where number.isFinite && abs(number - right) > allowed {
    return sentence(
      offset,
      language.text(
        allowed == 0
          ? " (exactly)" : " (may be off by \(rounded(allowed)))",
        allowed == 0
          ? " (exatamente)" : " (a diferença pode ser de até \(rounded(allowed)))"
      ))
  }
  return nil
}

/// As many digits as a Float has.
private func digits(_ number: Double) -> String { number.isNaN ? "NaN" : "\(Float(number))" }

/// The index at which the longer list continues; nil if both have the same length.
private func longer(_ actual: [Int], _ wanted: [Int]) -> Int? {
  actual.count == wanted.count ? nil : min(actual.count, wanted.count)
}

private func integerDifference(
  _ actual: [Int], _ wanted: [Int], _ language: Language
) -> String? {
  guard actual != wanted else { return nil }
  let place = zip(actual, wanted).enumerated().first { $0.element.0 != $0.element.1 }?.offset
  if actual.count == 1, wanted.count == 1 {
    return language.text(
      "yours is \(actual[0]), expected \(wanted[0])",
      "o seu é \(actual[0]), o esperado é \(wanted[0])")
  }
  guard let place = place ?? longer(actual, wanted), wanted.count > 8 || actual.count > 8 else {
    return language.text(
      "yours is \(actual), expected \(wanted)", "o seu é \(actual), o esperado é \(wanted)")
  }
  guard place < min(actual.count, wanted.count) else {
    return language.text(
      "yours has \(actual.count) elements, expected \(wanted.count); those of the shorter one are right",
      "o seu tem \(actual.count) elementos, o esperado tem \(wanted.count); os do mais curto estão certos"
    )
  }
  let sentence = language.text(
    "element \(place), counted from 0, is \(actual[place]), expected \(wanted[place])",
    "o elemento \(place), contado a partir de 0, é \(actual[place]), o esperado é \(wanted[place])")
  guard actual.count != wanted.count else { return sentence }
  return sentence
    + language.text(
      " (yours has \(actual.count) elements, expected \(wanted.count))",
      " (o seu tem \(actual.count) elementos, o esperado tem \(wanted.count))")
}

// MARK: Text

/// For texts that look alike but differ in their Unicode scalars: the first scalars that differ.
private func scalarDifference(
  _ actual: String, _ wanted: String, _ language: Language
) -> String {
  let (yours, right) = (Array(actual.unicodeScalars), Array(wanted.unicodeScalars))
  let place = zip(yours, right).enumerated().first { $0.element.0 != $0.element.1 }?.offset
  let offset = place ?? min(yours.count, right.count)
  func name(_ scalars: [Unicode.Scalar]) -> String {
    guard offset < scalars.count else { return language.text("the end", "o fim") }
    let digits = String(scalars[offset].value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
  return language.text(
    "it looks right, but scalar \(offset), counted from 0, is \(name(yours)), expected \(name(right))",
    "parece certo, mas o escalar \(offset), contado a partir de 0, é \(name(yours)), o esperado é "
      + "\(name(right))")
}

private let longestShown = 120

/// Where the excerpts of two texts begin: at the start, or for a long text a little before the
/// first character that differs.
private func shownStart(_ one: String, _ other: String) -> Int {
  guard max(one.count, other.count) > longestShown else { return 0 }
  let equal = zip(one, other).prefix { $0 == $1 }.count
  return max(0, equal - longestShown / 3)
}

/// The text in quotes, truncated at both ends if it is long.
private func quoted(_ text: String, from start: Int) -> String {
  let rest = text.dropFirst(start)
  let shown = rest.prefix(longestShown)
  return "“" + (start > 0 ? "…" : "") + visible(shown) + (rest.count > shown.count ? "…" : "")
    + "”"
}

/// The text with invisible characters written as Swift escapes: `\u{0}`, `\u{A0}`, `\u{FEFF}`.
private func visible(_ text: Substring) -> String {
  text.unicodeScalars.reduce(into: "") { shown, scalar in
    let isHidden: Bool =
      switch scalar.properties.generalCategory {
      case .control: scalar != "\n"
      case .format: scalar != "\u{200D}"  // joins emoji
      case .spaceSeparator: scalar != " "
      default: false
      }
    if isHidden {
      shown += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    } else {
      shown.unicodeScalars.append(scalar)
    }
  }
}
