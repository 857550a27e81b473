import CourseKit
import Foundations
import Tensors

// MARK: 8.5 int8 quantization

/// A linear layer whose weights are bytes: y = (x · Q) · s + b, with w ≈ s · Q.
///
/// Every output column has a scale of its own, s = max|w| / 127, so that the largest weight becomes
/// ±127 and 0 stays 0 (symmetric quantization; Jacob et al., *Quantization and Training of Neural
/// Networks for Efficient Integer-Arithmetic-Only Inference*, 2018, section 2.1, with a zero point
/// of 0). Rounding to the nearest is off by at most s / 2. Decoding reads every weight once for
/// each token, and a quarter of the bytes is read in a quarter of the time.
public struct QuantizedLinear: LinearMap {
  /// Q, `[in, out]`
  public let integers: Int8Matrix
  /// s of every column, `[out]`. A column of zeros has the scale 0.
  public let scales: Tensor
  /// `[out]`; nil where nothing is added.
  public let bias: Tensor?

  /// Quantizes a weight `[in, out]`. Cost: one pass over a transposed copy.
  ///
  /// For each column: s = max|w| / 127, and Q = w / s rounded to the nearest whole number. An
  /// `Int8Matrix` begins with zeros, and its `setColumn(_:rounding:)` takes a `Row` of values and
  /// does the rounding. A column of zeros keeps them, and nothing is divided by its scale of 0.
  /// Where s is too small for a normal Float, below 1.2e−38, zeros will do.
  ///
  ///     // one column: 1.27, −0.5, 0.004      s = 0.01      Q = 127, −50, 0
  public init(weight: MatrixView, bias: Tensor?) {
    precondition(
      bias?.count ?? weight.columnCount == weight.columnCount,
      "a bias of \(bias?.count ?? 0) elements for \(weight.columnCount) columns")
    todo("8.5")
  }

  public init(_ linear: Linear) { self.init(weight: linear.weight.matrix, bias: linear.bias) }

  /// y = (x · Q) · s + b, for every row. Shapes: `[…, in] → […, out]`.
  ///
  /// A row's `setProduct(x, integers)` gives x · Q. From a few rows on, it pays to turn the weights
  /// into floats (``dequantized``) and make one matrix product; the result is the same but for
  /// rounding.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    todo("8.5")
  }

  /// ŵ = s · Q, `[in, out]`: each entry of Q times the scale of its column. It may be the view of a
  /// transposed tensor.
  public var dequantized: MatrixView {
    todo("8.5")
  }

  /// One column of ŵ.
  func copy(column index: Int, into row: inout Row) {
    row.copy(column: index, of: integers, scaledBy: scales[index])
  }

  /// What weights, scales and bias take in memory.
  public var byteCount: Int { integers.byteCount + 4 * (scales.count + (bias?.count ?? 0)) }
}
