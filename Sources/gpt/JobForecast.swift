import Console
import CourseKit
import Pipeline
import Runs

/// A forecast of how long the main job will take on this machine, given once its pace is known.
struct JobForecast {
  /// The whole job, measured in pretraining steps.
  let steps: Double
  let isQuick: Bool

  /// How long to measure the pace before giving a forecast.
  static let secondsToWatch = 5.0

  /// The cost of the other stages in pretraining steps was measured on two cores with AVX2 (Zen 3).
  /// The steps of classifier and instruction tuning have shorter texts, and need the head at few
  /// positions.
  init(_ configuration: RunConfiguration, isQuick: Bool) {
    self.isQuick = isQuick
    let tuning = Double((isQuick ? InstructionPlan.quick : .mainJob).steps)
    steps = Double(configuration.stepCount) + 0.6 * tuning + (isQuick ? 150 : 1_000)
  }

  func sentence(secondsPerStep: Double, before: Double, _ language: Language) -> String {
    let seconds = before + secondsPerStep * steps
    let time = Self.about(seconds, language)
    guard !isQuick, seconds > 600 else {
      return language.text(
        "At this pace the whole job takes \(time).", "Neste ritmo, o trabalho todo leva \(time).")
    }
    let quick = RunConfiguration.mainJob(language: language, seed: 1, isQuick: true)
    let short = Self.about(
      before / 2 + secondsPerStep * JobForecast(quick, isQuick: true).steps, language)
    return language.text(
      "At this pace the whole job takes \(time). Ctrl-C and --quick do a small version in \(short).",
      "Neste ritmo, o trabalho todo leva \(time). Ctrl-C e --quick fazem uma versão pequena em \(short)."
    )
  }

  private static func about(_ seconds: Double, _ language: Language) -> String {
    let minutes = Int((seconds / 60).rounded())
    if minutes < 1 { return language.text("less than a minute", "menos de um minuto") }
    return language.text(
      "about \(minutes) minute\(minutes == 1 ? "" : "s")",
      "cerca de \(minutes) minuto\(minutes == 1 ? "" : "s")")
  }
}
