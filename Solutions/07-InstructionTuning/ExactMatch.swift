import Foundation

// MARK: 7.8 Exact match, ROUGE-L

/// An answer without what does not change its meaning: upper case, the amount of white space, and
/// punctuation at the end.
///
///     normalizedAnswer("  In the  Park. ")   // "in the park"
///
/// Articles and inner punctuation stay: "a kite" is not "the kite". Letters with accents are equal
/// however they are encoded, as Swift's strings are.
public func normalizedAnswer(_ text: String) -> String {
  let words = text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  var rest = words[...]
  while let last = rest.last, ".!?…;,: ".contains(last) { rest.removeLast() }
  return String(rest)
}

/// Whether an answer is the one that was wanted; see ``normalizedAnswer(_:)``.
///
/// Hard but clear: a right answer in other words counts as wrong.
public func isExactMatch(_ answer: String, _ reference: String) -> Bool {
  normalizedAnswer(answer) == normalizedAnswer(reference)
}
