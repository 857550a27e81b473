/// One SIMD register of the processor, for the inner loops in which every register counts. (Loops
/// over rows use ``Lanes``, which have the same width everywhere.)
#if AVX512
  typealias Vector = SIMD16<Float>
  typealias TwoVectors = SIMD32<Float>
  @inline(__always) var vectorLength: Int { 16 }
#elseif AVX2
  typealias Vector = SIMD8<Float>
  typealias TwoVectors = SIMD16<Float>
  @inline(__always) var vectorLength: Int { 8 }
#else
  typealias Vector = SIMD4<Float>
  typealias TwoVectors = SIMD8<Float>
  @inline(__always) var vectorLength: Int { 4 }
#endif

@inline(__always)
func loadVector(_ address: UnsafePointer<Float>) -> Vector {
  UnsafeRawPointer(address).loadUnaligned(as: Vector.self)
}

@inline(__always)
func storeVector(_ vector: Vector, at address: UnsafeMutablePointer<Float>) {
  UnsafeMutableRawPointer(address).storeBytes(of: vector, as: Vector.self)
}

extension SIMD where Scalar == Float {
  /// self + a · b. Where the processor has a fused multiply-add, it rounds once. Elsewhere two
  /// instructions are far faster than the library function that would round once.
  @inline(__always)
  mutating func accumulate(_ a: Self, _ b: Self) {
    #if AVX512 || AVX2 || arch(arm64)
      addProduct(a, b)
    #else
      self += a * b
    #endif
  }
}
