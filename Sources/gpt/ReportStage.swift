import CourseKit
import Pipeline

/// The last stage of the main job: writes the run's `report.html`.
func reportStage(folder: RunFolder, language: Language) throws {
  let stage = Stage(language.text("report", "relatório"), language)
  try Report(of: folder, language: language).write()
  stage.end(folder.reportFile)
}
