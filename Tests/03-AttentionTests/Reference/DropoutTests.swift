import Attention
import Grading
import Tensors
import Testing

@Suite struct DropoutTests {
  @Test func `3.7 number i is dropped where the generator's i-th number is below the rate`() {
    for (shape, rate) in [([3, 5], 0.5), ([2, 3, 7], 0.1), ([40], 0.9)] as [(Shape, Float)] {
      var generator = SeededGenerator(seed: 37)
      var copy = generator
      var data = TestData(seed: 37)
      let x = data.tensor(shape, in: 1...2)
      let y = Attention::dropout(x, rate: rate, using: &generator).output
      #expect(y.shape == shape)
      for offset in 0..<x.count {
        let isDropped = copy.nextUniform() < rate
        let expected = isDropped ? 0 : Double(x[offset]) / (1 - Double(rate))
        #expect(abs(Double(y[offset]) - expected) < 1e-5, "\(shape) at \(offset)")
      }
      #expect(generator == copy, "dropout must take one number for each of the tensor's")
    }
  }

  @Test(arguments: [0.1, 0.25, 0.5, 0.8] as [Float])
  func `3.7 the rate is the share that is dropped, and the mean stays`(rate: Float) {
    var generator = SeededGenerator(seed: 370)
    let count = 40_000
    let y = Attention::dropout(
      Tensor(repeating: 1, shape: [200, 200]), rate: rate, using: &generator
    ).output.scalars
    let share = Double(y.filter { $0 == 0 }.count) / Double(count)
    // Five deviations of a share among 40,000.
    let deviation = (Double(rate) * (1 - Double(rate)) / Double(count)).squareRoot()
    #expect(abs(share - Double(rate)) < 5 * deviation)
    let mean = y.reduce(0.0) { $0 + Double($1) } / Double(count)
    #expect(abs(mean - 1) < 5 * deviation / (1 - Double(rate)))
  }

  @Test func `3.7 the pullback drops and scales the same elements`() {
    var generator = SeededGenerator(seed: 371)
    var data = TestData(seed: 371)
    let x = data.tensor([6, 9], in: 1...2)
    let (output, pullback) = Attention::dropout(x, rate: 0.4, using: &generator)
    let upstream = data.upstream([6, 9])
    let back = pullback(upstream)
    for offset in 0..<x.count {
      let factor: Float = output[offset] == 0 ? 0 : 1 / (1 - 0.4)
      #expect(abs(back[offset] - factor * upstream[offset]) < 1e-6)
    }
    #expect(pullback(upstream) == back)
  }

  @Test func `3.7 a rate of 0 changes nothing and takes no numbers`() {
    var generator = SeededGenerator(seed: 372)
    let before = generator
    var data = TestData(seed: 372)
    let x = data.tensor([3, 4])
    let (output, pullback) = Attention::dropout(x, rate: 0, using: &generator)
    #expect(output == x)
    #expect(pullback(x) == x)
    #expect(generator == before)
  }

  @Test func `3.7 two calls drop different elements, equal generators the same`() {
    let x = Tensor(repeating: 1, shape: [10, 10])
    var (first, second) = (SeededGenerator(seed: 1), SeededGenerator(seed: 1))
    let a = Attention::dropout(x, rate: 0.5, using: &first).output
    #expect(Attention::dropout(x, rate: 0.5, using: &second).output == a)
    #expect(Attention::dropout(x, rate: 0.5, using: &first).output != a)
  }

  @Test func `3.7 what is dropped does not depend on the number of threads`() {
    let x = Tensor(repeating: 1, shape: [300, 129])
    let results = onEachThreadCount {
      var generator = SeededGenerator(seed: 373)
      return Attention::dropout(x, rate: 0.3, using: &generator).output
    }
    #expect(results[1] == results[0])
    #expect(results[2] == results[0])
  }

  @Test func `3.7 an empty tensor has nothing to drop`() {
    var generator = SeededGenerator(seed: 374)
    let y = Attention::dropout(Tensor(zeros: [0, 4]), rate: 0.5, using: &generator).output
    #expect(y.shape == [0, 4])
  }

  @Test func `3.7 a rate outside of 0 ..< 1 is refused`() async {
    await #expect(processExitsWith: .failure) {
      var generator = SeededGenerator(seed: 1)
      _ = Attention::dropout(Tensor([1]), rate: 1, using: &generator)
    }
    await #expect(processExitsWith: .failure) {
      var generator = SeededGenerator(seed: 1)
      _ = Attention::dropout(Tensor([1]), rate: -0.1, using: &generator)
    }
  }
}
