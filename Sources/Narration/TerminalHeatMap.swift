import Charts
import Console

/// A heat map drawn with block shades on a terminal. NaN is shown as a dot.
///
///             the  cat  sat
///        the  ███   ·    ·
///        cat  ▓▓▓  ░░░   ·
///        sat  ░░░  ▒▒▒  ░░░
struct TerminalHeatMap {
  private let map: HeatMap
  private let room: Int

  init(_ map: HeatMap, room: Int) {
    self.map = map
    self.room = room
  }

  /// The shade of a value from 0 to 1. Below 0.05 it is blank; from there on a small value is
  /// visible.
  static func shade(_ value: Double) -> Character {
    value < 0.05 ? " " : value < 0.25 ? "░" : value < 0.5 ? "▒" : value < 0.75 ? "▓" : "█"
  }

  /// The map's lines, without trailing spaces.
  var text: String {
    let labelWidth = map.rowLabels.map(visibleWidth).max() ?? 0
    let widest = map.columnLabels.map(visibleWidth).max() ?? 1
    let count = max(map.columnLabels.count, 1)
    // Use column names if they fit, else column numbers if these fit, else narrow columns without
    // labels.
    let fitting = (room - labelWidth - 2) / count - 1
    let isNamed = fitting >= widest
    let isNumbered = !isNamed && fitting >= 3
    let width = isNamed ? max(widest, 3) : isNumbered ? 3 : min(max(fitting, 1), 2)
    let gap = isNamed || isNumbered ? " " : ""
    var lines: [String] = []
    if isNamed {
      let names = map.columnLabels.map { centred($0, width) }.joined(separator: gap)
      lines.append(String(repeating: " ", count: labelWidth + 2) + names)
    }
    if isNumbered {
      let numbers = (1...count).map { centred("\($0)", width) }.joined(separator: gap)
      lines.append(String(repeating: " ", count: labelWidth + 2) + numbers)
    }
    for (label, values) in zip(map.rowLabels, map.values) {
      let cells = values.map { value in
        value.isNaN
          ? centred("·", width) : String(repeating: Self.shade(value), count: width)
      }
      lines.append(
        padded(label, to: labelWidth) + "  "
          + cells.joined(separator: gap))
    }
    if isNumbered {
      let legend = map.columnLabels.enumerated().map { "\($0.offset + 1)\u{A0}\($0.element)" }
      lines += ["", wrapped(legend.joined(separator: " · "), to: room)]
    }
    return lines.map { String($0.reversed().drop { $0 == " " }.reversed()) }
      .joined(separator: "\n")
  }

  private func centred(_ text: String, _ width: Int) -> String {
    let free = max(0, width - visibleWidth(text))
    return String(repeating: " ", count: free / 2) + text
      + String(repeating: " ", count: free - free / 2)
  }
}
