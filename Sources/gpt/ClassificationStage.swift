import Console
import CourseKit
import Foundation
import Pipeline
import Runs

/// The main job's classifier: tunes by all four strategies, keeps the best, and shows what came of it.
///
/// Ctrl-C ends the process with status 130; what the earlier stages have saved stays.
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
  guard let results = try tune(tuning, savingTo: folder, language: language) else {
    endStopped(
      language.text(
        "Stopped: the pretrained model is in \(folder.path), and \(invocation) classify train "
          + "--run \(folder.reference) makes the classifier.",
        "Interrompido: o modelo pré-treinado está em \(folder.path), e \(invocation) classify train "
          + "--run \(folder.reference) faz o classificador."))
  }
  stage.end(classifierSummary(results, language))
  printLine("\n" + classifierTables(results, language) + "\n")
  return results
}

/// What the stage is called.
func classifierTitle(_ language: Language) -> String {
  language.text("classifier", "classificar")
}

/// Tunes with a progress line and saves; nil after Ctrl-C.
func tune(
  _ tuning: ClassifierTuning, savingTo folder: RunFolder, language: Language
) throws -> ClassificationResults? {
  Interrupt.watch()
  defer { Interrupt.stopWatching() }
  let line = ProgressLine(
    classifierTitle(language), total: tuning.stepCount, language: language)
  let lossName = language.text("loss", "perda")
  let outcome: (classifier: TrainedClassifier, results: ClassificationResults)?
  do {
    outcome = try tuning.run(
      report: { progress in
        line.update(
          step: progress.step,
          note: "\(strategyName(progress.strategy, language)), \(lossName) "
            + decimal(progress.loss, 3, language))
      }, shouldStop: { Interrupt.isRequested })
  } catch {
    line.finish()
    throw error
  }
  line.finish()
  guard let (classifier, results) = outcome, !Interrupt.isRequested else { return nil }
  try classifier.save(results, to: folder)
  return results
}

/// Says so, and ends as a process does that Ctrl-C ends.
func endStopped(_ sentence: String) -> Never {
  printLine(sentence)
  exit(130)
}
