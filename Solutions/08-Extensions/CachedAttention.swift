import AttentionSolution
import CourseKit
import Tensors

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
  var scores = Tensor(zeros: [headCount, values.rowCount])
  scores.updateRows { row in
    let columns = columns(ofHead: row.index, width: headWidth)
    row.setProduct(query.columns(columns), transposedKeys.rows(columns), scaledBy: scale)
  }
  let weights = softmax(scores).matrix
  var contexts = Tensor(zeros: [headCount, headWidth])
  contexts.updateRows { row in
    let columns = columns(ofHead: row.index, width: headWidth)
    row.setProduct(weights.rows(row.index..<row.index + 1), values.columns(columns))
  }
  return contexts.reshaped(to: [1, 1, query.columnCount])
}

/// The attention of several new tokens: the mask of chapter 3.4, moved by the tokens before them.
///
/// Shapes: query `[n, width]`, kᵀ `[width, count + n]`, values `[count + n, width]` →
/// `[1, n, width]`.
func attendCausally(
  _ query: MatrixView, _ transposedKeys: MatrixView, _ values: MatrixView, headCount: Int
) -> Tensor {
  let (length, width) = (query.rowCount, query.columnCount)
  let (headWidth, before) = (width / headCount, values.rowCount - length)
  let scale = 1 / Float(headWidth).squareRoot()
  let contexts = concurrentMap(headCount, operations: 4 * length * values.rowCount * headWidth) {
    head in
    let columns = columns(ofHead: head, width: headWidth)
    var weights = matmul(query.columns(columns), transposedKeys.rows(columns), scaledBy: scale)
    weights.updateRows { row in
      row.withPrefix(before + row.index + 1) { visible in
        visible.exponentiate(adding: -visible.max())
        visible.scale(by: 1 / visible.sum())
      }
      row.fill(0, from: before + row.index + 1)
    }
    return contextVectors(weights: weights, values: values.columns(columns))
  }
  return mergeHeads(contexts, headCount: headCount)
}

private func columns(ofHead head: Int, width: Int) -> Range<Int> {
  head * width..<(head + 1) * width
}
