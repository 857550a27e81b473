import CourseKit
import Foundation

/// `12,345` in English, `12.345` in Portuguese.
public func grouped(_ number: Int, _ language: Language) -> String {
  let digits = Array(String(number.magnitude))
  var result = number < 0 ? "-" : ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { result += language.text(",", ".") }
    result.append(digit)
  }
  return result
}

/// A rate with as many digits as are worth reading: `0.42`, `8.3`, `24,310`.
func shortNumber(_ number: Double, _ language: Language) -> String {
  guard number < 99.95 else { return grouped(Int(min(number, 1e15).rounded()), language) }
  let text = String(format: number < 9.995 ? "%.2f" : "%.1f", number)
  return language == .portuguese ? text.replacingOccurrences(of: ".", with: ",") : text
}

/// `0:07`, `12:30`, `1:02:03`.
public func duration(_ seconds: Double) -> String {
  let total = Int(max(0, min(seconds, 1e9)).rounded())
  let (minutes, second) = (total / 60, total % 60)
  return minutes < 60
    ? String(format: "%d:%02d", minutes, second)
    : String(format: "%d:%02d:%02d", minutes / 60, minutes % 60, second)
}
