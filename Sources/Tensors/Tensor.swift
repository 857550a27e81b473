import TensorKernels

/// The course's source of chance; see there.
public typealias SeededGenerator = TensorKernels.SeededGenerator

/// One row of a tensor; see there.
public typealias Row = TensorKernels.Row

/// Numbers in rows and columns, on as many axes as its shape says.
///
/// Float32, row-major: the innermost axis is contiguous. A tensor is a value: a copy costs
/// nothing, and changing one never changes another.
public struct Tensor: Sendable {
  /// The length of each axis.
  public private(set) var shape: Shape
  package private(set) var buffer: FloatBuffer

  // MARK: Making one

  /// A tensor whose numbers are not set yet.
  package init(uninitialized shape: Shape) {
    self.shape = shape
    buffer = FloatBuffer(uninitialized: shape.count)
  }

  /// A tensor of `shape` with `value` everywhere.
  public init(repeating value: Float, shape: Shape) {
    self.init(uninitialized: shape)
    buffer.base.initialize(repeating: value, count: count)
  }

  /// A tensor of `shape` with 0 everywhere.
  public init(zeros shape: Shape) { self.init(repeating: 0, shape: shape) }

  /// The numbers in row-major order. Their count must be the shape's.
  public init(_ scalars: [Float], shape: Shape) {
    precondition(
      scalars.count == shape.count, "\(scalars.count) numbers do not make a tensor of \(shape)")
    self.init(uninitialized: shape)
    scalars.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { buffer.base.update(from: start, count: count) }
    }
  }

  /// One axis.
  public init(_ scalars: [Float]) { self.init(scalars, shape: [scalars.count]) }

  /// Rows of equal length.
  public init(rows: [[Float]]) {
    let width = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == width }, "rows of different lengths")
    self.init(rows.flatMap { $0 }, shape: [rows.count, width])
  }

  // MARK: Looking at it

  /// How many numbers it holds.
  public var count: Int { buffer.count }

  /// How many axes it has.
  public var rank: Int { shape.rank }

  /// The product of all axes but the innermost.
  public var rowCount: Int { shape.rowCount }

  /// The length of the innermost axis.
  public var columnCount: Int { shape.columnCount }

  /// All numbers in row-major order. Cost: a copy.
  public var scalars: [Float] {
    Array(UnsafeBufferPointer(start: buffer.base, count: count))
  }

  /// The same numbers in another shape. Cost: nothing is copied.
  public func reshaped(to shape: Shape) -> Tensor {
    precondition(shape.count == count, "a tensor of \(self.shape) cannot be reshaped to \(shape)")
    var result = self
    result.shape = shape
    return result
  }

  // MARK: Single numbers

  /// The number at a row-major offset.
  public subscript(offset: Int) -> Float {
    get {
      precondition(offset >= 0 && offset < count, "offset \(offset) in a tensor of \(shape)")
      return buffer.base[offset]
    }
    set {
      precondition(offset >= 0 && offset < count, "offset \(offset) in a tensor of \(shape)")
      mutableBase()[offset] = newValue
    }
  }

  /// The number at a row and a column of a tensor of two axes.
  public subscript(row: Int, column: Int) -> Float {
    get { buffer.base[offset(row, column)] }
    set { mutableBase()[offset(row, column)] = newValue }
  }

  /// The number at a place of a tensor of three axes.
  public subscript(first: Int, second: Int, third: Int) -> Float {
    get { buffer.base[offset(first, second, third)] }
    set { mutableBase()[offset(first, second, third)] = newValue }
  }

  private func offset(_ row: Int, _ column: Int) -> Int {
    precondition(
      rank == 2 && row >= 0 && row < shape[0] && column >= 0 && column < shape[1],
      "index [\(row), \(column)] in a tensor of \(shape)" + adviceOnIndices(2))
    return row * shape[1] + column
  }

  private func offset(_ i: Int, _ j: Int, _ k: Int) -> Int {
    precondition(
      rank == 3 && i >= 0 && i < shape[0] && j >= 0 && j < shape[1] && k >= 0 && k < shape[2],
      "index [\(i), \(j), \(k)] in a tensor of \(shape)" + adviceOnIndices(3))
    return (i * shape[1] + j) * shape[2] + k
  }

  private func adviceOnIndices(_ count: Int) -> String {
    rank == count ? "" : ", which has \(rank) axes and not \(count)"
  }

  // MARK: Storage

  /// Where the numbers may be changed: in memory that no other tensor sees.
  package mutating func mutableBase() -> UnsafeMutablePointer<Float> {
    if !isKnownUniquelyReferenced(&buffer) {
      let copy = FloatBuffer(uninitialized: count)
      copy.base.update(from: buffer.base, count: count)
      buffer = copy
    }
    return buffer.base
  }
}

extension Tensor: Equatable {
  /// Equal shapes and equal numbers (so a tensor with a NaN does not equal itself).
  public static func == (a: Tensor, b: Tensor) -> Bool {
    a.shape == b.shape && (0..<a.count).allSatisfy { a.buffer.base[$0] == b.buffer.base[$0] }
  }
}

extension Tensor: CustomStringConvertible {
  /// The shape and the first numbers.
  public var description: String {
    let shown = (0..<Swift.min(count, 12)).map { "\(buffer.base[$0])" }.joined(separator: ", ")
    return "Tensor\(shape)(\(shown)\(count > 12 ? ", …" : ""))"
  }
}
