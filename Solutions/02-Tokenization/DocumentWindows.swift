/// Where the windows of documents begin: at a document's first token, then every `stride` tokens
/// inside it.
///
///     // three documents, each ended by 0
///     documentWindowStarts(in: [7, 7, 7, 0, 8, 8, 0, 9, 9, 0], endOfText: 0,
///                          contextLength: 3, stride: 2)   // [0, 2, 4, 6]
///
/// A model that reads a document from the start sees all that it needs to predict what comes next.
/// A window that starts somewhere may begin after the sentence that the answer is in.
///
/// - Parameters:
///   - tokens: The documents one after the other, each with `endOfText` at its end.
///   - endOfText: The token that ends a document. It belongs to the document that it ends.
///   - contextLength: How many tokens a window has. It may reach into the next documents; where
///     the tokens end before it is full (with the one after it), there is none.
///   - stride: How far apart the windows of one document are. With the length of the longest
///     document, or more, each document has one.
public func documentWindowStarts(
  in tokens: [Int], endOfText: Int, contextLength: Int, stride: Int
) -> [Int] {
  precondition(
    contextLength > 0 && stride > 0,
    "windows of \(contextLength) tokens, \(stride) apart: both must be 1 or more")
  var starts: [Int] = []
  var documentStart = 0
  for position in tokens.indices.dropLast(contextLength) {
    if (position - documentStart).isMultiple(of: stride) { starts.append(position) }
    if tokens[position] == endOfText { documentStart = position + 1 }
  }
  return starts
}
