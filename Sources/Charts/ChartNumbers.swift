import CourseKit
import Foundation

/// Number formatting for charts: with a decimal point, unless a language is given.
package enum ChartNumbers {
  /// A coordinate, rounded to a tenth of a pixel.
  package static func coordinate(_ value: Double) -> String {
    let tenths = (value * 10).rounded()
    guard abs(tenths) < 1e15 else { return "0" }
    let whole = Int(tenths)
    let sign = whole < 0 ? "-" : ""
    let (integer, tenth) = whole.magnitude.quotientAndRemainder(dividingBy: 10)
    return tenth == 0 ? "\(sign)\(integer)" : "\(sign)\(integer).\(tenth)"
  }

  /// The labels of an axis's ticks, with the language's decimal separator.
  package static func labels(_ ticks: [Double], _ language: Language) -> [String] {
    labels(ticks).map(language.localized)
  }

  /// The labels of an axis's ticks, all with as many decimals as the finest needs; thousands and
  /// millions as 20k and 1.5M.
  package static func labels(_ ticks: [Double]) -> [String] {
    let greatest = ticks.map(abs).max() ?? 0
    let least = ticks.map(abs).filter { $0 > 0 }.min() ?? 1
    if greatest >= 1e12 || (greatest > 0 && greatest < 1e-3) || greatest / least > 1e7 {
      return ticks.map(scientific)
    }
    // Ticks that span orders of magnitude (on a logarithmic axis) do not share a number of
    // decimals.
    let isSpread = least > 0 && greatest / least >= 100 && ticks.allSatisfy { $0 > 0 }
    let (divisor, suffix): (Double, String) =
      greatest >= 1e6 && !isSpread
      ? (1e6, "M") : greatest >= 1e4 && !isSpread ? (1e3, "k") : (1, "")
    let decimals = ticks.map { decimalCount($0 / divisor) }
    return ticks.enumerated().map { index, tick in
      if isSpread && tick >= 1e6 { return fixed(tick / 1e6, decimalCount(tick / 1e6)) + "M" }
      if isSpread && tick >= 1e4 { return fixed(tick / 1e3, decimalCount(tick / 1e3)) + "k" }
      let count = isSpread ? decimals[index] : decimals.max() ?? 0
      return tick == 0 ? "0" : fixed(tick / divisor, count) + suffix
    }
  }

  /// With exactly the given number of decimals.
  package static func fixed(_ value: Double, _ decimals: Int) -> String {
    decimal(value, decimals, .english)
  }

  /// A probability with three decimals; `<0.001` instead of 0.000.
  package static func probability(_ value: Double) -> String {
    value > 0 && value < 0.0005 ? "<0.001" : fixed(value, 3)
  }

  /// Scientific notation: `3e-4`.
  private static func scientific(_ value: Double) -> String {
    guard value != 0 else { return "0" }
    let parts = String(format: "%.3e", value).split(separator: "e")
    var digits = String(parts[0])
    while digits.hasSuffix("0") { digits.removeLast() }
    if digits.hasSuffix(".") { digits.removeLast() }
    return "\(digits)e\(Int(parts[1]) ?? 0)"
  }

  /// The number of decimals that the value needs, at most six.
  private static func decimalCount(_ value: Double) -> Int {
    (0..<6).first { count in
      let scaled = abs(value) * pow(10, Double(count))
      return abs(scaled - scaled.rounded()) < 1e-6 * max(scaled, 1)
    } ?? 6
  }
}
