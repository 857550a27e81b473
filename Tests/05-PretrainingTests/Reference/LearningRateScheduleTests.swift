import Foundation
import Grading
import Pretraining
import Testing

@Suite struct LearningRateScheduleTests {
  @Test func `5.5 a straight rise, then half a cosine down`() {
    let schedule = LearningRateSchedule(peak: 1, minimum: 0.2, warmUpSteps: 4, totalSteps: 12)
    #expect((0..<4).map { schedule($0) } == [0.25, 0.5, 0.75, 1])
    // q = 0, ¼, ½, ¾ at steps 4, 6, 8, 10.
    let half = 0.5.squareRoot()
    let expected = [1, 0.6 + 0.4 * half, 0.6, 0.6 - 0.4 * half]
    for (step, rate) in zip([4, 6, 8, 10], expected) {
      #expect(abs(Double(schedule(step)) - rate) < 1e-6, "step \(step)")
    }
    #expect(schedule(12) == 0.2)
    #expect(schedule(1_000_000) == 0.2)
  }

  @Test(arguments: [(0, 1), (0, 50), (1, 50), (10, 50), (49, 50)])
  func `5.5 every step follows the formula`(warmUp: Int, total: Int) {
    let schedule = LearningRateSchedule(
      peak: 3e-3, minimum: 3e-4, warmUpSteps: warmUp, totalSteps: total)
    for step in 0..<total {
      let q = Double(step - warmUp) / Double(total - warmUp)
      let expected =
        step < warmUp
        ? 3e-3 * Double(step + 1) / Double(warmUp) : 3e-4 + 0.5 * 2.7e-3 * (1 + cos(.pi * q))
      #expect(
        difference(between: Double(schedule(step)), and: expected, tolerance: 1e-5) == nil,
        "step \(step)")
    }
  }

  @Test func `5.5 after the warm-up it only falls, and never under the floor`() {
    let schedule = LearningRateSchedule(peak: 1e-2, minimum: 1e-3, warmUpSteps: 7, totalSteps: 300)
    let rates = (0..<320).map { schedule($0) }
    for step in 0..<6 { #expect(rates[step] < rates[step + 1]) }
    for step in 7..<319 { #expect(rates[step] >= rates[step + 1]) }
    #expect(rates.max() == 1e-2)
    #expect(rates.dropFirst(7).allSatisfy { $0 >= 1e-3 })
  }

  @Test(arguments: [(5, 5), (9, 5)])
  func `5.5 nothing but warm-up, or more of it than steps`(warmUp: Int, total: Int) {
    let schedule = LearningRateSchedule(
      peak: 1, minimum: 0.1, warmUpSteps: warmUp, totalSteps: total)
    for step in 0..<20 { #expect(schedule(step).isFinite && schedule(step) > 0) }
    #expect(schedule(20) == 0.1)
  }
}
