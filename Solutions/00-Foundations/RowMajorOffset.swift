import Tensors

// MARK: 0.1 Row-major offset

/// Where the number at `index` stands in memory.
///
/// The innermost axis is contiguous: offset = (…(i₀ · n₁ + i₁) · n₂ + i₂ …). For shape `[2, 3]`,
/// index `[1, 2]` is at 1 · 3 + 2 = 5.
public func rowMajorOffset(of index: [Int], in shape: Shape) -> Int {
  precondition(index.count == shape.rank, "index \(index) for a tensor of \(shape)")
  var offset = 0
  for (position, length) in zip(index, shape.axes) {
    precondition(position >= 0 && position < length, "index \(index) outside of \(shape)")
    offset = offset * length + position
  }
  return offset
}
