import CourseKit
import Foundation
import Testing

@testable import Grading

@Suite struct StopReasonTests {
  @Test func `what stands in the gaps is kept, in its order`() {
    let reason = "precondition failed: a tensor of [2, 3] cannot be reshaped to [4]"
    #expect(StopReason.spoken(reason, .english) == reason)
    #expect(
      StopReason.spoken(reason, .portuguese) == "um tensor de [2, 3] não pode virar um de [4]")
    #expect(
      StopReason.spoken(
        "index [1, 2] in a tensor of [2, 3, 4], which has 3 axes and not 2", .portuguese)
        == "índice [1, 2] num tensor de [2, 3, 4], que tem 3 eixos, e não 2")
    #expect(StopReason.spoken("Index out of range", .portuguese) == "índice fora dos limites")
  }

  @Test(arguments: ["my own reason", "a tensor of [2] is odd", ""])
  func `what is not known stays as it is`(_ reason: String) {
    #expect(StopReason.spoken(reason, .portuguese) == reason)
  }

  /// Whoever adds a precondition to what learners call says it in Portuguese too.
  @Test(arguments: ["Tensors", "Modeling", "TensorKernels/Row"])
  func `every precondition that a learner can meet is known in Portuguese`(_ place: String) throws {
    let parts = place.split(separator: "/")
    let folder = CourseChapter.root.appending(path: "Sources/\(parts[0])").path
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
      $0.hasSuffix(".swift") && $0.hasPrefix(parts.count > 1 ? String(parts[1]) : "")
        && $0 != "Todo.swift"
    }
    #expect(!files.isEmpty)
    var found = 0
    for file in files {
      let source = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
      for message in Self.messages(in: source) {
        found += 1
        #expect(StopReason.portuguese(of: message) != nil, "\(file): \(message)")
      }
    }
    #expect(found >= 3)
  }

  /// The messages of a source's preconditions, with a 7 for each interpolation; of two that are joined
  /// by `+`, where each is a literal, the whole.
  private static func messages(in source: String) -> [String] {
    var messages: [String] = []
    let call = /\b(?:precondition|preconditionFailure)\(/
    for match in source.matches(of: call) {
      var depth = 1
      var message = ""
      var rest = source[match.range.upperBound...]
      while depth > 0, let character = rest.popFirst() {
        if character == "(" { depth += 1 }
        if character == ")" { depth -= 1 }
        if character == "\"", depth == 1 { message += literal(&rest) }
      }
      if !message.isEmpty { messages.append(message) }
    }
    return messages
  }

  /// To the quotation mark that ends it.
  private static func literal(_ rest: inout Substring) -> String {
    var text = ""
    while let character = rest.popFirst(), character != "\"" {
      guard character == "\\", rest.first == "(" else {
        text.append(character)
        continue
      }
      var depth = 0
      while let inner = rest.popFirst() {
        if inner == "(" { depth += 1 }
        if inner == ")" { depth -= 1 }
        if depth == 0 { break }
      }
      text += "7"
    }
    return text
  }
}
