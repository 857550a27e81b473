/// The register tile of the matrix product for each kind of processor. This is the only file that
/// distinguishes them.
///
/// The inner loop adds `a[row] · b[vector]` to a tile of `rows × vectors` sums, all of them in
/// registers. It keeps the arithmetic units busy if
///
/// - the sums, the vectors of b and one element of a fit in the registers: otherwise they spill to
///   memory, which costs more than half of the speed;
/// - there are at least as many sums as multiply-adds in flight (latency × units, 8 to 16):
///   otherwise each waits for the one before it;
/// - it loads less than it multiplies: `rows + vectors` loads for `rows × vectors` multiply-adds.
///
/// | processor | registers | tile | sums + b + a | loads for multiply-adds |
/// |---|---|---|---|---|
/// | x86-64 with AVX-512 | 32 of 16 floats | 8 × 32 | 16 + 2 + 1 | 10 for 16 |
/// | x86-64 with AVX2 and FMA | 16 of 8 floats | 6 × 16 | 12 + 2 + 1 | 8 for 12 |
/// | arm64 (NEON) | 32 of 4 floats | 8 × 12 | 24 + 3 + 2 | 5 for 24 |
/// | any other | 16 of 4 floats | 4 × 8 | 8 + 2 + 1 | 6 for 8 |
///
/// On arm64 one instruction multiplies by any lane of a register, so eight rows of a take two
/// loads. The package manifest selects the kind at build time. (Goto and van de Geijn, *Anatomy of
/// High-Performance Matrix Multiplication*, 2008, section 5; Low et al., *Analytical Modeling Is
/// Enough for High-Performance BLIS*, 2016, section 3.)
enum Tile {
  /// Rows of a, and of the result.
  @inline(__always) static var rows: Int { shape.rows }
  /// Registers in one row of the tile.
  @inline(__always) static var vectors: Int { shape.vectors }
  /// Columns of b, and of the result.
  @inline(__always) static var columns: Int { vectors * vectorLength }
  /// Whether eight rows of a are loaded as two registers. The rows must then be contiguous in
  /// memory.
  @inline(__always) static var multipliesByLane: Bool { shape.byLane }

  #if AVX512
    @inline(__always) private static var shape: (rows: Int, vectors: Int, byLane: Bool) {
      (8, 2, false)
    }
    typealias Sums = InlineArray<16, Vector>
  #elseif AVX2
    @inline(__always) private static var shape: (rows: Int, vectors: Int, byLane: Bool) {
      (6, 2, false)
    }
    typealias Sums = InlineArray<12, Vector>
  #elseif arch(arm64)
    @inline(__always) private static var shape: (rows: Int, vectors: Int, byLane: Bool) {
      (8, 3, true)
    }
    typealias Sums = InlineArray<24, Vector>
  #else
    @inline(__always) private static var shape: (rows: Int, vectors: Int, byLane: Bool) {
      (4, 2, false)
    }
    typealias Sums = InlineArray<8, Vector>
  #endif
}

/// How a product is cut into blocks that stay in cache while they are used.
enum Blocking {
  /// The number of steps of depth that are summed in registers before the result is stored.
  ///
  /// A strip of b of this depth (8 to 32 KiB) stays in the L1 cache, of at least 32 KiB, while all
  /// rows of a block are multiplied by it. The depth is the same for every processor because it
  /// determines the order of additions: all of them produce the same bits.
  static let depth = 256

  /// The number of rows in a block: whole tiles, about 64 KiB, which stay in the L2 cache, of at
  /// least 256 KiB, while all strips are multiplied.
  static let rows = (64 * 1024 / (4 * depth) + Tile.rows / 2) / Tile.rows * Tile.rows

  #if AVX512
    /// With fewer rows of a than this, packing b costs more than it saves. A row of a strip is two
    /// cache lines here, which the processor fetches as a pair.
    static let rowsWorthACopy = 512
    /// With fewer strips of b than this, rows and columns of a are read in place.
    static let stripsWorthACopyOfRows = Int.max
    static let stripsWorthACopyOfColumns = Int.max
  #else
    /// With fewer rows of a than this, packing b costs more than it saves. A row of a strip is at
    /// most one cache line, and rows that are far apart evict each other from the L1 cache.
    static let rowsWorthACopy = 96
    /// With fewer strips of b than this, rows of a are read in place; the next constant is the same
    /// for columns of a. (All three were measured with AVX2 on Zen 3.)
    static let stripsWorthACopyOfRows = 24
    static let stripsWorthACopyOfColumns = 8
  #endif

  /// b is packed in pieces of at most this many elements (8 MiB), however wide it is.
  static let packedNumbers = 1 << 21
}
