import CourseKit
import Foundation

/// A mean of independent measurements, and how far chance alone may have moved it.
public struct Estimate: Codable, Hashable, Sendable {
  public let mean: Double
  /// The standard deviation of the mean: another sample would give a mean about this far away.
  public let standardError: Double
  public let count: Int

  public init(mean: Double, standardError: Double, count: Int) {
    self.mean = mean
    self.standardError = standardError
    self.count = count
  }

  /// s / √n with the sample's standard deviation s; without chance where there is one value only.
  public init(_ values: [Double]) {
    let count = Double(max(1, values.count))
    let mean = values.reduce(0, +) / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.init(
      mean: mean, standardError: (squares / max(1, count - 1) / count).squareRoot(),
      count: values.count)
  }

  /// A share. Two successes and two failures are added for its error, so that a share of 0 or 1 of a
  /// few is not taken for certain (Agresti and Coull, 1998).
  public init(shareOf successes: [Bool]) {
    let (hits, count) = (successes.count { $0 }, Double(successes.count))
    let share = (Double(hits) + 2) / (count + 4)
    self.init(
      mean: count == 0 ? 0 : Double(hits) / count,
      standardError: (share * (1 - share) / (count + 4)).squareRoot(), count: successes.count)
  }

  /// The difference of two measurements of the same items, item by item: what they have in common
  /// cancels out.
  public init(differencesOf first: [Double], and second: [Double]) {
    precondition(first.count == second.count, "\(first.count) values and \(second.count)")
    self.init(zip(first, second).map { $0 - $1 })
  }

  /// The difference of two measurements of different items.
  public static func - (first: Estimate, second: Estimate) -> Estimate {
    Estimate(
      mean: first.mean - second.mean,
      standardError: hypot(first.standardError, second.standardError),
      count: min(first.count, second.count))
  }

  /// Whether it is further from 0 than two standard errors: by chance alone, that happens once in
  /// twenty times.
  public var isBeyondNoise: Bool { abs(mean) > 2 * standardError }
}

// MARK: In words

/// A share with the width of its noise: "83 ± 3 %".
func percent(_ share: Estimate, _ language: Language) -> String {
  "\(decimal(100 * share.mean, 0, language)) ± \(decimal(200 * share.standardError, 0, language)) %"
}

/// A difference of shares in percentage points: "12 points", "1 ponto".
func points(_ difference: Double, _ language: Language) -> String {
  let number = decimal(abs(100 * difference), 0, language)
  return number == "1"
    ? language.text("1 point", "1 ponto") : language.text("\(number) points", "\(number) pontos")
}

/// "a, b and c"
func list(_ words: [String], _ language: Language) -> String {
  guard words.count > 1, let last = words.last else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + language.text(" and ", " e ") + last
}
