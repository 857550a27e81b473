import Catalogue
import CourseKit
import Foundation
import Testing

@testable import course

#if canImport(FoundationXML)
  import FoundationXML
#endif

struct XUnitTests {
  @Test func `a parser reads what was written`() throws {
    let message = "3.4: <[2, 2]> & “−∞”.\nSecond line \u{1B}[0m"
    let exercise = try #require(Catalogue.exercise("3.4"))
    var results: [ExerciseResult] = [
      ExerciseResult(
        exercise: exercise, outcome: .failed, message: message, printed: "]]> & <x>",
        seconds: 0.25)
    ]
    results += try [Outcome.passed, .notStarted].map {
      ExerciseResult(exercise: try #require(Catalogue.exercise("3.1")), outcome: $0)
    }
    results.append(
      ExerciseResult(
        exercise: try #require(Catalogue.exercise("3.2")), outcome: .failed,
        message: "Not graded.", isGraded: false))
    let reader = Reader()
    let parser = XMLParser(data: Data(XUnit(results: results, language: .english).description.utf8))
    parser.delegate = reader
    #expect(parser.parse())
    let suite = try #require(reader.elements.first { $0.name == "testsuite" })
    #expect(suite.attributes["tests"] == "4")
    #expect(suite.attributes["failures"] == "1")
    #expect(suite.attributes["errors"] == "1")
    #expect(reader.elements.first { $0.name == "error" }?.text == "Not graded.")
    #expect(suite.attributes["skipped"] == "1")
    #expect(suite.attributes["time"] == "0.250")
    let failure = try #require(reader.elements.first { $0.name == "failure" })
    #expect(failure.text == message.replacing("\u{1B}", with: "\u{FFFD}"))
    #expect(failure.attributes["message"] == "3.4: <[2, 2]> & “−∞”.")
    #expect(reader.elements.first { $0.name == "system-out" }?.text == "]]> & <x>")
    #expect(reader.elements.count { $0.name == "testcase" } == 4)
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var elements: [(name: String, attributes: [String: String], text: String)] = []
    private var open: [Int] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      open.append(elements.count)
      elements.append((name, attributes, ""))
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      if let place = open.last { elements[place].text += text }
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
      open.removeLast()
    }
  }
}
