import CourseKit
import Foundation
import Pipeline
import Runs

/// The last stage of the main job: writes the run's `report.html`.
func reportStage(folder: RunFolder, language: Language) throws {
  let name = language.text("report", "relatório")
  _ = try skippingHoles(name, language) {
    let stage = Stage(name, language)
    try RunReport(of: folder, language: language).write()
    stage.end(folder.reportFile)
  }
}

/// Writes the report again after a command has added something to a run. This comes last, as it
/// reads everything in the run. A model that was imported without its pretraining metrics has no
/// report.
func refreshReport(of folder: RunFolder, language: Language) throws {
  guard FileManager.default.fileExists(atPath: folder.metricsFile) else { return }
  try RunReport(of: folder, language: language).write()
}
