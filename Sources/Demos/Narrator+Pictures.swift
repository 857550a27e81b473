import Charts
import Console
import CourseKit
import Formats
import Foundation

extension Narrator {
  /// Writes a chart as an SVG file under the chapter's name, and says where.
  ///
  /// - Parameters:
  ///   - chart: with the narrator's language.
  ///   - part: what follows the chapter's name where a demo has more than one picture.
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

  /// A curve, drawn with dots.
  package func draw(_ chart: TerminalChart) {
    var chart = chart
    chart.language = language
    chart.width = min(chart.width, Self.width - Self.margin.count)
    emptyLine()
    block(chart.text)
    emptyLine()
  }

  /// A heat map, drawn with shades of blocks: the small sister of `HeatMap`.
  package func draw(_ map: HeatMap) {
    emptyLine()
    block(TerminalHeatMap(map, room: Self.width - Self.margin.count).text)
    emptyLine()
  }
}
