import CourseKit
import Foundation
import Pipeline
import TestSupport
import Testing

/// `gpt report` as a user runs it.
@Suite(.serialized) struct ReportCommandTests {
  private static let sizes =
    ["--steps", "6", "--batch", "2", "--accumulation", "3", "--learning-rate", "0.0007"]
    + ["--vocabulary", "300", "--context", "16", "--layers", "1", "--heads", "2"]
    + ["--width", "16", "--dropout", "0.3", "--prompt", "it's", "--seed", "5"]

  @Test func `the page says the command that makes its run, and says where it is`() throws {
    try withTemporaryFolder { folder in
      let text = String(repeating: "The <b>cat</b> sat on the mat & it's fine. ", count: 200)
      try put(text, at: folder + "/my text")
      #expect(
        try gpt(["pretrain", "--text", "my text", "--run", "a"] + Self.sizes, in: folder).status
          == 0)
      let outcome = try gpt(["report"], in: folder)
      #expect(outcome.status == 0 && outcome.output == "runs/a/report.html\n")
      #expect(outcome.errors.hasPrefix("Chapters"))
      let page = try bytes(of: folder + "/runs/a/report.html")
      let html = String(decoding: page, as: UTF8.self)
      // What gpt pretrain makes of its options, and what the page makes of that, are inverse.
      let command = try #require(html.firstMatch(of: /gpt pretrain --text ([^<]*)</)).output.1
      for option in ["--steps 6", "--accumulation 3", "--learning-rate 0.0007", "--dropout 0.3"] {
        #expect(command.contains(option))
      }
      #expect(command.hasPrefix("&#39;my text&#39; --steps"))
      // The page may be passed on: nothing tells where on this computer the run was made.
      #expect(!html.contains(folder) && !html.contains((folder as NSString).lastPathComponent))
      #expect(command.contains(#"--prompt &#39;it&#39;\&#39;&#39;s&#39; --seed 5"#))
      #expect(html.contains(" report --run a<"))
      #expect(!html.contains("<b>"))

      #expect(try gpt(["report", "--run", "a"], in: folder).status == 0)
      #expect(try bytes(of: folder + "/runs/a/report.html") == page)
      let other = try gpt(["report", "--language", "pt"], in: folder)
      #expect(other.status == 0 && other.errors.hasPrefix("Chapters"))
      #expect(try bytes(of: folder + "/runs/a/report.html") != page)
    }
  }

  @Test func `a model's page is written whole, where it is told to`() throws {
    try withTemporaryFolder { folder in
      try put(String(repeating: "The cat sat on the mat. ", count: 200), at: folder + "/text")
      #expect(
        try gpt(["pretrain", "--text", "text", "--run", "a"] + Self.sizes, in: folder).status == 0)
      let share = ["share", "--model", "pretrained"]
      let outcome = try gpt(share, in: folder)
      #expect(outcome.status == 0 && outcome.output == "runs/a/share.html\n")
      #expect(outcome.errors.hasSuffix(" MB: any browser opens it.\n"))
      let page = try bytes(of: folder + "/runs/a/share.html")
      #expect(try gpt(share + ["--output", "page.html"], in: folder).output == "page.html\n")
      #expect(try bytes(of: folder + "/page.html") == page)

      // It has no assistant, and its model has seen no questions.
      let without = try gpt(["share"], in: folder)
      #expect(without.status == 1 && without.errors.contains("gpt instruct --run a"))
      #expect(!String(decoding: page, as: UTF8.self).contains(#""withStory""#))
      let nowhere = try gpt(share + ["--output", "none/page.html"], in: folder)
      #expect(nowhere.status == 1 && nowhere.output == "")
    }
  }

  @Test func `where there is no run one line says so`() throws {
    try withTemporaryFolder { folder in
      for (language, words) in [
        ("en", "There is no run none"), ("pt", "Não existe a execução none"),
      ] {
        let outcome = try gpt(["report", "--run", "none"], in: folder, language: language)
        #expect(outcome.status == 1 && outcome.output == "")
        #expect(outcome.errors.hasPrefix("gpt: " + words))
        #expect(outcome.errors.split(separator: "\n").count == 1)
      }
    }
  }
}
