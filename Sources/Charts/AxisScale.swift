import Foundation

/// The scale of an axis.
public enum AxisScale: Sendable {
  /// Equal differences take equal space.
  case linear
  /// Equal ratios take equal space. Values must be positive to be shown.
  case logarithmic

  /// Whether a value can be shown on such an axis.
  func shows(_ value: Double) -> Bool {
    value.isFinite && (self == .linear || value > 0)
  }
}

/// The map from values to coordinates on the drawing.
package struct Axis {
  package let scale: AxisScale
  /// The smallest and the greatest value; never equal.
  package let domain: ClosedRange<Double>
  /// The coordinates of the ends of the domain, in pixels. For a vertical axis the first is the
  /// greater.
  package let places: (first: Double, last: Double)
  /// The values that are marked.
  package let ticks: [Double]

  /// An axis for `values`. Values that it cannot show are ignored.
  ///
  /// - Parameters:
  ///   - widened: whether the axis ends at ticks; otherwise it ends at the extreme values.
  ///   - fixed: the domain, if the caller knows it better.
  package init(
    _ values: some Sequence<Double>, scale: AxisScale, places: (first: Double, last: Double),
    tickCount: Int, widened: Bool, fixed: ClosedRange<Double>? = nil
  ) {
    var least = Double.infinity
    var greatest = -Double.infinity
    for value in values where scale.shows(value) {
      least = min(least, value)
      greatest = max(greatest, value)
    }
    var domain = least <= greatest ? least...greatest : scale == .linear ? 0...1 : 1...10
    if let fixed { domain = fixed }
    if domain.lowerBound == domain.upperBound {
      // A constant lies in the middle.
      let value = domain.lowerBound
      let margin = max(abs(value) * 0.1, value == 0 ? 1 : 0)
      domain = scale == .linear ? (value - margin)...(value + margin) : (value / 2)...(value * 2)
    }
    if widened && fixed == nil {
      domain = Ticks.widened(domain, scale: scale, count: tickCount)
    }
    self.scale = scale
    self.domain = domain
    self.places = places
    ticks = Ticks.inside(domain, scale: scale, count: tickCount)
  }

  /// The coordinate of a value: p(x) = first + (last − first) · (f(x) − f(a)) / (f(b) − f(a)),
  /// where f is the identity or the logarithm, and a and b are the ends of the domain.
  package func place(_ value: Double) -> Double {
    func spread(_ value: Double) -> Double { scale == .linear ? value : log(value) }
    let (low, high) = (spread(domain.lowerBound), spread(domain.upperBound))
    return places.first + (places.last - places.first) * (spread(value) - low) / (high - low)
  }
}
