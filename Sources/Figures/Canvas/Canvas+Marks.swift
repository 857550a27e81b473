import Charts

/// Small symbols and number formats shared by several figures.
extension Canvas {
  /// The number, with a minus sign instead of a hyphen.
  func signed(_ value: Double, _ decimals: Int) -> String {
    number(value, decimals).replacing("-", with: "−")
  }

  /// A closed lock: frozen parameters.
  mutating func lock(at center: Point) {
    let (x, y) = (center.x, center.y)
    drawing.path(
      "M\(ChartNumbers.coordinate(x - 3)) \(ChartNumbers.coordinate(y - 1))v-2.5a3 3 0 0 1 6 0v2.5",
      "stroke5 hollow")
    drawing.rectangle(x - 5, y - 1, 10, 7.5, "fill5", radius: 1.5)
  }

  /// A bar for a fraction of 1 on a pale track, followed by its number.
  mutating func share(
    _ value: Double, _ label: String, in frame: Frame, role: Role = .result, size: Int = 14
  ) {
    let room = width(of: label, size: size, look: .strong) + 10
    let track = Frame(frame.x, frame.y, frame.width - room, frame.height)
    drawing.rectangle(track.x, track.y, track.width, track.height, "fill5 panel", radius: 3)
    drawing.rectangle(
      track.x, track.y, max(2, track.width * value), track.height, role.fill, opacity: 0.85,
      radius: 3)
    note(track)
    write(
      label, at: Point(frame.maxX, frame.center.y + Double(size) * 0.35), size: size, look: .strong,
      anchor: .end)
  }
}
