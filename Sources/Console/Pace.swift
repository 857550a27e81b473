import Foundation

/// How fast the steps of a run follow each other, and so how long the rest will take.
///
/// The seconds per step are averaged with weights that fade with time: what happened `memory`
/// seconds ago counts e times less. So one slow step hardly moves the time left, and a lasting
/// change of speed shows within half a minute. While the run is young, it is the plain average.
struct Pace {
  /// When the run began.
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

  /// Does not count so many seconds: the next step begins later.
  mutating func leaveOut(_ seconds: Double) { last.time += max(0, seconds) }

  /// Nil before there is something to tell.
  func stepsPerSecond(at time: Double) -> Double? {
    guard weightedSteps > 0, weightedSeconds > 0 else { return nil }
    // A step that takes longer than those before it slows the pace before it is done.
    let waiting = max(0, time - last.time - weightedSeconds / weightedSteps)
    return weightedSteps / (weightedSeconds + waiting)
  }

  /// Nil before half a second has passed: until then it would be a guess.
  func secondsLeft(steps: Int, at time: Double) -> Double? {
    guard time - start >= 0.5, let pace = stepsPerSecond(at: time) else { return nil }
    return Double(steps) / pace - max(0, min(time - last.time, 1 / pace))
  }
}
