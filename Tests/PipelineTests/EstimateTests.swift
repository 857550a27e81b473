import Foundation
import Pipeline
import Testing

struct EstimateTests {
  @Test func `mean and standard error of a sample`() {
    let estimate = Estimate([1, 2, 3, 4])
    #expect(estimate.mean == 2.5 && estimate.count == 4)
    // s² = 5/3; s / √4
    #expect(abs(estimate.standardError - (5.0 / 3 / 4).squareRoot()) < 1e-12)
    #expect(Estimate([7]).standardError == 0)
    #expect(Estimate([]).mean == 0)
  }

  @Test func `a share of none is not certain`() {
    let none = Estimate(shareOf: Array(repeating: false, count: 10))
    #expect(none.mean == 0)
    // (0 + 2) / (10 + 4)
    #expect(abs(none.standardError - (2.0 / 14 * 12 / 14 / 14).squareRoot()) < 1e-12)
    let half = Estimate(shareOf: [true, false, true, false])
    #expect(half.mean == 0.5 && abs(half.standardError - (0.25 / 8).squareRoot()) < 1e-12)
  }

  @Test func `what two measurements of the same items have in common cancels out`() {
    let first = [1.0, 50, 300, 4_000]
    let paired = Estimate(differencesOf: first.map { $0 + 0.25 }, and: first)
    #expect(paired.mean == 0.25 && paired.standardError == 0 && paired.isBeyondNoise)
    #expect(!(Estimate(first.map { $0 + 0.25 }) - Estimate(first)).isBeyondNoise)
  }

  @Test func `beyond noise is beyond two standard errors, to either side`() {
    func isBeyond(_ mean: Double) -> Bool {
      Estimate(mean: mean, standardError: 1, count: 9).isBeyondNoise
    }
    #expect(isBeyond(2.01) && isBeyond(-2.01) && !isBeyond(2) && !isBeyond(-2) && !isBeyond(0))
    let difference =
      Estimate(mean: 5, standardError: 3, count: 9) - Estimate(mean: 1, standardError: 4, count: 7)
    #expect(difference == Estimate(mean: 4, standardError: 5, count: 7))
  }
}
