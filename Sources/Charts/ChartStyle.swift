/// The look of all charts of the course: one palette and one typeface, for light and dark pages.
package enum ChartStyle {
  /// The number of series colours.
  static let colorCount = 6

  /// Colours that remain distinct under the common kinds of colour blindness, each with enough
  /// contrast to its page.
  private static let light = Palette(
    paper: "#ffffff", ink: "#1f2937", soft: "#556070", grid: "#e3e7ec", axis: "#9aa4b2",
    heat: "#0f4c9a",
    over: ("#000000", "#000000", "#ffffff"), card: "#f3f5f8", warm: "194 86 12",
    colors: ["#1b60b3", "#a04205", "#1a6b49", "#8a3fa0", "#7a5710", "#556070"])
  private static let dark = Palette(
    paper: "#12161c", ink: "#e6eaf0", soft: "#a3adba", grid: "#272e38", axis: "#5c6775",
    heat: "#6db1f7",
    over: ("#ffffff", "#000000", "#000000"), card: "#1b212a", warm: "244 162 92",
    colors: ["#6db1f7", "#f4a25c", "#63cb9b", "#cf9de6", "#e3c565", "#a3adba"])

  static let sheet =
    rules + light.rules + "@media(prefers-color-scheme:dark){\(dark.rules)}"

  /// The palette as CSS variables, for the page around the charts.
  package static let variables =
    ":root{\(light.variables)}@media(prefers-color-scheme:dark){:root{\(dark.variables)}}"

  private static let rules = """
    .chart text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,\
    sans-serif;font-size:13px}\
    .chart .title{font-size:17px;font-weight:600}\
    .chart .token{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",\
    monospace}\
    .chart .cell{font-size:11px}\
    .chart .grid,.chart .axis{stroke-width:1;fill:none}\
    .chart .series{stroke-width:2;fill:none;stroke-linejoin:round;stroke-linecap:round}\
    .chart .faint{stroke-width:1;stroke-opacity:.45}\
    .chart .sample{stroke-width:5;stroke-linecap:butt}\
    .chart .dashed{stroke-dasharray:7 5}\
    .chart .dotted{stroke-dasharray:1 5}
    """

  private struct Palette {
    let paper, ink, soft, grid, axis, heat: String
    /// Text colours on a heat map's cells: on pale, middling and full ones. In each range the
    /// contrast is 4.5 or more.
    let over: (pale: String, middle: String, full: String)
    /// The background of what stands out from the page without a frame.
    let card: String
    /// The highlight colour as red, green and blue, to be mixed with the page colour.
    let warm: String
    let colors: [String]

    var rules: String {
      let seriesRules = colors.enumerated().map { index, color in
        ".chart .stroke\(index){stroke:\(color)}.chart .fill\(index){fill:\(color)}"
      }
      return ".chart .paper{fill:\(paper)}.chart text{fill:\(ink)}.chart text.soft{fill:\(soft)}"
        + ".chart .heat{fill:\(heat)}.chart .grid,.chart .frame{stroke:\(grid)}"
        + ".chart text.over-pale{fill:\(over.pale)}.chart text.over-middle{fill:\(over.middle)}"
        + ".chart text.over-full{fill:\(over.full)}"
        + ".chart .axis{stroke:\(axis)}\(seriesRules.joined())"
    }

    var variables: String {
      let series = colors.enumerated().map { "--color\($0):\($1)" }
      let rest = [
        "--paper:\(paper)", "--ink:\(ink)", "--soft:\(soft)", "--grid:\(grid)", "--axis:\(axis)",
        "--heat:\(heat)", "--card:\(card)", "--warm:\(warm)",
      ]
      return (rest + series).joined(separator: ";")
    }
  }
}

/// An upper bound for the width of a chart's text, in pixels. The reader's font is not known here,
/// so the widths are those of a wide one.
package func estimatedWidth(
  _ text: String, size: Double = 13, isMonospaced: Bool = false
) -> Double {
  let ems = text.reduce(0.0) { sum, character in
    guard let scalar = character.unicodeScalars.first else { return sum }
    if scalar.value >= 0x1100 && !(0x2000..<0x2E80).contains(scalar.value) { return sum + 1.05 }
    if isMonospaced { return sum + 0.61 }
    switch character {
    case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "!", " ", "(", ")", "[", "]", "f", "t":
      return sum + 0.41
    case "m", "w", "M", "W", "@", "%", "…": return sum + 1
    default: return sum + (character.isUppercase ? 0.76 : 0.64)
    }
  }
  return ems * size
}

/// The text, truncated if it is wider than `width` pixels.
package func shortened(_ text: String, to width: Double, size: Double = 13) -> String {
  guard estimatedWidth(text, size: size) > width else { return text }
  var short = text
  while !short.isEmpty, estimatedWidth(short + "…", size: size) > width { short.removeLast() }
  return short + "…"
}

/// A token as a label: spaces and line breaks are made visible, and a long one is truncated.
package func tokenLabel(_ token: String, longest: Int = 16) -> String {
  if token.isEmpty { return "∅" }
  var label = ""
  for character in token.prefix(longest) {
    switch character {
    case " ": label += "␣"
    case "\n", "\r\n", "\r": label += "↵"
    case "\t": label += "⇥"
    default: label.append(character)
    }
  }
  return token.count > longest ? label.dropLast() + "…" : label
}
