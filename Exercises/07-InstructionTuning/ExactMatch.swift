import CourseKit
import Foundation

// MARK: 7.8 Exact match, ROUGE-L

/// An answer without what does not change its meaning: upper case, the amount of white space, and
/// punctuation at the end.
///
///     normalizedAnswer("  In the  Park. ")   // "in the park"
///     normalizedAnswer("It is 3.5 …!")       // "it is 3.5"
///
/// Lower case; every run of white space becomes one space, none at either end; then `.`, `!`, `?`, `…`,
/// `;`, `,`, `:` and spaces go from the end as long as one of them is last.
///
/// Articles and inner punctuation stay: "a kite" is not "the kite". Letters with accents are equal
/// however they are encoded, as Swift's strings are.
public func normalizedAnswer(_ text: String) -> String {
  todo("7.8")
}

/// Whether an answer is the one that was expected; see ``normalizedAnswer(_:)``.
///
/// Strict but unambiguous: a right answer in other words counts as wrong.
public func isExactMatch(_ answer: String, _ reference: String) -> Bool {
  todo("7.8")
}
