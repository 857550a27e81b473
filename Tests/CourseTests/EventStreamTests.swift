import Catalogue
import CourseKit
import Foundation
import Testing

@testable import course

/// A run recorded from Swift 6.3.1: a failed test with output, one that passed, one that was cancelled
/// for another's hole, one that threw, and one that was still running when the file ends.
struct EventStreamTests {
  static let recorded = #"""
    {"kind":"test","payload":{"displayName":"3.4 causal","id":"T.`3.4 causal`()\/T.swift:2:2","isParameterized":false,"kind":"function","name":"`3.4 causal`()"},"version":"6.3.0"}
    {"kind":"test","payload":{"displayName":"3.1 other","id":"T.`3.1 other`()\/T.swift:7:2","isParameterized":false,"kind":"function","name":"`3.1 other`()"},"version":"6.3.0"}
    {"kind":"test","payload":{"displayName":"3.5 other","id":"T.`3.5 other`()\/T.swift:10:2","isParameterized":false,"kind":"function","name":"`3.5 other`()"},"version":"6.3.0"}
    {"kind":"test","payload":{"displayName":"3.7 other","id":"T.`3.7 other`()\/T.swift:11:2","isParameterized":false,"kind":"function","name":"`3.7 other`()"},"version":"6.3.0"}
    {"kind":"test","payload":{"displayName":"3.8 slow","id":"T.`3.8 slow`()\/T.swift:12:2","isParameterized":false,"kind":"function","name":"`3.8 slow`()"},"version":"6.3.0"}
    {"kind":"event","payload":{"instant":{"absolute":16730.25,"since1970":1795182501.3},"kind":"runStarted","messages":[{"symbol":"default","text":"Test run started."}]},"version":"6.3.0"}
    {"kind":"event","payload":{"instant":{"absolute":16730.5,"since1970":1795182501.5},"kind":"testStarted","messages":[{"symbol":"default","text":"Test \"3.4 causal\" started."}],"testID":"T.`3.4 causal`()\/T.swift:2:2"},"version":"6.3.0"}
    {"kind":"event","payload":{"attachment":{"path":"\/tmp\/att\/3.4-output.txt"},"instant":{"absolute":16730.54,"since1970":1795182501.5},"kind":"valueAttached","messages":[{"symbol":"_attachment","text":"Attached '3.4-output.txt' to \"3.4 causal\"."},{"symbol":"details","text":"Written to '\/tmp\/att\/3.4-output.txt'."}],"testID":"T.`3.4 causal`()\/T.swift:2:2"},"version":"6.3.0"}
    {"kind":"event","payload":{"instant":{"absolute":16730.54,"since1970":1795182501.5},"issue":{"isFailure":true,"isKnown":false,"severity":"error"},"kind":"issueRecorded","messages":[{"symbol":"fail","text":"Caught error: E()"}],"testID":"T.`3.7 other`()\/T.swift:11:2"},"version":"6.3.0"}
    {"kind":"event","payload":{"instant":{"absolute":16730.58,"since1970":1795182501.5},"kind":"testCancelled","messages":[],"testID":"T.`3.5 other`()\/T.swift:10:2"},"version":"6.3.0"}
    {"kind":"event","payload":{"instant":{"absolute":16730.58,"since1970":1795182501.5},"kind":"testCaseCancelled","messages":[],"testID":"T.`3.5 other`()\/T.swift:10:2"},"version":"6.3.0"}
    {"kind":"event","payload":{"instant":{"absolute":16730.58,"since1970":1795182501.5},"kind":"testEnded","messages":[{"symbol":"pass","text":"Test \"3.1 other\" passed after 0.042 seconds."}],"testID":"T.`3.1 other`()\/T.swift:7:2"},"version":"6.3.0"}
    {"kind":"event","payload":{"instant":{"absolute":16730.58,"since1970":1795182501.5},"kind":"testEnded","messages":[{"symbol":"fail","text":"Test \"3.7 other\" failed after 0.042 seconds with 1 issue."}],"testID":"T.`3.7 other`()\/T.swift:11:2"},"version":"6.3.0"}
    {"kind":"event","payload":{"instant":{"absolute":16730.58,"since1970":1795182501.5},"kind":"testEnded","messages":[{"symbol":"skip","text":"Test \"3.5 other\" was cancelled after 0.042 seconds: \"3.5 needs 3.1, which is not \"started\".\""}],"testID":"T.`3.5 other`()\/T.swift:10:2"},"version":"6.3.0"}
    {"kind":"event","payload":{"instant":{"absolute":16731.0,"since1970":1795182501.9},"issue":{"isFailure":true,"isKnown":false,"severity":"error"},"kind":"issueRecorded","messages":[{"symbol":"fail","text":"Issue recorded"},{"symbol":"details","text":"3.4: scores of [2, 2]: yours is 1, expected “−∞”.\nThis is what comes out."}],"testID":"T.`3.4 causal`()\/T.swift:2:2"},"version":"6.3.0"}
    {"kind":"event","payload":{"instant":{"absolute":16731.25,"since1970":1795182501.9},"kind":"testEnded","messages":[{"symbol":"fail","text":"Test \"3.4 causal\" failed after 0.458 seconds with 1 issue."}],"testID":"T.`3.4 causal`()\/T.swift:2:2"},"version":"6.3.0"}
    {"kind":"event","payload":{"instant":{"absolute":16731.25,"since1970":1795182501.9},"kind":"testEn
    """#

  let stream = EventStream(recorded)

  func test(_ number: String) throws -> EventStream.Test {
    try #require(stream.tests.first { $0.exercise == number })
  }

  func exercise(_ number: String) -> Exercise {
    Exercise(
      number, Text("one", "um"), file: "One.swift", difficulty: .easy, minutes: 5, hints: [])
  }

  func result(_ number: String) throws -> ExerciseResult {
    try ExerciseResult(exercise(number), tests: [test(number)], .english)
  }

  @Test func `the tests are there in order, and a line that was cut is passed over`() {
    #expect(stream.tests.map(\.exercise) == ["3.4", "3.1", "3.5", "3.7", "3.8"])
    #expect(!stream.hasEnded)
  }

  @Test func `a failure has the grader's whole message, its output and its time`() throws {
    let test = try test("3.4")
    #expect(test.attachments == ["3.4-output.txt": "/tmp/att/3.4-output.txt"])
    #expect(test.seconds == 0.75)
    let result = try result("3.4")
    #expect(result.outcome == .failed)
    #expect(
      result.message == "3.4: scores of [2, 2]: yours is 1, expected “−∞”.\nThis is what comes out."
    )
  }

  @Test func `an issue without a comment has what Swift Testing says`() throws {
    #expect(try result("3.7").message == "Caught error: E()")
  }

  @Test func `what ended without an issue has passed`() throws {
    #expect(try result("3.1").outcome == .passed)
  }

  @Test func `a cancelled test is blocked by the exercise that its reason names`() throws {
    let result = try result("3.5")
    #expect(result.outcome == .blocked)
    #expect(result.blocker == "3.1")
    #expect(result.message == "3.5 needs 3.1, which is not \"started\".")
  }

  @Test func `what did not end, or has no test, has not passed`() throws {
    #expect(try result("3.8").outcome == .failed)
    #expect(ExerciseResult(exercise("3.9"), tests: [], .english).outcome == .failed)
  }

  @Test func `the graders of graders are told from graders`() {
    func isSecond(_ name: String) -> Bool { EventStream.Test(name: name).isGraderOfGraders }
    #expect(isSecond("3.4 grader"))
    #expect(!isSecond("3.4 causal mask hides the future"))
    #expect(!isSecond("8.4 the best grader"))
  }

  @Test func `a filter names exercises and no others`() throws {
    let filter = try Regex(GraderRun.filter(for: [exercise("3.4"), exercise("3.9")]))
    #expect("T.`3.4 causal`()".contains(filter))
    #expect("T.`3.9 x`()".contains(filter))
    for other in ["T.`3.40 x`()", "T.`13.4 x`()", "T.`324 x`()", "T.`3.5 like 3.4 x`()"] {
      #expect(!other.contains(filter))
    }
  }
}
