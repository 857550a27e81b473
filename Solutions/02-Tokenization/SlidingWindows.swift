// MARK: 2.7 Sliding windows

/// A piece of a text to learn from: at each position of the input, the target is the next token.
///
///     tokens   5 8 2 9
///     input    5 8 2
///     target     8 2 9
///
/// Both have `contextLength` tokens and share the memory of the text that they were cut from.
public struct TokenWindow: Equatable, Sendable {
  /// The tokens that the model sees.
  public let input: ArraySlice<Int>

  /// The tokens that it should predict: the input, shifted by one position.
  public let target: ArraySlice<Int>

  /// The window of `contextLength` tokens, and the one after them, that begins at `start`.
  ///
  /// input = tokens[start], …, tokens[start + contextLength − 1]; target = the same, one further.
  public init(of tokens: [Int], start: Int, contextLength: Int) {
    // begin 2.7
    precondition(
      contextLength > 0 && start >= 0 && start + contextLength < tokens.count,
      "a window of \(contextLength) + 1 tokens from \(start) in \(tokens.count) tokens")
    input = tokens[start..<start + contextLength]
    target = tokens[start + 1..<start + contextLength + 1]
    // end 2.7
  }
}

/// Cuts a text into windows: one at 0, one at `stride`, one at 2 · `stride` …
///
///     slidingWindows(over: [5, 8, 2, 9, 4], contextLength: 2, stride: 2)
///     // [5, 8] → [8, 2],  [2, 9] → [9, 4]
///
/// With a stride of `contextLength`, each token but the first is a target once. A smaller stride
/// shows the same tokens with different contexts. Tokens at the end that fill no window are left
/// out; a text of `contextLength` tokens or fewer has none.
public func slidingWindows(over tokens: [Int], contextLength: Int, stride: Int) -> [TokenWindow] {
  // begin 2.7
  windowStarts(tokenCount: tokens.count, contextLength: contextLength, stride: stride)
    .map { TokenWindow(of: tokens, start: $0, contextLength: contextLength) }
  // end 2.7
}

/// Where the windows of ``slidingWindows(over:contextLength:stride:)`` begin.
///
/// There are (tokenCount − contextLength − 1) / stride + 1 of them, rounded down, if tokenCount is
/// more than contextLength, else none.
///
///     windowStarts(tokenCount: 5, contextLength: 2, stride: 2)   // [0, 2]
///     windowStarts(tokenCount: 4, contextLength: 2, stride: 2)   // [0]: a window at 2 has no target
public func windowStarts(tokenCount: Int, contextLength: Int, stride: Int) -> [Int] {
  // begin 2.7
  precondition(
    contextLength > 0 && stride > 0,
    "windows of \(contextLength) tokens, \(stride) apart: both must be 1 or more")
  return Array(Swift.stride(from: 0, to: tokenCount - contextLength, by: stride))
  // end 2.7
}
