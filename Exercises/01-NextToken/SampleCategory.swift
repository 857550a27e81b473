import CourseKit
import Tensors

// MARK: 1.3 Sample a category

/// Draws one category: `i` comes out with the probability `probabilities[i]`.
///
/// The probabilities laid end to end fill the line from 0 to 1. One uniform number u is a point on
/// that line, and the category is the piece it falls into (the inverse of the cumulative
/// distribution):
///
///     the first i with p₀ + p₁ + … + pᵢ > u
///
///     sampleCategory([0.2, 0.5, 0.3], using: &generator)   // u = 0.6 falls into category 1
///
/// A category of probability 0 is a piece of no length and never comes out. Where rounding leaves
/// the sum at or a little below u, it is the last category that has a length.
///
/// - Parameters:
///   - probabilities: Not negative, together 1 (up to rounding).
///   - generator: Asked for exactly one number, with `nextUniform()`.
/// - Returns: One of the indices of `probabilities`.
public func sampleCategory(
  _ probabilities: [Float], using generator: inout SeededGenerator
) -> Int {
  todo("1.3")
}
