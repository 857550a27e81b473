import Tensors

// MARK: 0.1 Row-major offset

/// Where the element at `index` is in memory.
///
/// The innermost axis is contiguous: offset = (…(i₀ · n₁ + i₁) · n₂ + i₂ …).
///
///     rowMajorOffset(of: [1, 2], in: [2, 3])         // 1 · 3 + 2 = 5
///     rowMajorOffset(of: [1, 2, 3], in: [2, 3, 4])   // (1 · 3 + 2) · 4 + 3 = 23
///
/// A tensor without axes holds one element, at 0. A position outside of its axis is the caller's
/// bug: a `precondition` stops the program there. (No grader tries one.)
public func rowMajorOffset(of index: [Int], in shape: Shape) -> Int {
  precondition(index.count == shape.rank, "index \(index) for a tensor of \(shape)")
  // begin 0.1
  var offset = 0
  for (position, length) in zip(index, shape.axes) {
    precondition(position >= 0 && position < length, "index \(index) outside of \(shape)")
    offset = offset * length + position
  }
  return offset
  // end 0.1
}
