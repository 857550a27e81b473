import Testing

@testable import Charts

struct AxisTests {
  @Test(arguments: [
    (0.0...10.0, 5, [0.0, 2, 4, 6, 8, 10]),
    (0...1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]),
    (0...0.3, 3, [0, 0.1, 0.2, 0.3]),
    (0.94...3.9, 4, [1, 2, 3]),
    (-7...8, 4, [-5, 0, 5]),
    (0...5999, 8, [0, 1000, 2000, 3000, 4000, 5000]),
    (100.0...100.4, 4, [100, 100.1, 100.2, 100.3, 100.4]),
    (1e-4...5e-4, 5, [1e-4, 2e-4, 3e-4, 4e-4, 5e-4]),
  ])
  func `a linear axis marks round numbers`(
    domain: ClosedRange<Double>, count: Int, marks: [Double]
  ) {
    #expect(Ticks.inside(domain, scale: .linear, count: count) == marks)
  }

  @Test(arguments: [
    (1.0...1000.0, 4, [1.0, 10, 100, 1000]),
    (1...100, 7, [1, 2, 5, 10, 20, 50, 100]),
    (1...100, 5, [1, 3, 10, 30, 100]),
    (0.01...1, 3, [0.01, 0.1, 1]),
    (2...4, 4, [2, 2.5, 3, 3.5, 4]),
  ])
  func `a logarithmic axis marks parts of powers of ten`(
    domain: ClosedRange<Double>, count: Int, marks: [Double]
  ) {
    let ticks = Ticks.inside(domain, scale: .logarithmic, count: count)
    #expect(ticks.count == marks.count)
    for (tick, mark) in zip(ticks, marks) { #expect(abs(tick / mark - 1) < 1e-12) }
  }

  @Test func `marks lie in the domain, few enough, evenly apart, over many domains`() {
    for exponent in -9...9 {
      for (low, length) in [(0.0, 1.0), (-3.3, 7.1), (0.999, 0.012), (-50, 49)] {
        let unit = (0..<abs(exponent)).reduce(1.0) { sum, _ in exponent < 0 ? sum / 10 : sum * 10 }
        let domain = (low * unit)...((low + length) * unit)
        for count in [2, 5, 9] {
          let ticks = Ticks.inside(domain, scale: .linear, count: count)
          #expect(ticks.count >= 1 && ticks.count <= count + 1, "\(domain): \(ticks)")
          let slack = length * unit * 1e-8
          for tick in ticks {
            #expect(tick > domain.lowerBound - slack && tick < domain.upperBound + slack)
          }
          let gaps = zip(ticks.dropFirst(), ticks).map { $0 - $1 }
          if let first = gaps.first { #expect(gaps.allSatisfy { abs($0 - first) < slack }) }
          let wide = Ticks.widened(domain, scale: .linear, count: count)
          #expect(wide.lowerBound <= domain.lowerBound + slack)
          #expect(wide.upperBound >= domain.upperBound - slack)
        }
      }
    }
  }

  @Test func `places follow the formula`() {
    let linear = Axis(
      [2, 6], scale: .linear, places: (100, 300), tickCount: 4, widened: false)
    #expect(linear.place(2) == 100 && linear.place(6) == 300 && linear.place(3) == 150)
    let upward = Axis([0, 1], scale: .linear, places: (400, 0), tickCount: 4, widened: false)
    #expect(upward.place(0.25) == 300)
    let log = Axis(
      [1, 10_000], scale: .logarithmic, places: (0, 400), tickCount: 5, widened: false)
    #expect(abs(log.place(10) - 100) < 1e-9 && abs(log.place(1000) - 300) < 1e-9)
  }

  @Test func `an axis without numbers, with one, and with what has no place`() {
    func domain(_ values: [Double], _ scale: AxisScale = .linear) -> ClosedRange<Double> {
      Axis(values, scale: scale, places: (0, 1), tickCount: 4, widened: false).domain
    }
    #expect(domain([]) == 0...1)
    #expect(domain([], .logarithmic) == 1...10)
    #expect(domain([.nan, .infinity, 3, -.infinity, 5]) == 3...5)
    #expect(domain([-4, 0, 2, 8], .logarithmic) == 2...8)
    #expect(domain([10]) == 9...11)
    #expect(domain([0, 0]) == -1...1)
    #expect(domain([-2]) == -2.2 ... -1.8)
    #expect(domain([4], .logarithmic) == 2...8)
  }

  @Test(arguments: [
    ([0.0, 0.5, 1], ["0", "0.5", "1.0"]), ([0, 1000, 2000], ["0", "1000", "2000"]),
    ([0, 5000, 10_000], ["0", "5k", "10k"]), ([0, 500_000, 1_000_000], ["0", "0.5M", "1.0M"]),
    ([1, 10, 100, 1000, 10_000], ["1", "10", "100", "1000", "10k"]),
    ([0.01, 0.1, 1], ["0.01", "0.1", "1"]), ([0, 1e-4, 2e-4], ["0", "1e-4", "2e-4"]),
    ([-0.5, 0, 0.5], ["-0.5", "0", "0.5"]), ([2.5e12], ["2.5e12"]), ([], []),
  ])
  func `labels are short and alike`(ticks: [Double], labels: [String]) {
    #expect(ChartNumbers.labels(ticks) == labels)
  }

  @Test func `numbers of drawings`() {
    #expect(
      [0, 0.04, -0.04, 1.25, -3.96, 720].map(ChartNumbers.coordinate) == [
        "0", "0", "0", "1.3", "-4", "720",
      ])
    #expect(
      [0, 0.0001, 0.0123, 1].map(ChartNumbers.probability) == [
        "0.000", "<0.001", "0.012", "1.000",
      ])
    #expect(ChartNumbers.fixed(-0.001, 2) == "0.00")
  }

  @Test func `thinning keeps the ends, the peaks and the order`() {
    var points: [ChartPoint] = (0..<10_000).map { index in
      ChartPoint(Double(index) / 100, Double(index % 7))
    }
    points[4321] = ChartPoint(43.21, 50)
    points[777] = ChartPoint(7.77, -50)
    let thin = thinned(points)
    #expect(thin.count <= 400)
    #expect(thin.first == points.first && thin.last == points.last)
    #expect(thin.contains(points[4321]) && thin.contains(points[777]))
    #expect(zip(thin, thin.dropFirst()).allSatisfy { $0.x <= $1.x })
  }
}
