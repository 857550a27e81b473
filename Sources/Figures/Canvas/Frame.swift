/// A point of a figure, in pixels from its upper left corner.
struct Point: Equatable {
  var x: Double
  var y: Double

  init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  /// The point moved to the right and down by so many pixels.
  func moved(_ right: Double, _ down: Double) -> Point { Point(x + right, y + down) }

  func distance(to other: Point) -> Double {
    ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
  }
}

/// A rectangle of a figure.
struct Frame: Equatable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  init(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  init(center: Point, width: Double, height: Double) {
    self.init(center.x - width / 2, center.y - height / 2, width, height)
  }

  /// The smallest rectangle that contains all of them.
  init(around frames: [Frame]) {
    let (left, top) = (frames.map(\.x).min() ?? 0, frames.map(\.y).min() ?? 0)
    let (right, bottom) = (frames.map(\.maxX).max() ?? 0, frames.map(\.maxY).max() ?? 0)
    self.init(left, top, right - left, bottom - top)
  }

  var maxX: Double { x + width }
  var maxY: Double { y + height }
  var center: Point { Point(x + width / 2, y + height / 2) }

  /// A point on an edge: its middle, or at a fraction of its length from the left or from the top.
  func left(_ share: Double = 0.5) -> Point { Point(x, y + height * share) }
  func right(_ share: Double = 0.5) -> Point { Point(maxX, y + height * share) }
  func top(_ share: Double = 0.5) -> Point { Point(x + width * share, y) }
  func bottom(_ share: Double = 0.5) -> Point { Point(x + width * share, maxY) }

  func inset(_ horizontal: Double, _ vertical: Double) -> Frame {
    Frame(x + horizontal, y + vertical, width - 2 * horizontal, height - 2 * vertical)
  }

  /// The rectangle moved to the right and down by so many pixels.
  func moved(_ right: Double, _ down: Double) -> Frame {
    Frame(x + right, y + down, width, height)
  }

  /// Equal parts side by side, with gaps between them.
  func columns(_ count: Int, gap: Double) -> [Frame] {
    let part = (width - gap * Double(count - 1)) / Double(count)
    return (0..<count).map { Frame(x + Double($0) * (part + gap), y, part, height) }
  }

  /// Equal parts one below another, with gaps between them.
  func rows(_ count: Int, gap: Double) -> [Frame] {
    let part = (height - gap * Double(count - 1)) / Double(count)
    return (0..<count).map { Frame(x, y + Double($0) * (part + gap), width, part) }
  }

  func contains(_ other: Frame, tolerance: Double = 0.5) -> Bool {
    other.x >= x - tolerance && other.y >= y - tolerance && other.maxX <= maxX + tolerance
      && other.maxY <= maxY + tolerance
  }

  func overlaps(_ other: Frame) -> Bool {
    x < other.maxX - 0.5 && other.x < maxX - 0.5 && y < other.maxY - 0.5 && other.y < maxY - 0.5
  }

  /// The distance of the point from the nearest edge, inside or outside.
  func distanceFromEdge(_ point: Point) -> Double {
    let nearest = Point(min(max(point.x, x), maxX), min(max(point.y, y), maxY))
    let outside = point.distance(to: nearest)
    if outside > 0 { return outside }
    return min(point.x - x, maxX - point.x, point.y - y, maxY - point.y)
  }
}
