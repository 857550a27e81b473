import Charts
import Foundation

extension Canvas {
  /// Draws an arrow along the points, with rounded corners and its head at the last point.
  ///
  /// Both ends must be on the edge of something drawn before, unless `isLoose`.
  mutating func arrow(
    _ points: Point..., role: Role = .quiet, isBroken: Bool = false, isLoose: Bool = false,
    hasHead: Bool = true, isWide: Bool = false
  ) {
    arrow(
      through: points, role: role, isBroken: isBroken, isLoose: isLoose, hasHead: hasHead,
      isWide: isWide)
  }

  mutating func arrow(
    through points: [Point], role: Role = .quiet, isBroken: Bool = false, isLoose: Bool = false,
    hasHead: Bool = true, isWide: Bool = false
  ) {
    precondition(points.count >= 2, "an arrow needs two points")
    let tip = points[points.count - 1]
    let last = points[points.count - 2]
    let length = max(last.distance(to: tip), 0.001)
    let (dx, dy) = ((tip.x - last.x) / length, (tip.y - last.y) / length)
    let size = isWide ? 11.0 : 8
    // The line ends inside the head, so that its end does not show beside the tip.
    let end = hasHead ? tip.moved(-dx * size * 0.8, -dy * size * 0.8) : tip
    var commands = "M\(point(points[0]))"
    for index in points.indices.dropFirst().dropLast() {
      let corner = points[index]
      let (before, after) = (points[index - 1], points[index + 1])
      let radius = min(10, corner.distance(to: before) / 2, corner.distance(to: after) / 2)
      commands += "L\(point(toward(corner, before, radius)))"
      commands += "Q\(point(corner)) \(point(toward(corner, after, radius)))"
    }
    commands += "L\(point(end))"
    let classes = "\(role.stroke) arrow" + (isBroken ? " broken" : "") + (isWide ? " wide" : "")
    drawing.path(commands, classes)
    if hasHead { drawHead(at: tip, dx, dy, size: size, role) }
    note(arrow: points, isLoose: isLoose)
  }

  /// Draws a curved arrow between two points. Its middle is `height` pixels away from the straight
  /// line, to the left when seen along the arrow.
  mutating func bend(
    _ from: Point, _ to: Point, height: Double, role: Role = .quiet, weight: Double = 1.8,
    opacity: Double = 1, isLoose: Bool = false, hasHead: Bool = true
  ) {
    let length = max(from.distance(to: to), 0.001)
    let (nx, ny) = ((to.y - from.y) / length, -(to.x - from.x) / length)
    let middle = Point((from.x + to.x) / 2 + nx * height * 2, (from.y + to.y) / 2 + ny * height * 2)
    let reach = max(middle.distance(to: to), 0.001)
    let (dx, dy) = ((to.x - middle.x) / reach, (to.y - middle.y) / reach)
    let end = hasHead ? to.moved(-dx * 6, -dy * 6) : to
    drawing.path(
      "M\(point(from))Q\(point(middle)) \(point(end))", "\(role.stroke) arrow",
      style: "stroke-width:\(ChartNumbers.coordinate(weight));"
        + "stroke-opacity:\(ChartNumbers.fixed(opacity, 2))")
    if hasHead { drawHead(at: to, dx, dy, size: 8, role) }
    // The test sees the curve as short straight pieces.
    let pieces = (0...8).map { step -> Point in
      let t = Double(step) / 8
      let (a, b, c) = ((1 - t) * (1 - t), 2 * t * (1 - t), t * t)
      return Point(a * from.x + b * middle.x + c * to.x, a * from.y + b * middle.y + c * to.y)
    }
    note(arrow: pieces, isLoose: isLoose)
  }

  private mutating func drawHead(
    at tip: Point, _ dx: Double, _ dy: Double, size: Double, _ role: Role
  ) {
    let base = tip.moved(-dx * size, -dy * size)
    let (left, right) = (
      base.moved(dy * size * 0.5, -dx * size * 0.5), base.moved(-dy * size * 0.5, dx * size * 0.5)
    )
    drawing.path("M\(point(tip))L\(point(left))L\(point(right))Z", role.fill)
  }

  private func toward(_ from: Point, _ to: Point, _ distance: Double) -> Point {
    let length = max(from.distance(to: to), 0.001)
    return from.moved((to.x - from.x) / length * distance, (to.y - from.y) / length * distance)
  }

  private func point(_ point: Point) -> String {
    "\(ChartNumbers.coordinate(point.x)) \(ChartNumbers.coordinate(point.y))"
  }
}
