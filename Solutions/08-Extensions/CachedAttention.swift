import AttentionSolution
import CourseKit
import Tensors

// begin solution
/// The last token's attention: one query, from which nothing is hidden.
///
/// Row h of the weights is head h's softmax(q · kᵀ / √d), row h of the contexts its weights · v. Rows
/// of one tensor are the heads side by side, so there is nothing to merge.
///
/// Shapes: query `[1, width]`, kᵀ `[width, count]`, values `[count, width]` →
/// `[1, 1, width]`.
func attendOnce(
  _ query: MatrixView, _ transposedKeys: MatrixView, _ values: MatrixView, headCount: Int
) -> Tensor {
  let headWidth = query.columnCount / headCount
  let scale = 1 / Float(headWidth).squareRoot()
  let operations = 2 * values.rowCount * headWidth
  var scores = Tensor(zeros: [headCount, values.rowCount])
  scores.updateRows(operations: operations) { row in
    let columns = columns(ofHead: row.index, width: headWidth)
    row.setProduct(query.columns(columns), transposedKeys.rows(columns), scaledBy: scale)
  }
  let weights = softmax(scores).matrix
  var contexts = Tensor(zeros: [headCount, headWidth])
  contexts.updateRows(operations: operations) { row in
    let columns = columns(ofHead: row.index, width: headWidth)
    row.setProduct(weights.rows(row.index..<row.index + 1), values.columns(columns))
  }
  return contexts.reshaped(to: [1, 1, query.columnCount])
}
// end solution

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
  // begin 8.1
  let (length, width) = (query.rowCount, query.columnCount)
  let (headWidth, before) = (width / headCount, values.rowCount - length)
  let scale = 1 / Float(headWidth).squareRoot()
  let contexts = concurrentMap(headCount, operations: 4 * length * values.rowCount * headWidth) {
    head in
    let columns = columns(ofHead: head, width: headWidth)
    var weights = matmul(query.columns(columns), transposedKeys.rows(columns), scaledBy: scale)
    weights.updateRows { row in
      row.withPrefix(before + row.index + 1) { $0.softmax() }
      row.fill(0, from: before + row.index + 1)
    }
    return contextVectors(weights: weights, values: values.columns(columns))
  }
  return mergeHeads(contexts, headCount: headCount)
  // end 8.1
}

private func columns(ofHead head: Int, width: Int) -> Range<Int> {
  head * width..<(head + 1) * width
}
