import CourseKit

/// What is read from a file of a run: nothing that it says is used before ``isPossible`` has been asked.
///
/// A file can say anything, and whoever adds up or reserves memory for −1 or 2⁶³ − 1 of something is
/// stopped by the processor. `RunFolder` reads and writes only what says so of itself: every number
/// is bounded, and parts that are used side by side have equal lengths.
public protocol Plausible {
  /// Whether every number is one that a run can have, so that no sum of them overflows.
  var isPossible: Bool { get }
}

extension Int {
  /// Whether it may be how many texts, pairs or steps there are. So many of them can be added up.
  public var isCount: Bool { (0...RunConfiguration.Limit.texts).contains(self) }
}

extension Double {
  /// Whether it may be a share: a rate, a probability, a score. Rounding may take it beyond 1.
  public var isShare: Bool { (0...1.000_001).contains(self) }

  /// Whether it may be a loss or the like, of either sign. False for what is not a number.
  ///
  /// Nothing that is worked out in Float is more, and a billion of them can be added up.
  public var isMeasured: Bool { magnitude <= Double(Float.greatestFiniteMagnitude) }
}

extension Float {
  public var isMeasured: Bool { Double(self).isMeasured }
}

// MARK: What the chapters measure

extension StepReport: Plausible {
  public var isPossible: Bool {
    step.isCount && loss.isMeasured && gradientNorm.isMeasured && learningRate.isMeasured
  }
}

extension LearningRateSchedule: Plausible {
  public var isPossible: Bool {
    (1...RunConfiguration.Limit.steps).contains(totalSteps)
      && (0...totalSteps).contains(warmUpSteps) && peak.isMeasured && minimum.isMeasured
  }
}

extension TaskScore: Plausible {
  public var isPossible: Bool { count.isCount && exactMatch.isShare && rougeL.isShare }
}
