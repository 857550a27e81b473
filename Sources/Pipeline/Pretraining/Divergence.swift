import CourseKit
import Runs

extension InputError {
  /// A training whose learning rate was too high for it.
  ///
  /// - Parameters:
  ///   - step: the first that went wrong, from 1.
  ///   - name: what was trained, where it is one of several.
  static func diverged(at step: Int, of name: String? = nil) -> InputError {
    let place = name.map { "\(step) (\($0))" } ?? "\(step)"
    return InputError(
      "The loss of step \(place) is not a number, the training has diverged: begin again with a "
        + "smaller --learning-rate.",
      "A perda do passo \(place) não é um número, o treino divergiu: comece de novo com um "
        + "--learning-rate menor.")
  }
}

/// Throws where a step's loss, or its gradient's norm, is none that a step can have.
func requireConvergence(_ numbers: Double..., step: Int, of name: String? = nil) throws {
  guard numbers.allSatisfy(\.isMeasured) else { throw InputError.diverged(at: step, of: name) }
}
