import Foundation

/// The pace of a run's steps, and from it the time left.
///
/// The seconds per step are an exponentially weighted average: a step `memory` seconds ago weighs e
/// times less. A single slow step hardly changes the time left, yet a lasting change of speed shows
/// within half a minute. Early in a run it is the plain average.
struct Pace {
  /// When the run began, in seconds from the clock's origin.
  let start: Double
  private var last: (step: Int, time: Double)
  private var weightedSteps = 0.0
  private var weightedSeconds = 0.0

  static let memory = 15.0

  init(step: Int, at time: Double) {
    start = time
    last = (step, time)
  }

  mutating func add(step: Int, at time: Double) {
    let steps = step - last.step
    let seconds = time - last.time
    guard steps > 0, seconds >= 0 else { return }
    let fading = exp(-seconds / Self.memory)
    weightedSteps = weightedSteps * fading + Double(steps)
    weightedSeconds = weightedSeconds * fading + seconds
    last = (step, time)
  }

  /// Excludes a pause, in seconds, from the next step.
  mutating func leaveOut(_ seconds: Double) { last.time += max(0, seconds) }

  /// The current rate; nil before the first step.
  func stepsPerSecond(at time: Double) -> Double? {
    guard weightedSteps > 0, weightedSeconds > 0 else { return nil }
    // A step that takes longer than the ones before it lowers the rate even before it is done.
    let waiting = max(0, time - last.time - weightedSeconds / weightedSteps)
    return weightedSteps / (weightedSeconds + waiting)
  }

  /// The estimated time left, in seconds; nil in the first half second, when it would be a guess.
  func secondsLeft(steps: Int, at time: Double) -> Double? {
    guard time - start >= 0.5, let pace = stepsPerSecond(at: time) else { return nil }
    return Double(steps) / pace - max(0, min(time - last.time, 1 / pace))
  }
}
