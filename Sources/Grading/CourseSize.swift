import CourseKit

extension Grader {
  /// An input of the size that the course's own models use. It serves to point out a correct answer
  /// that is far slower than the reference; it never fails an exercise.
  public struct CourseSize: Sendable {
    /// Completes the sentence "slower than the reference at": "[128, 32]".
    let name: Text
    let input: @Sendable (inout TestData) -> Input
    /// The reference's answer with nothing around it; nil where ``Grader/expected`` is that.
    let reference: Submission?
    /// Where the time usually goes.
    let reason: Text

    /// - Parameter reason: a sentence; by default the one for loops over a tensor's elements.
    public init(
      _ name: Text, reason: Text = elementByElement, reference: Submission? = nil,
      input: @escaping @Sendable (inout TestData) -> Input
    ) {
      self.name = name
      self.input = input
      self.reason = reason
      self.reference = reference
    }
  }

  /// Compares the speed of a correct submission with that of the reference at the course's size;
  /// nil if the difference is not worth mentioning. Cost: at most half a second, unless a single
  /// answer takes longer.
  func slowness(of submission: Submission, _ language: Language) throws -> Slowness? {
    guard let courseSize else { return nil }
    var data = TestData(seed: 1)
    let input = courseSize.input(&data)
    let own = try leastSeconds { try submission(input) }
    let reference = courseSize.reference ?? expected
    let times = try own / leastSeconds { try reference(input) }
    guard times >= Slowness.leastTimes, own >= Slowness.leastSeconds else { return nil }
    return Slowness(
      times: times, size: courseSize.name.in(language), reason: courseSize.reason.in(language))
  }

  /// The shortest of up to five runs, in seconds: other load on the computer can only lengthen a
  /// run.
  private func leastSeconds(_ run: () throws -> [Evidence]) rethrows -> Double {
    let clock = ContinuousClock()
    let begin = clock.now
    var least = Double.infinity
    for _ in 0..<5 where begin.duration(to: clock.now) < .milliseconds(250) {
      let time = try clock.measure { _ = try run() }
      least = min(least, time / .seconds(1))
    }
    return max(least, 1e-9)
  }
}

/// Where most slow answers about tensors spend their time.
public let elementByElement = Text(
  "Tests compile your code without optimisation, where one element at a time costs most; calls that take "
    + "whole rows or matrices (Row, matmul) run at full speed.",
  "Os testes compilam o seu código sem otimização, e aí o que mais custa é ir de elemento em elemento; as "
    + "chamadas que tomam linhas ou matrizes inteiras (Row, matmul) rodam a toda velocidade.")

/// A correct answer that takes far longer than the reference.
struct Slowness: Codable, Sendable {
  /// The ratio of the two times.
  let times: Double
  let size: String
  let reason: String

  /// The reference's own code, compiled without optimization like a learner's, stays below this.
  static let leastTimes = 30.0
  /// A shorter time is not noticeable.
  static let leastSeconds = 1e-3

  func sentence(_ exercise: String, _ language: Language) -> String {
    // Such a measurement is accurate to about one digit.
    let scale = times >= 100 ? 100.0 : 10
    let rounded = Int((times / scale).rounded() * scale)
    return language.text(
      "\(exercise) is right; \(rounded) times slower than the reference at \(size).",
      "O \(exercise) está certo; \(rounded) vezes mais lento que a referência com \(size).")
      + " " + reason
  }
}
