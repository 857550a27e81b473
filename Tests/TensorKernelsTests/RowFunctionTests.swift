import Foundation
import Testing

@testable import TensorKernels

/// Calls `body` with every 1009th bit pattern of a Float, in rows: all magnitudes, both signs, NaN,
/// infinities and subnormal numbers among them.
private func forEachFloat(_ body: (_ inputs: [Float]) -> Void) {
  var bits: UInt32 = 0
  var isDone = false
  while !isDone {
    var inputs: [Float] = []
    for _ in 0..<4_096 where !isDone {
      inputs.append(Float(bitPattern: bits))
      let (next, overflow) = bits.addingReportingOverflow(1_009)
      (bits, isDone) = (next, overflow)
    }
    body(inputs)
  }
}

/// How many units in the last place a result is off.
private func unitsOff(_ actual: Float, _ exact: Double) -> Double {
  let nearest = Float(exact)
  if actual == nearest { return 0 }
  guard actual.isFinite, nearest.isFinite else { return .infinity }
  let unit = max(Double(nearest.ulp), Double(Float.leastNonzeroMagnitude))
  return abs(Double(actual) - exact) / unit
}

private func apply(_ inputs: [Float], _ body: (inout Row) -> Void) -> [Float] {
  var row = RowOperand(inputs)
  row.withRow(body)
  return row.numbers
}

/// Over every single Float where tanh and erf bend, the worst are 2.997 units and 1.45·10⁻⁷; exp is off
/// by less than one unit.
@Suite struct RowFunctionTests {
  @Test func `exp is off by at most three units in the last place, everywhere`() {
    var worst = (units: 0.0, at: Float(0))
    forEachFloat { inputs in
      for (x, y) in zip(inputs, apply(inputs) { $0.exponentiate() }) {
        if x.isNaN {
          if !y.isNaN { worst = (.infinity, x) }
          continue
        }
        let units = unitsOff(y, exp(Double(x)))
        if units > worst.units { worst = (units, x) }
      }
    }
    #expect(worst.units <= 3, "at \(worst.at)")
  }

  @Test func `tanh is off by at most three units in the last place, everywhere`() {
    var worst = (units: 0.0, at: Float(0))
    forEachFloat { inputs in
      for (x, y) in zip(inputs, apply(inputs) { $0.hyperbolicTangent() }) {
        if x.isNaN {
          if !y.isNaN { worst = (.infinity, x) }
          continue
        }
        let units = unitsOff(y, tanh(Double(x)))
        if units > worst.units { worst = (units, x) }
      }
    }
    #expect(worst.units <= 3, "at \(worst.at)")
  }

  @Test func `erf is off by at most 2·10⁻⁷, everywhere`() {
    var worst = (error: 0.0, at: Float(0))
    forEachFloat { inputs in
      for (x, y) in zip(inputs, apply(inputs) { $0.errorFunction() }) {
        let error = x.isNaN ? (y.isNaN ? 0 : .infinity) : abs(Double(y) - erf(Double(x)))
        if !(error <= worst.error) { worst = (error, x) }
      }
    }
    #expect(worst.error <= 2e-7, "at \(worst.at)")
  }

  @Test func `the dense middle, where models live`() {
    // 400,000 numbers from −10 to 10.
    var (exponential, tangent, error) = (0.0, 0.0, 0.0)
    for first in stride(from: -10.0, to: 10, by: 0.2) {
      let inputs = (0..<4_000).map { Float(first + 0.2 * Double($0) / 4_000) }
      for (x, y) in zip(inputs, apply(inputs) { $0.exponentiate() }) {
        exponential = max(exponential, unitsOff(y, exp(Double(x))))
      }
      for (x, y) in zip(inputs, apply(inputs) { $0.hyperbolicTangent() }) {
        tangent = max(tangent, unitsOff(y, tanh(Double(x))))
      }
      for (x, y) in zip(inputs, apply(inputs) { $0.errorFunction() }) {
        error = max(error, abs(Double(y) - erf(Double(x))))
      }
    }
    #expect(exponential <= 3)
    #expect(tangent <= 3)
    #expect(error <= 2e-7)
  }

  @Test func `values that must be exact`() {
    let inputs: [Float] = [0, .infinity, -.infinity, .nan]
    let exponentials = apply(inputs) { $0.exponentiate() }
    #expect(exponentials[0] == 1 && exponentials[1] == .infinity && exponentials[2] == 0)
    #expect(exponentials[3].isNaN)
    let tangents = apply(inputs) { $0.hyperbolicTangent() }
    #expect(tangents[0] == 0 && tangents[1] == 1 && tangents[2] == -1 && tangents[3].isNaN)
    let errors = apply(inputs) { $0.errorFunction() }
    #expect(errors[0] == 0 && errors[1] == 1 && errors[2] == -1 && errors[3].isNaN)
  }

  @Test func `subnormal results are kept`() {
    // e⁻¹⁰⁰ is 3.7·10⁻⁴⁴, some 27 of the smallest steps there are.
    let results = apply([-88, -95, -100, -103, -104, -1_000]) { $0.exponentiate() }
    #expect(results[0].isSubnormal && results[1].isSubnormal && results[2].isSubnormal)
    #expect(results[3] == .leastNonzeroMagnitude)
    #expect(results[4] == 0 && results[5] == 0)
    #expect(
      apply([88.7, 88.73, 1_000]) { $0.exponentiate() }.map(\.isInfinite) == [false, true, true])
  }

  @Test func `the place in the row makes no difference`() {
    var generator = SeededGenerator(seed: 11)
    for count in rowLengths where count > 0 {
      let inputs = RowOperand(count: count, using: &generator).numbers
      for body: (inout Row) -> Void in [
        { $0.exponentiate() }, { $0.hyperbolicTangent() }, { $0.errorFunction() },
      ] {
        let together = apply(inputs, body)
        let alone = inputs.flatMap { apply([$0], body) }
        #expect(together == alone, "\(count) numbers")
      }
    }
  }
}
