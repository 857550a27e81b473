import CourseKit
import Foundation
import Pipeline
import Runs

/// The last stage of the main job: writes the run's `report.html`.
func reportStage(folder: RunFolder, language: Language) throws {
  let name = language.text("report", "relatório")
  _ = try skippingHoles(name, language) {
    let stage = Stage(name, language)
    try Report(of: folder, language: language).write()
    stage.end(folder.reportFile)
  }
}

/// Writes the report anew after something was added to a run, as the last thing a command does: it
/// reads all that the run holds. A model that came without the metrics of its pretraining has none.
func refreshReport(of folder: RunFolder, language: Language) throws {
  guard FileManager.default.fileExists(atPath: folder.metricsFile) else { return }
  try Report(of: folder, language: language).write()
}
