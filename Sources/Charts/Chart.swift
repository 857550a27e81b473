/// A chart that can be saved as an `.svg` file or embedded in an HTML page.
public protocol Chart: Sendable {
  /// One `svg` element, without an XML declaration. Equal charts give equal text.
  var svg: String { get }
}

/// A point of a chart.
public struct ChartPoint: Sendable, Equatable {
  public let x: Double
  public let y: Double

  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}
