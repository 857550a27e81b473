import Foundation

/// The ticks of an axis: 1, 2 or 5 times a power of ten apart.
enum Ticks {
  /// The smallest step of 1, 2 or 5 times a power of ten that fits at most `count` times into
  /// `length`.
  ///
  /// Source: Heckbert 1990, "Nice numbers for graph labels", Graphics Gems.
  static func step(for length: Double, count: Int) -> Double {
    let exact = length / Double(max(count, 1))
    let power = pow(10, floor(log10(exact)))
    // A relative tolerance of 10⁻⁹ absorbs the rounding of the division.
    let factor = [1.0, 2, 5, 10].first { $0 * power >= exact * (1 - 1e-9) } ?? 10
    return factor * power
  }

  /// The ticks within a domain, in ascending order.
  static func inside(_ domain: ClosedRange<Double>, scale: AxisScale, count: Int) -> [Double] {
    switch scale {
    case .linear:
      let step = step(for: domain.upperBound - domain.lowerBound, count: count)
      let first = (domain.lowerBound / step - 1e-9).rounded(.up)
      let last = (domain.upperBound / step + 1e-9).rounded(.down)
      guard first <= last, last - first < 1000 else { return [] }
      // Multiples instead of a running sum, so that errors do not accumulate. Adding 0 turns -0
      // into 0.
      return stride(from: first, through: last, by: 1).map { multiple($0, of: step) + 0 }
    case .logarithmic:
      return logarithmic(domain, count: count)
    }
  }

  /// As many ticks per power of ten as there is space for. A domain within one decade may get too
  /// few of them; its ticks are then spaced evenly.
  private static func logarithmic(_ domain: ClosedRange<Double>, count: Int) -> [Double] {
    let first = Int(log10(domain.lowerBound).rounded(.down))
    let last = Int(log10(domain.upperBound).rounded(.up))
    let forgiving = (domain.lowerBound * (1 - 1e-9))...(domain.upperBound * (1 + 1e-9))
    let choices: [[Double]] = [[1, 2, 5], [1, 3], [1]]
    for factors in choices {
      var marks: [Double] = []
      for exponent in first...last {
        let power = powerOfTen(exponent)
        marks += factors.map { $0 * power }.filter { forgiving.contains($0) }
      }
      if marks.count <= max(count, 3) {
        return marks.count >= 3 ? marks : inside(domain, scale: .linear, count: count)
      }
    }
    let every = (last - first + count) / max(count, 1)
    let exponents = (first...last).filter { $0 % every == 0 }
    return exponents.map(powerOfTen).filter { forgiving.contains($0) }
  }

  /// The domain extended to the next ticks, or by a small margin on a logarithmic axis.
  static func widened(
    _ domain: ClosedRange<Double>, scale: AxisScale, count: Int
  ) -> ClosedRange<Double> {
    guard scale == .linear else {
      let margin = pow(domain.upperBound / domain.lowerBound, 0.04)
      return (domain.lowerBound / margin)...(domain.upperBound * margin)
    }
    let step = step(for: domain.upperBound - domain.lowerBound, count: count)
    let low = multiple((domain.lowerBound / step + 1e-9).rounded(.down), of: step)
    let high = multiple((domain.upperBound / step - 1e-9).rounded(.up), of: step)
    return low < high ? low...high : domain
  }

  /// `factor` steps. Dividing by an integer keeps 3 · 0.1 from becoming 0.30000000000000004.
  private static func multiple(_ factor: Double, of step: Double) -> Double {
    step >= 1 ? factor * step : factor / (1 / step).rounded(toDigits: 12)
  }

  private static func powerOfTen(_ exponent: Int) -> Double {
    exponent >= 0 ? pow(10, Double(exponent)) : 1 / pow(10, Double(-exponent))
  }
}

extension Double {
  /// The value rounded to `digits` significant digits.
  fileprivate func rounded(toDigits digits: Int) -> Double {
    Double(String(format: "%.\(digits)g", self)) ?? self
  }
}
