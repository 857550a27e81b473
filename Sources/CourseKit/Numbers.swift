import Foundation

// Numbers as all programs of the course print them: in terminals, on pages and in pictures.

/// A number with a fixed count of decimals: `3.14` in English, `3,14` in Portuguese. Zero has no
/// sign.
public func decimal(_ number: Double, _ places: Int, _ language: Language) -> String {
  // Foundation's `formatted` would not do: it rounds the shortest decimal that reads back as the
  // number, so 2.675, which is stored as slightly less, would become 2.68.
  let text = String(format: "%.\(places)f", number)
  let isZero = text.hasPrefix("-") && text.allSatisfy { "-0.".contains($0) }
  return language.localized(isZero ? String(text.dropFirst()) : text)
}

extension Language {
  /// Replaces the decimal point of a formatted number with this language's separator.
  public func localized(_ number: String) -> String {
    text(number, number.replacing(".", with: ","))
  }
}

/// A share of 1 in hundredths: `83 %` in both languages.
public func percent(_ share: Double, _ language: Language, places: Int = 0) -> String {
  decimal(100 * share, places, language) + " %"
}

/// A number with thousands separators: `12,345` in English, `12.345` in Portuguese.
public func grouped(_ number: Int, _ language: Language) -> String {
  number.formatted(.number.locale(Locale(identifier: language.rawValue)))
}

/// A rate with as many digits as are worth reading: `0.42`, `8.3`, `24,310`.
public func shortNumber(_ number: Double, _ language: Language) -> String {
  guard number < 99.95 else { return grouped(Int(min(number, 1e15).rounded()), language) }
  return decimal(number, number < 9.995 ? 2 : 1, language)
}

/// A duration in seconds as minutes and seconds, with hours if needed: `0:07`, `12:30`, `1:02:03`.
public func duration(_ seconds: Double) -> String {
  let total = Int(max(0, min(seconds, 1e9)).rounded())
  let (minutes, second) = (total / 60, total % 60)
  return minutes < 60
    ? String(format: "%d:%02d", minutes, second)
    : String(format: "%d:%02d:%02d", minutes / 60, minutes % 60, second)
}
