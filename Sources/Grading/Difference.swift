import Tensors

/// Where and by how much a result differs from what was expected, in one sentence; nil if it does
/// not.
///
/// First the shapes must be equal. Then infinities must be where they were expected, with no NaN.
/// Then every |actual − expected| must be at most tolerance · max(|expected| over the whole tensor,
/// `smallestScale`): rounding errors scale with the numbers that were added, not with their sum.
///
/// The arithmetic is plain loops in Double, so that no kernel is used to check itself.
public func difference(
  between actual: Tensor, and expected: Tensor, tolerance: Double = 1e-5,
  smallestScale: Double = 1e-6
) -> String? {
  guard actual.shape == expected.shape else {
    return "the shape is \(actual.shape), expected \(expected.shape)"
  }
  let (actualScalars, expectedScalars) = (actual.scalars, expected.scalars)
  let largest = largestFinite(of: expectedScalars)
  let allowed = tolerance * max(largest, smallestScale)
  // Infinities and NaN first: a wrong finite number beside them is usually a consequence.
  for (offset, (number, wanted)) in zip(actualScalars, expectedScalars).enumerated()
  where !number.isFinite || !wanted.isFinite {
    if number != wanted {
      return "at \(describeIndex(offset, in: expected.shape)) it is \(number), expected \(wanted)"
    }
  }
  for (offset, (number, wanted)) in zip(actualScalars, expectedScalars).enumerated()
  where number.isFinite && abs(Double(number) - Double(wanted)) > allowed {
    return "at \(describeIndex(offset, in: expected.shape)) it is \(number), expected \(wanted) "
      + "(within \(rounded(allowed)), of a tensor whose largest element is \(rounded(largest)))"
  }
  return nil
}

/// The same for a single number, such as a loss, relative to its own size.
public func difference(
  between actual: Double, and expected: Double, tolerance: Double = 1e-5,
  smallestScale: Double = 1e-6
) -> String? {
  if actual == expected { return nil }
  let allowed = tolerance * max(abs(expected), smallestScale)
  guard actual.isFinite, expected.isFinite, abs(actual - expected) <= allowed else {
    return "it is \(actual), expected \(expected) (within \(rounded(allowed)))"
  }
  return nil
}

/// The position of the first element whose bits differ; nil if the tensors are bit-identical.
///
/// For results that must not depend on randomness, the number of threads or later tokens, where no
/// tolerance is appropriate.
public func bitDifference(between actual: Tensor, and expected: Tensor) -> String? {
  guard actual.shape == expected.shape else {
    return "the shape is \(actual.shape), expected \(expected.shape)"
  }
  for (offset, (number, wanted)) in zip(actual.scalars, expected.scalars).enumerated()
  where number.bitPattern != wanted.bitPattern {
    return "at \(describeIndex(offset, in: expected.shape)) it is \(number), expected exactly "
      + "\(wanted)"
  }
  return nil
}

// MARK: Wording

/// The largest finite |x|; 0 if there is none.
func largestFinite(of numbers: [Float]) -> Double {
  numbers.reduce(0) { $1.isFinite ? max($0, Double(abs($1))) : $0 }
}

/// The multi-index of a row-major offset: `[1, 0, 2]`.
func describeIndex(_ offset: Int, in shape: Shape) -> String {
  var rest = offset
  var index: [Int] = []
  for length in shape.axes.reversed() {
    index.insert(rest % max(1, length), at: 0)
    rest /= max(1, length)
  }
  return "[\(index.map(String.init).joined(separator: ", "))]"
}

/// The number with three digits, which are enough to read.
func rounded(_ number: Double) -> String {
  guard number != 0, number.isFinite else { return "\(number)" }
  var scale = 1.0
  while abs(number) * scale < 100 && scale < 1e300 { scale *= 10 }
  return "\(Float((number * scale).rounded() / scale))"
}
