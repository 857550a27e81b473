/// A matrix of integers from −127 to 127, one byte each, laid out for vector × matrix products.
///
/// The columns are stored in strips of 64, and each strip row by row. A product thus reads memory
/// from front to back, each byte once, while 64 sums stay in registers. The last strip is padded
/// with zeros.
public struct Int8Matrix: Sendable, Hashable {
  public let rowCount: Int
  public let columnCount: Int
  private var strips: [Int8]

  static let stripColumns = 64

  /// A matrix of zeros.
  public init(rows: Int, columns: Int) {
    precondition(rows >= 0 && columns >= 0, "a matrix of \(rows) × \(columns)")
    rowCount = rows
    columnCount = columns
    let stripCount = (columns + Int8Matrix.stripColumns - 1) / Int8Matrix.stripColumns
    strips = [Int8](repeating: 0, count: stripCount * rows * Int8Matrix.stripColumns)
  }

  /// The size in bytes, padding included.
  public var byteCount: Int { strips.count }

  /// The element at a row and a column.
  public subscript(row: Int, column: Int) -> Int8 {
    precondition(
      row >= 0 && row < rowCount && column >= 0 && column < columnCount,
      "index [\(row), \(column)] in a matrix of \(rowCount) × \(columnCount)")
    return strips[start(of: column) + row * Int8Matrix.stripColumns]
  }

  /// Sets a column: each number is rounded to the nearest integer (halves away from zero) and
  /// clamped to −127 … 127.
  public mutating func setColumn(_ column: Int, rounding numbers: borrowing Row) {
    requireColumn(column, of: numbers.count)
    var place = start(of: column)
    for row in 0..<numbers.count {
      let rounded = numbers.base[row].rounded(.toNearestOrAwayFromZero)
      strips[place] = Int8(min(max(rounded, -127), 127))
      place += Int8Matrix.stripColumns
    }
  }

  /// The offset of the first element of a column.
  private func start(of column: Int) -> Int {
    let (strip, offset) = column.quotientAndRemainder(dividingBy: Int8Matrix.stripColumns)
    return strip * rowCount * Int8Matrix.stripColumns + offset
  }

  private func requireColumn(_ column: Int, of count: Int) {
    precondition(
      column >= 0 && column < columnCount && count == rowCount,
      "\(count) elements for column \(column) of a matrix of \(rowCount) × \(columnCount)")
  }
}

extension Row {
  /// x ← factor · column
  public mutating func copy(column: Int, of matrix: Int8Matrix, scaledBy factor: Float) {
    matrix.read(column, scaledBy: factor, into: &self)
  }

  /// x ← vector · matrix, on all threads, limited by memory bandwidth.
  ///
  /// Each sum runs over the rows in a fixed order, whatever the number of threads.
  public mutating func setProduct(_ vector: borrowing Row, _ matrix: Int8Matrix) {
    matrix.multiply(vector, into: &self)
  }
}

extension Int8Matrix {
  fileprivate func read(_ column: Int, scaledBy factor: Float, into target: inout Row) {
    requireColumn(column, of: target.count)
    let start = start(of: column)
    for row in 0..<rowCount {
      target.base[row] = factor * Float(strips[start + row * Int8Matrix.stripColumns])
    }
  }

  fileprivate func multiply(_ vector: borrowing Row, into target: inout Row) {
    requireProduct(vector, target)
    let (x, y, rows, columns) = (vector.base, target.base, rowCount, columnCount)
    let stripSize = rows * Int8Matrix.stripColumns
    let stripCount = (columns + Int8Matrix.stripColumns - 1) / Int8Matrix.stripColumns
    // About 50,000 elements are worth another thread.
    let pieces = max(1, min(stripCount, rows * columns / 50_000))
    let stripsAtOnce = max(1, (stripCount + pieces - 1) / pieces)
    strips.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return target.fill(0) }
      parallelFor((stripCount + stripsAtOnce - 1) / stripsAtOnce) { piece in
        for strip in piece * stripsAtOnce..<min(stripCount, (piece + 1) * stripsAtOnce) {
          let column = strip * Int8Matrix.stripColumns
          sumStrip(
            x, base + strip * stripSize, rows: rows, into: y + column,
            count: min(Int8Matrix.stripColumns, columns - column))
        }
      }
    }
  }

  fileprivate func requireProduct(_ vector: borrowing Row, _ target: borrowing Row) {
    precondition(
      vector.count == rowCount && target.count == columnCount,
      "a row of \(vector.count) elements times a matrix of \(rowCount) × \(columnCount), into "
        + "\(target.count)")
  }

  /// The product straight from its definition, summed in Double: the reference for testing the fast
  /// one.
  package func naiveProduct(_ vector: [Float]) -> [Float] {
    (0..<columnCount).map { column in
      Float((0..<rowCount).reduce(0.0) { $0 + Double(vector[$1]) * Double(self[$1, column]) })
    }
  }
}

/// y = x · strip, with 64 sums in registers. Four streams of rows are read in turn, so that the
/// processor prefetches each of them.
private func sumStrip(
  _ x: UnsafePointer<Float>, _ strip: UnsafeRawPointer, rows: Int,
  into y: UnsafeMutablePointer<Float>, count: Int
) {
  var s0 = Lanes.zero, s1 = Lanes.zero, s2 = Lanes.zero, s3 = Lanes.zero
  @inline(__always)
  func add(_ k: Int) {
    let factor = Lanes(repeating: x[k])
    let row = strip + k &* Int8Matrix.stripColumns
    s0.addProduct(factor, loadBytes(row))
    s1.addProduct(factor, loadBytes(row + 16))
    s2.addProduct(factor, loadBytes(row + 32))
    s3.addProduct(factor, loadBytes(row + 48))
  }
  let quarter = rows / 4
  for k in 0..<quarter {
    add(k)
    add(k &+ quarter)
    add(k &+ 2 &* quarter)
    add(k &+ 3 &* quarter)
  }
  for k in 4 * quarter..<rows { add(k) }
  var offset = 0
  for sums in [s0, s1, s2, s3] {
    if offset + laneCount <= count {
      store(sums, at: y + offset)
    } else {
      for lane in 0..<max(0, count - offset) { y[offset + lane] = sums[lane] }
    }
    offset += laneCount
  }
}

/// Sixteen bytes as floats. The loop compiles to two instructions; the standard library's
/// conversion does not, because it is not inlined.
@inline(__always)
private func loadBytes(_ address: UnsafeRawPointer) -> Lanes {
  let bytes = address.loadUnaligned(as: SIMD16<Int8>.self)
  var lanes = Lanes()
  for lane in 0..<laneCount { lanes[lane] = Float(bytes[lane]) }
  return lanes
}
