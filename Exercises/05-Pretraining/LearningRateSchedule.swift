import CourseKit
import Foundation

// MARK: 5.5 Warm-up and cosine

/// Its numbers are CourseKit's, since a run's files hold them: `peak`, `minimum` (the rate at the end),
/// `warmUpSteps` and `totalSteps`.
public typealias LearningRateSchedule = CourseKit.LearningRateSchedule

/// How large the steps are as training goes on: a straight rise, then half a cosine down.
///
/// For step s = 0, 1, …: peak · (s + 1) / warmUp while s < warmUp, then with
/// q = (s − warmUp) / (total − warmUp): minimum + ½ (peak − minimum)(1 + cos πq), and minimum from
/// `totalSteps` on (Loshchilov and Hutter, *SGDR*, 2017, equation 5; the warm-up of Vaswani et al.,
/// 2017, section 5.3).
///
///     // peak 1, minimum 0.2, 2 steps of warm-up, 6 in all
///     // step   0    1    2    3      4    5      6    7
///     // rate   0.5  1    1    0.883  0.6  0.317  0.2  0.2
extension LearningRateSchedule {
  /// The learning rate of a step, counted from 0.
  ///
  /// Without warm-up step 0 has the peak. If the warm-up takes all steps, there is no cosine.
  public func callAsFunction(_ step: Int) -> Float {
    todo("5.5")
  }
}
