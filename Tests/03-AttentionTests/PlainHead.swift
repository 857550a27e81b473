import Foundation
import Tensors

/// One head of causal attention in plain loops over Doubles, with hooks for mistakes.
struct PlainHead: Sendable {
  enum Mask { case none, beforeSoftmax, afterSoftmax, oneAhead }

  /// The factor of the scores.
  var scale: @Sendable (_ width: Double, _ length: Double) -> Double = { width, _ in
    1 / width.squareRoot()
  }
  var mask = Mask.beforeSoftmax
  var normalizesColumns = false
  var exchangesQueryAndKey = false
  /// Whether the weights are scaled instead of the scores.
  var scalesWeights = false
  var usesKeysAsValues = false
  /// Whether a visible score of exactly 0 is taken for a masked one.
  var hidesZeros = false

  func weights(_ query: [[Double]], _ key: [[Double]]) -> [[Double]] {
    let indices = query.indices
    let factor = scale(Double(query[0].count), Double(query.count))
    let (rows, columns) = exchangesQueryAndKey ? (key, query) : (query, key)
    var weights = indices.map { i in
      indices.map { j in
        isHidden(i, j) ? -.infinity : dot(rows[i], columns[j]) * (scalesWeights ? 1 : factor)
      }
    }
    if hidesZeros { weights = weights.map { $0.map { $0 == 0 ? -.infinity : $0 } } }
    weights =
      normalizesColumns ? transposed(transposed(weights).map(softmax)) : weights.map(softmax)
    for i in indices {
      for j in indices {
        if mask == .afterSoftmax, j > i { weights[i][j] = 0 }
        if scalesWeights { weights[i][j] *= factor }
      }
    }
    return weights
  }

  /// `factors` are the dropout factors of the weights, if any.
  func contexts(
    _ query: [[Double]], _ key: [[Double]], _ value: [[Double]], factors: [[Double]]? = nil
  ) -> [[Double]] {
    var weights = weights(query, key)
    if let factors { weights = products(weights, factors) }
    return product(weights, usesKeysAsValues ? key : value)
  }

  private func isHidden(_ query: Int, _ key: Int) -> Bool {
    switch mask {
    case .none, .afterSoftmax: false
    case .beforeSoftmax: key > query
    case .oneAhead: key > query + 1
    }
  }
}

// MARK: Matrices of Doubles

func rows(_ tensor: Tensor) -> [[Double]] {
  (0..<tensor.rowCount).map { row in
    (0..<tensor.columnCount).map { Double(tensor[row * tensor.columnCount + $0]) }
  }
}

/// The rows of a matrix given in row-major order.
func rows(_ numbers: [Double], of width: Int) -> [[Double]] {
  stride(from: 0, to: numbers.count, by: width).map { Array(numbers[$0..<$0 + width]) }
}

func tensor(_ rows: [[Double]]) -> Tensor { Tensor(rows: rows.map { $0.map(Float.init) }) }

func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

func product(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
  let columns = transposed(b)
  return a.map { row in columns.map { dot(row, $0) } }
}

/// The elementwise product.
func products(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
  zip(a, b).map { zip($0, $1).map { $0 * $1 } }
}

func transposed(_ a: [[Double]]) -> [[Double]] {
  a[0].indices.map { column in a.map { $0[column] } }
}

func softmax(_ row: [Double]) -> [Double] {
  let largest = row.max()!
  let powers = row.map { exp($0 - largest) }
  let sum = powers.reduce(0, +)
  return powers.map { $0 / sum }
}
