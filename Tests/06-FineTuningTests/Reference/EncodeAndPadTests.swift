import CourseKit
import FineTuning
import Testing

@Suite struct EncodeAndPadTests {
  @Test func `6.1 shorter sequences are filled up to the longest one`() {
    let batch = FineTuning::pad([[5, 6, 7], [8], [9, 1]], contextLength: 9, padding: 4)
    #expect(batch.tokens == TokenBatch([[5, 6, 7], [8, 4, 4], [9, 1, 4]]))
    #expect(batch.lengths == [3, 1, 2])
  }

  @Test func `6.1 of a sequence that is too long the start is kept`() {
    let batch = FineTuning::pad([[1, 2, 3, 4, 5], [6, 7]], contextLength: 3, padding: 0)
    #expect(batch.tokens == TokenBatch([[1, 2, 3], [6, 7, 0]]))
    #expect(batch.lengths == [3, 2])
  }

  @Test func `6.1 a token that looks like padding is real where it belongs to the text`() {
    let batch = FineTuning::pad([[0, 0], [1, 0, 0]], contextLength: 5, padding: 0)
    #expect(batch.tokens == TokenBatch([[0, 0, 0], [1, 0, 0]]))
    #expect(batch.lengths == [2, 3])
  }

  @Test func `6.1 a text without tokens is one token of padding`() {
    let batch = FineTuning::encodeAndPad(["", "ab"], with: Letters(), contextLength: 4, padding: 9)
    #expect(batch.tokens == TokenBatch([[9, 9], [1, 2]]))
    #expect(batch.lengths == [1, 2])
    #expect(FineTuning::pad([[]], contextLength: 4, padding: 9).tokens == TokenBatch([9]))
  }

  @Test func `6.1 no texts make an empty batch`() {
    let batch = FineTuning::encodeAndPad([], with: Letters(), contextLength: 4, padding: 0)
    #expect(batch.tokens.count == 0)
    #expect(batch.lengths == [])
  }

  @Test func `6.1 lengths that do not fit are refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = PaddedBatch(tokens: TokenBatch([[1, 2]]), lengths: [3])
    }
    await #expect(processExitsWith: .failure) {
      _ = PaddedBatch(tokens: TokenBatch([[1, 2]]), lengths: [0])
    }
    await #expect(processExitsWith: .failure) {
      _ = FineTuning::pad([[1]], contextLength: 0, padding: 0)
    }
  }
}
