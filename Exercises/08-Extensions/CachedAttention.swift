import Attention
import CourseKit
import Tensors

// MARK: 8.1 KV cache

/// The attention of several new tokens: the mask of chapter 3.4, moved by the tokens before them.
///
/// For each head, on its columns: softmax(q · kᵀ / √head width) · v. There are more keys than
/// queries: the n queries are the last n of the count + n positions, so query i may look at the
/// keys 0 … count + i.
///
///     // count = 2, n = 3, 1 = visible
///     1 1 1 0 0
///     1 1 1 1 0
///     1 1 1 1 1
///
/// Shapes: query `[n, width]`, kᵀ `[width, count + n]`, values `[count + n, width]` →
/// `[1, n, width]`.
func attendCausally(
  _ query: MatrixView, _ transposedKeys: MatrixView, _ values: MatrixView, headCount: Int
) -> Tensor {
  todo("8.1")
}

private func columns(ofHead head: Int, width: Int) -> Range<Int> {
  head * width..<(head + 1) * width
}
