import Foundation
import Testing

extension Trait where Self == ConditionTrait {
  /// Runs only where the graders themselves are tested (`course verify`, CI), not in a learner's
  /// tests.
  public static var graders: Self {
    .enabled(
      if: ProcessInfo.processInfo.environment["COURSE_VERIFY"] == "1",
      "only with COURSE_VERIFY=1")
  }
}
