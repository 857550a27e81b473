/// Functions of each number of a row, sixteen numbers at a time.
///
/// They differ from the exact value by at most 3 units in the last place (`exp`, `tanh`) or
/// 2·10⁻⁷ (`erf`).
extension Row {
  /// x ← eˣ; e^−∞ is 0.
  public mutating func exponentiate() { transform(base, count) { exponential($0) } }

  /// x ← tanh x
  public mutating func hyperbolicTangent() { transform(base, count) { tangent($0) } }

  /// x ← erf x, the error function 2/√π ∫₀ˣ e^−t² dt.
  public mutating func errorFunction() {
    withCopy { x, complement in
      transform(complement.base, complement.count) { logarithmOfComplement($0) }
      complement.exponentiate()
      transform(x.base, with: complement.base, x.count) { x, complement in
        let size = 1 - complement
        let away = size.replacing(with: -size, where: x .< Lanes.zero)
        return away.replacing(with: errorNearZero(x), where: (x * x) .< Lanes(repeating: 1))
      }
    }
  }

  /// x ← the generator's next numbers of [0, 1), as if drawn one by one.
  public mutating func fillUniform(using generator: inout SeededGenerator) {
    TensorKernels.fillUniform(base, count, using: &generator)
  }
}

/// eˣ = 2ⁿ · eʳ with n = round(x / ln 2) and |r| ≤ ln 2 / 2, where the Taylor polynomial of degree 7
/// is off by less than 6·10⁻⁹.
@inline(__always)
func exponential(_ x: Lanes) -> Lanes {
  let clamped = smaller(larger(x, Lanes(repeating: -104)), Lanes(repeating: 89))
  // Adding 1.5 · 2²³ leaves no bits for a fraction: the sum's low bits are the rounded number.
  let magic = Lanes(repeating: 0x1.8p23)
  let shifted = magic.addingProduct(clamped, Lanes(repeating: 1.442_695_04))
  let n = shifted - magic
  // ln 2 in two parts, so that n · ln 2 is exact enough.
  var r = clamped.addingProduct(n, Lanes(repeating: -0.693_359_375))
  r.addProduct(n, Lanes(repeating: 2.121_944_4e-4))
  var y = Lanes(repeating: 1 / 5040)
  y = Lanes(repeating: 1 / 720).addingProduct(y, r)
  y = Lanes(repeating: 1 / 120).addingProduct(y, r)
  y = Lanes(repeating: 1 / 24).addingProduct(y, r)
  y = Lanes(repeating: 1 / 6).addingProduct(y, r)
  y = Lanes(repeating: 0.5).addingProduct(y, r)
  y = Lanes(repeating: 1).addingProduct(y, r)
  y = Lanes(repeating: 1).addingProduct(y, r)
  // 2ⁿ in two factors: n may be outside of what one exponent can hold.
  let whole =
    unsafeBitCast(shifted, to: SIMD16<Int32>.self)
    &- unsafeBitCast(magic, to: SIMD16<Int32>.self)
  let half = whole &>> 1
  return y * powerOfTwo(half) * powerOfTwo(whole &- half)
}

@inline(__always)
private func powerOfTwo(_ n: SIMD16<Int32>) -> Lanes {
  unsafeBitCast((n &+ 127) &<< 23, to: Lanes.self)
}

/// tanh x = 1 − 2 / (e²ˣ + 1), which loses digits near 0: there a polynomial in x².
@inline(__always)
func tangent(_ x: Lanes) -> Lanes {
  let away = 1 - 2 / (exponential(x + x) + 1)
  let s = x * x
  var p = Lanes(repeating: 2.218_359_9e-3)
  p = Lanes(repeating: -8.276_122_5e-3).addingProduct(p, s)
  p = Lanes(repeating: 2.174_754_9e-2).addingProduct(p, s)
  p = Lanes(repeating: -5.395_655_6e-2).addingProduct(p, s)
  p = Lanes(repeating: 1.333_329_2e-1).addingProduct(p, s)
  p = Lanes(repeating: -3.333_333_3e-1).addingProduct(p, s)
  let near = x.addingProduct(x * s, p)
  return away.replacing(with: near, where: s .< Lanes(repeating: 0.4225))
}

/// erf x for |x| < 1, as x times a polynomial in x²: the Chebyshev interpolation of the exact
/// function (made by `fit_polynomials.py` beside the tests, as the next one).
@inline(__always)
private func errorNearZero(_ x: Lanes) -> Lanes {
  let s = x * x
  var p = Lanes(repeating: 7.882_497_1e-5)
  p = Lanes(repeating: -8.018_855e-4).addingProduct(p, s)
  p = Lanes(repeating: 5.189_311_9e-3).addingProduct(p, s)
  p = Lanes(repeating: -2.685_432_9e-2).addingProduct(p, s)
  p = Lanes(repeating: 1.128_359_75e-1).addingProduct(p, s)
  p = Lanes(repeating: -3.761_262_7e-1).addingProduct(p, s)
  p = Lanes(repeating: 1.128_379_17).addingProduct(p, s)
  return p * x
}

/// ln(1 − erf |x|) for |x| from 1 to 4; from there on 1 − erf is nothing beside 1.
@inline(__always)
private func logarithmOfComplement(_ x: Lanes) -> Lanes {
  let a = smaller(larger(x, -x), Lanes(repeating: 4))
  var p = Lanes(repeating: 1.614_061_6e-6)
  p = Lanes(repeating: -4.559_062_2e-5).addingProduct(p, a)
  p = Lanes(repeating: 5.927_695_4e-4).addingProduct(p, a)
  p = Lanes(repeating: -4.740_222_3e-3).addingProduct(p, a)
  p = Lanes(repeating: 2.636_471_74e-2).addingProduct(p, a)
  p = Lanes(repeating: -1.099_782_5e-1).addingProduct(p, a)
  p = Lanes(repeating: -6.319_370_94e-1).addingProduct(p, a)
  p = Lanes(repeating: -1.130_166_68).addingProduct(p, a)
  return Lanes(repeating: 3.032_129_7e-4).addingProduct(p, a)
}
