import Foundation

/// The numbers that an axis marks: 1, 2 or 5 times a power of ten apart.
enum Ticks {
  /// The smallest of the steps 1, 2, 5, 10 … that marks `length` at most `count` times (and once).
  ///
  /// Source: Heckbert 1990, "Nice numbers for graph labels", Graphics Gems.
  static func step(for length: Double, count: Int) -> Double {
    let exact = length / Double(max(count, 1))
    let power = pow(10, floor(log10(exact)))
    // A part in a billion forgives what the division rounded.
    let factor = [1.0, 2, 5, 10].first { $0 * power >= exact * (1 - 1e-9) } ?? 10
    return factor * power
  }

  /// The marks within a domain, in ascending order.
  static func inside(_ domain: ClosedRange<Double>, scale: AxisScale, count: Int) -> [Double] {
    switch scale {
    case .linear:
      let step = step(for: domain.upperBound - domain.lowerBound, count: count)
      let first = (domain.lowerBound / step - 1e-9).rounded(.up)
      let last = (domain.upperBound / step + 1e-9).rounded(.down)
      guard first <= last, last - first < 1000 else { return [] }
      // Multiples, not sums: so they carry no growing error. Adding 0 makes -0 a 0.
      return stride(from: first, through: last, by: 1).map { multiple($0, of: step) + 0 }
    case .logarithmic:
      return logarithmic(domain, count: count)
    }
  }

  /// As many marks of each power of ten as there is room for; within a decade there may be too few
  /// of them, and then the axis is marked evenly.
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

  /// The domain, extended to the next marks, or by a little where the axis is logarithmic.
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

  /// `factor` steps. Dividing by a whole number keeps 3 · 0.1 from being 0.30000000000000004.
  private static func multiple(_ factor: Double, of step: Double) -> Double {
    step >= 1 ? factor * step : factor / (1 / step).rounded(toDigits: 12)
  }

  private static func powerOfTen(_ exponent: Int) -> Double {
    exponent >= 0 ? pow(10, Double(exponent)) : 1 / pow(10, Double(-exponent))
  }
}

extension Double {
  /// Rounded to so many significant digits.
  fileprivate func rounded(toDigits digits: Int) -> Double {
    Double(String(format: "%.\(digits)g", self)) ?? self
  }
}
