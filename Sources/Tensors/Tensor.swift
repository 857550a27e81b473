import TensorKernels

/// The course's random number generator: ``TensorKernels/SeededGenerator``.
public typealias SeededGenerator = TensorKernels.SeededGenerator

/// One row of a tensor: ``TensorKernels/Row``.
public typealias Row = TensorKernels.Row

/// A dense, row-major array of Float with up to four axes.
///
/// The innermost axis is contiguous. A tensor has value semantics with copy-on-write storage:
/// copying one costs nothing, and changing one never changes another.
public struct Tensor: Sendable {
  /// The length of each axis.
  public private(set) var shape: Shape
  @usableFromInline package var buffer: FloatBuffer

  // MARK: Creating a tensor

  /// A tensor whose elements are not initialized yet.
  package init(uninitialized shape: Shape) {
    self.shape = shape
    buffer = FloatBuffer(uninitialized: shape.count)
  }

  /// A tensor of `shape` with every element equal to `value`.
  public init(repeating value: Float, shape: Shape) {
    self.init(uninitialized: shape)
    buffer.base.initialize(repeating: value, count: count)
  }

  /// A tensor of `shape` filled with zeros.
  public init(zeros shape: Shape) { self.init(repeating: 0, shape: shape) }

  /// A tensor of `shape` with the given elements in row-major order.
  ///
  /// - Precondition: `scalars.count` equals `shape.count`.
  public init(_ scalars: [Float], shape: Shape) {
    precondition(
      scalars.count == shape.count, "\(scalars.count) elements do not make a tensor of \(shape)")
    self.init(uninitialized: shape)
    scalars.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { buffer.base.update(from: start, count: count) }
    }
  }

  /// A tensor with one axis. Shape: `[scalars.count]`.
  public init(_ scalars: [Float]) { self.init(scalars, shape: [scalars.count]) }

  /// A matrix from its rows, which must have equal lengths. Shape: `[rows.count, rows[0].count]`.
  public init(rows: [[Float]]) {
    let width = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == width }, "rows of different lengths")
    self.init(rows.flatMap { $0 }, shape: [rows.count, width])
  }

  // MARK: Properties

  /// The number of elements.
  @inlinable
  public var count: Int { buffer.count }

  /// The number of axes.
  public var rank: Int { shape.rank }

  /// The product of all axes but the innermost.
  public var rowCount: Int { shape.rowCount }

  /// The length of the innermost axis.
  public var columnCount: Int { shape.columnCount }

  /// All elements in row-major order. Cost: a copy.
  public var scalars: [Float] {
    Array(UnsafeBufferPointer(start: buffer.base, count: count))
  }

  /// The same elements with another shape of equal count. Nothing is copied.
  public func reshaped(to shape: Shape) -> Tensor {
    precondition(shape.count == count, "a tensor of \(self.shape) cannot be reshaped to \(shape)")
    var result = self
    result.shape = shape
    return result
  }

  // MARK: Elements

  /// The element at a row-major offset.
  @inlinable
  public subscript(offset: Int) -> Float {
    get { buffer.base[checked(offset)] }
    set { mutableBase()[checked(offset)] = newValue }
  }

  /// The element at a row and a column of a tensor with two axes.
  @inlinable
  public subscript(row: Int, column: Int) -> Float {
    get { buffer.base[offset(row, column)] }
    set { mutableBase()[offset(row, column)] = newValue }
  }

  /// The element at three indices of a tensor with three axes.
  @inlinable
  public subscript(first: Int, second: Int, third: Int) -> Float {
    get { buffer.base[offset(first, second, third)] }
    set { mutableBase()[offset(first, second, third)] = newValue }
  }

  @inlinable
  func checked(_ offset: Int) -> Int {
    guard offset >= 0, offset < count else { outside([offset]) }
    return offset
  }

  @inlinable
  func offset(_ row: Int, _ column: Int) -> Int {
    let (rows, columns) = (shape.lengths[2], shape.lengths[3])
    guard shape.rank == 2, row >= 0, row < rows, column >= 0, column < columns else {
      outside([row, column])
    }
    return row * columns + column
  }

  @inlinable
  func offset(_ i: Int, _ j: Int, _ k: Int) -> Int {
    let lengths = shape.lengths
    guard shape.rank == 3, i >= 0, i < lengths[1], j >= 0, j < lengths[2], k >= 0, k < lengths[3]
    else { outside([i, j, k]) }
    return (i * lengths[2] + j) * lengths[3] + k
  }

  /// Traps. Kept out of line so that the code inlined at every access stays short.
  @usableFromInline
  func outside(_ indices: [Int]) -> Never {
    if indices.count == 1 { preconditionFailure("offset \(indices[0]) in a tensor of \(shape)") }
    preconditionFailure(
      "index \(indices) in a tensor of \(shape)"
        + (rank == indices.count ? "" : ", which has \(rank) axes and not \(indices.count)"))
  }

  // MARK: Storage

  /// The elements for writing, in memory that no other tensor shares.
  ///
  /// Cost: a copy of the storage if it is shared.
  @inlinable
  package mutating func mutableBase() -> UnsafeMutablePointer<Float> {
    if !isKnownUniquelyReferenced(&buffer) { copyBuffer() }
    return buffer.base
  }

  @usableFromInline
  mutating func copyBuffer() {
    let copy = FloatBuffer(uninitialized: count)
    copy.base.update(from: buffer.base, count: count)
    buffer = copy
  }
}

extension Tensor: Equatable {
  /// Whether shapes and elements are equal. (A tensor with a NaN does not equal itself.)
  public static func == (a: Tensor, b: Tensor) -> Bool {
    a.shape == b.shape && (0..<a.count).allSatisfy { a.buffer.base[$0] == b.buffer.base[$0] }
  }
}

extension Tensor: CustomStringConvertible {
  /// The shape and the first twelve elements.
  public var description: String {
    let shown = (0..<Swift.min(count, 12)).map { "\(buffer.base[$0])" }.joined(separator: ", ")
    return "Tensor\(shape)(\(shown)\(count > 12 ? ", …" : ""))"
  }
}
