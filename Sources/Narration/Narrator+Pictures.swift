import Charts
import Console
import CourseKit
import Formats
import Foundation

extension Narrator {
  /// Writes a chart as an SVG file named after the chapter, and says where.
  ///
  /// - Parameters:
  ///   - chart: a chart in the narrator's language.
  ///   - part: a suffix of the name, for demos with more than one figure.
  package func picture(_ chart: some Chart, part: String = "") throws {
    let name = ChapterText.slug(chapter, language) + (part.isEmpty ? "" : "-\(part)")
    let path = "\(folder)/\(name).svg"
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw InputError(
        "The folder \(folder) cannot be made: choose another with --out.",
        "Não é possível criar a pasta \(folder): escolha outra com --out.")
    }
    try AtomicFile.write(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + chart.svg, to: path)
    wrote(path)
  }

  /// Draws a curve with dots.
  package func draw(_ chart: TerminalChart) {
    var chart = chart
    chart.language = language
    chart.width = min(chart.width, Self.width - Self.margin.count)
    emptyLine()
    block(chart.text)
    emptyLine()
  }

  /// Draws a heat map with shades of blocks: a small version of `HeatMap`.
  package func draw(_ map: HeatMap) {
    emptyLine()
    block(TerminalHeatMap(map, room: Self.width - Self.margin.count).text)
    emptyLine()
  }
}
