import Console
import CourseKit
import Foundation
import Pipeline
import Runs

/// The main job's classifier: tunes with all four strategies, keeps the best, and shows the
/// results.
///
/// Ctrl-C stops it; what earlier stages saved is kept.
func classificationStage(
  model: TrainedModel, folder: RunFolder, isQuick: Bool, language: Language
) throws -> ClassificationResults {
  let stage = Stage(classifierTitle(language), language)
  let plan = isQuick ? ClassificationPlan.quick : .standard
  let seed = model.configuration.seed
  let data = ClassificationData.smallWorld(
    language: model.configuration.language ?? language, seed: seed,
    trainingCount: plan.trainingCount, testCount: plan.testCount)
  let tuning = ClassifierTuning(model, on: data, plan: plan, seed: seed)
  let again = "\(invocation) classify train --run \(folder.reference)"
  let results = try tune(
    tuning, savingTo: folder, language: language,
    orTelling: language.text(
      "Stopped: the pretrained model is in \(folder.path), and \(again) makes the classifier.",
      "Interrompido: o modelo pré-treinado está em \(folder.path), e \(again) faz o classificador.")
  )
  stage.end(classifierSummary(results, language))
  printLine("\n" + classifierTables(results, language) + "\n")
  return results
}

/// The title of the stage.
func classifierTitle(_ language: Language) -> String {
  language.text("classifier", "classificar")
}

/// Tunes with a progress line and saves; `sentence` is printed after Ctrl-C.
func tune(
  _ tuning: ClassifierTuning, savingTo folder: RunFolder, language: Language,
  orTelling sentence: @autoclosure () -> String
) throws -> ClassificationResults {
  let line = ProgressLine(
    classifierTitle(language), total: tuning.stepCount, language: language)
  let lossName = language.text("loss", "perda")
  return try Interrupt.watching(orTelling: sentence()) {
    let (classifier, results) = try line.during {
      try tuning.run { progress in
        line.update(
          step: progress.step,
          note: "\(strategyName(progress.strategy, language)), \(lossName) "
            + decimal(progress.loss, 3, language))
        try Interrupt.check()
      }
    }
    try Interrupt.check()
    try classifier.save(results, to: folder)
    return results
  }
}
