import Testing
import Tokenization

@Test func `2.7 the target is the input one position further`() {
  let windows = Tokenization::slidingWindows(
    over: [5, 8, 2, 9, 4], contextLength: 2, stride: 2)
  #expect(windows.map { Array($0.input) } == [[5, 8], [2, 9]])
  #expect(windows.map { Array($0.target) } == [[8, 2], [9, 4]])
}

@Test(arguments: 1...6, 1...5)
func `2.7 windows begin every stride and each one is full`(contextLength: Int, stride: Int) {
  for count in 0...23 {
    let tokens = (0..<count).map { $0 * 10 }
    let windows = Tokenization::slidingWindows(
      over: tokens, contextLength: contextLength, stride: stride)
    // The last target of the window at s is the token s + contextLength.
    #expect(
      windows.count == (count > contextLength ? (count - contextLength - 1) / stride + 1 : 0))
    for (number, window) in windows.enumerated() {
      let start = number * stride
      #expect(Array(window.input) == (start..<start + contextLength).map { $0 * 10 })
      #expect(Array(window.target) == (start + 1...start + contextLength).map { $0 * 10 })
    }
  }
}

@Test func `2.7 a text that is too short has no window`() {
  #expect(Tokenization::slidingWindows(over: [], contextLength: 3, stride: 1).isEmpty)
  #expect(Tokenization::slidingWindows(over: [1, 2, 3], contextLength: 3, stride: 1).isEmpty)
  #expect(Tokenization::slidingWindows(over: [1, 2, 3, 4], contextLength: 3, stride: 9).count == 1)
}

@Test func `2.7 with a stride of the context each token is a target once`() {
  let tokens = Array(0..<41)
  let targets = Tokenization::slidingWindows(over: tokens, contextLength: 8, stride: 8)
    .flatMap(\.target)
  #expect(targets == Array(1...40))
}

@Test func `2.7 windows may begin with documents`() {
  // Documents of 3, 2, 0 and 2 tokens, each ended by 0.
  let tokens = [7, 7, 7, 0, 8, 8, 0, 0, 9, 9, 0]
  func starts(_ contextLength: Int, stride: Int) -> [Int] {
    Tokenization::documentWindowStarts(
      in: tokens, endOfText: 0, contextLength: contextLength, stride: stride)
  }
  #expect(starts(2, stride: 100) == [0, 4, 7, 8])
  #expect(starts(3, stride: 100) == [0, 4, 7])
  #expect(starts(2, stride: 2) == [0, 2, 4, 6, 7, 8])
  #expect(starts(2, stride: 1) == Array(0...8))
  #expect(starts(10, stride: 100) == [0])
  #expect(starts(11, stride: 100) == [])
}
