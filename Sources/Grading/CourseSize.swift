import CourseKit

extension Grader {
  /// An input as large as the course's own models have it, on which a right answer that is far slower than
  /// the reference is told so. It never fails an exercise.
  public struct CourseSize: Sendable {
    /// Goes on from "slower than the reference at": "[128, 32]".
    let name: Text
    let input: @Sendable (inout TestData) -> Input
    /// Where the time usually goes.
    let reason: Text

    /// - Parameter reason: a sentence; without it, what holds for loops over a tensor's numbers.
    public init(
      _ name: Text, reason: Text = elementByElement,
      input: @escaping @Sendable (inout TestData) -> Input
    ) {
      self.name = name
      self.input = input
      self.reason = reason
    }
  }

  /// How a right submission compares with the reference at the course's size; nil where the difference is
  /// not worth a word. Cost: half a second at most, unless a single answer takes longer.
  func slowness(of submission: Submission, _ language: Language) throws -> Slowness? {
    guard let courseSize else { return nil }
    var data = TestData(seed: 1)
    let input = courseSize.input(&data)
    let own = try leastSeconds { try submission(input) }
    let times = try own / leastSeconds { try expected(input) }
    guard times >= Slowness.leastTimes, own >= Slowness.leastSeconds else { return nil }
    return Slowness(
      times: times, size: courseSize.name.in(language), reason: courseSize.reason.in(language))
  }

  /// The shortest of up to five runs: what else the computer does only adds to one.
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

/// Where the time goes in most slow answers about tensors.
public let elementByElement = Text(
  "Tests compile your code without optimisation, where one number at a time costs most; calls that take "
    + "whole rows or matrices (Row, matmul) run at full speed.",
  "Os testes compilam o seu código sem otimização, e aí o que mais custa é ir de número em número; as "
    + "chamadas que tomam linhas ou matrizes inteiras (Row, matmul) rodam a toda velocidade.")

/// A right answer that takes far longer than the reference.
struct Slowness: Codable, Sendable {
  /// How many times as long.
  let times: Double
  let size: String
  let reason: String

  /// The reference's own lines, compiled without optimisation as a learner's are, stay below.
  static let leastTimes = 30.0
  /// What takes less is not felt.
  static let leastSeconds = 1e-3

  func sentence(_ exercise: String, _ language: Language) -> String {
    // One digit is as much as such a measurement is good for.
    let scale = times >= 100 ? 100.0 : 10
    let rounded = Int((times / scale).rounded() * scale)
    return language.text(
      "\(exercise) is right; \(rounded) times slower than the reference at \(size).",
      "O \(exercise) está certo; \(rounded) vezes mais lento que a referência com \(size).")
      + " " + reason
  }
}
