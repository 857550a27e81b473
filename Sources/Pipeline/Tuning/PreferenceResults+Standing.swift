import Extensions
import InstructionTuning
import Runs

extension PreferenceResults.Standing {
  /// What a model's log-probabilities of the held-out pairs come to beside its reference's.
  init(
    _ policy: PreferenceLogProbabilities, reference: PreferenceLogProbabilities, beta: Double,
    answers: [JudgedAnswer]
  ) {
    let ratios = zip(policy.chosen, policy.rejected).map { $0 - $1 }
    let count = Double(max(1, ratios.count))
    let report = preferenceLossWithPullback(policy: policy, reference: reference, beta: beta)
      .report
    self.init(
      winRate: Double(ratios.filter { $0 > 0 }.count) / count,
      logRatio: ratios.reduce(0, +) / count, rewardMargin: report.rewardMargin,
      rewardAccuracy: report.accuracy,
      chosenLogProbability: policy.chosen.reduce(0, +) / count, answers: .init(answers))
  }
}
