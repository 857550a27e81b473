import CourseKit
import Foundation
import Pipeline
import Runs
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

struct RunMetricsTests {
  /// Metrics as a run of so many steps would have them, read from JSON as `gpt resume` does.
  private func metrics(steps: Int) throws -> RunMetrics {
    let reports = (0..<steps).map {
      #"{"step": \#($0), "loss": \#(5 - Double($0) / 1000), "gradientNorm": 1, "learningRate": 0.1}"#
    }
    let evaluations = stride(from: 100, through: steps, by: 100).map {
      #"{"step": \#($0), "validationLoss": \#(5.1 - Double($0) / 1000)}"#
    }
    let json = #"""
      {"bigramLoss": 4.2, "steps": [\#(reports.joined(separator: ","))],
       "evaluations": [\#(evaluations.joined(separator: ","))]}
      """#
    return try JSONDecoder().decode(RunMetrics.self, from: Data(json.utf8))
  }

  @Test func `the recent loss is the mean of the last fifty`() throws {
    #expect(RunMetrics(bigramLoss: 1).recentLoss == nil)
    #expect(try metrics(steps: 1).recentLoss == 5)
    // The steps 950 to 999: 5 less the mean 0.9745.
    #expect(abs(try #require(metrics(steps: 1000).recentLoss) - 4.0255) < 1e-12)
  }

  @Test(arguments: [0, 1, 2, 99, 100, 1_001], Language.allCases)
  func `the loss chart of any run is well-formed`(steps: Int, language: Language) throws {
    let chart = try metrics(steps: steps).lossChart(language)
    let svg = chart.svg
    #expect(XMLParser(data: Data(svg.utf8)).parse())
    #expect(!svg.contains("nan") && !svg.contains("inf"))
    #expect(svg.contains(language.text("bigram model", "modelo de bigramas")))
    #expect(svg.contains(language.text("validation", "validação")) || steps < 100)
  }
}
