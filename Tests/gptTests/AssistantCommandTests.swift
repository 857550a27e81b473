import Console
import CourseKit
import Foundation
import InstructionTuning
import Pipeline
import Runs
import TestSupport
import Testing

/// `gpt instruct`, `ask`, `chat` and `evaluate`, as a user runs them.
@Suite(.serialized) struct AssistantCommandTests {
  /// All at once, as a file that is given to it.
  private func chat(
    _ script: [UInt8], _ words: [String] = [], in folder: String, language: String = "en"
  ) throws -> Outcome {
    try gpt(["chat"] + words, in: folder, language: language, input: Data(script))
  }

  /// A folder with a run `a` whose assistant has learned nothing.
  private func withAssistant(
    _ model: TrainedModel = untrainedModel(), _ body: (String, RunFolder) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      let run = RunFolder(path: folder + "/runs/a")
      try model.save(to: run)
      try run.save(model, emptyResults())
      try body(folder, run)
    }
  }

  // MARK: Instruct and evaluate

  @Test func `instruct makes an assistant, evaluate measures it`() throws {
    try withTemporaryFolder { folder in
      let run = RunFolder(path: folder + "/runs/a")
      try untrainedModel().save(to: run)
      for words in [["ask", "Who?"], ["chat"]] {
        let none = try gpt(words, in: folder)
        #expect(none.status == 1)
        #expect(none.errors.contains("gpt instruct --run a"))
      }
      let words = ["instruct", "--quick", "--steps", "4", "--examples", "50", "--threads", "1"]
      let made = try gpt(words, in: folder)
      #expect(made.status == 0)
      #expect(made.output.contains("find who") && made.output.contains("runs/a"))
      #expect(made.output.contains("Typed by hand") && made.output.contains("same kind twice"))
      let first = try bytes(of: run.assistantFile)
      let again = try gpt(words + ["--json"], in: folder, language: "pt")
      #expect(try again.json()["testCount"] as? Int != nil)
      #expect(try bytes(of: run.assistantFile) == first)

      let results = try #require(try run.assistantResults())
      let measured = try gpt(["evaluate", "--json"], in: folder).json()
      let assistant = try #require(measured["assistant"] as? [String: [String: Any]])
      let all = try #require(assistant["tuned"]?["all"] as? [String: Any])
      let rougeL = try #require(all["rougeL"] as? Double)
      #expect(abs(rougeL - results.tuned.all.rougeL) < 1e-12)
      let typed = try #require(measured["typedByHand"] as? [String: [String: Any]])
      let typedAll = try #require(typed["tuned"]?["all"] as? [String: Any])
      #expect(typedAll["count"] as? Int == results.typedByHand?.tuned.all.count)
      let losses = try #require(measured["losses"] as? [String: Double])
      #expect(Set(losses.keys) == ["bigram", "model", "int8"])
      #expect(try gpt(["evaluate"], in: folder, language: "pt").output.contains("int8"))
    }
  }

  @Test func `instructions of one's own, and bad ones`() throws {
    try withAssistant { folder, run in
      let old = try bytes(of: run.assistantFile)
      try put("[{\"instruction\": \"a\"}]", at: folder + "/bad.json")
      for path in ["bad.json", "none.json"] {
        let outcome = try gpt(["instruct", "--data", path], in: folder)
        #expect(outcome.status == 1 && outcome.output == "")
        #expect(outcome.errors.contains(path))
      }
      #expect(try bytes(of: run.assistantFile) == old)
      let lines = (0..<40).map {
        "{\"instruction\": \"Say \($0).\", \"output\": \"\($0 == 7 ? String(repeating: "x ", count: 300) : "\($0)")\"}"
      }
      try put(lines.joined(separator: "\n"), at: folder + "/own.json")
      let words = ["instruct", "--data", "own.json", "--steps", "3", "--template", "sections"]
      let made = try gpt(words + ["--no-comparison"], in: folder)
      #expect(made.status == 0)
      #expect(made.errors.contains("longer than the model's 96 tokens: 1\n"))
      #expect(try bytes(of: run.assistantFile) != old)
      #expect(try run.assistantResults()?.template.style == .sections)
    }
  }

  @Test func `a tuning that Ctrl-C stops leaves the assistant that was there`() throws {
    try withAssistant { folder, run in
      let files = [run.assistantFile, run.assistantResultsFile, run.modelFile]
      let old = try files.map(bytes(of:))
      let long = String(repeating: "x ", count: 300)
      let lines = ((0..<30).map(String.init) + [long]).map {
        "{\"instruction\": \"\($0)\", \"output\": \"\($0)\"}"
      }
      try put(lines.joined(separator: "\n"), at: folder + "/own.json")
      let words = ["instruct", "--steps", "1000000", "--data", "own.json"]
      let outcome = try gpt(words, in: folder) { process, _, output in
        // What is too long is told just before the tuning begins.
        for _ in 0..<10_000 {
          let told = String(decoding: try bytes(of: folder + "/.errors"), as: UTF8.self)
          if told.contains("longer") { break }
          usleep(1_000)
        }
        kill(process.processIdentifier, SIGINT)
        return String(decoding: output.readDataToEndOfFile(), as: UTF8.self)
      }
      #expect(outcome.status == 130)
      #expect(outcome.errors.contains("gpt instruct --run a"))
      #expect(try files.map(bytes(of:)) == old)
    }
  }

  // MARK: Ask

  @Test func `ask answers, in JSON and in words, with beams and int8`() throws {
    try withAssistant { folder, run in
      let words = ["ask", "Who ran?", "--passage", "Tom ran.", "--max-tokens", "8"]
      let answer = try AssistantResponder(readingFrom: run)
        .answer(to: "Who ran?", input: "Tom ran.", maxTokens: 8)
      let result = try gpt(words + ["--json"], in: folder).json()
      let answers = try #require(result["answers"] as? [[String: Any]])
      #expect(answers.count == 1 && answers[0]["answer"] as? String == answer)
      try put("Tom ran.\n", at: folder + "/passage")
      let fromFile =
        ["ask", "Who ran?", "--passage-file", "passage", "--max-tokens", "8", "--json"]
      #expect(
        (try gpt(fromFile, in: folder).json()["answers"] as? [[String: Any]])?[0]["answer"]
          as? String == answer)
      let beams = try gpt(words + ["--json", "--beams", "3"], in: folder).json()
      let found = try #require(
        (beams["answers"] as? [[String: Any]])?[0]["candidates"] as? [[String: Any]])
      #expect(found.count == 3)
      for extra in [
        ["--int8"], ["--model", "pretrained"], ["--temperature", "1"], ["--beams", "2", "--int8"],
      ] {
        #expect(try gpt(words + extra, in: folder, language: "pt").status == 0)
      }
    }
  }

  @Test func `documents: the right file is named, or that nothing was found`() throws {
    try withAssistant { folder, _ in
      let documents = folder + "/notes/deep"
      try FileManager.default.createDirectory(
        atPath: documents, withIntermediateDirectories: true)
      try put("Tom ran.\n\nAna saw\na heron.", at: documents + "/ana.md")
      try put("Tom slept.", at: folder + "/notes/tom.txt")
      let words = ["ask", "--documents", "notes"]
      let outcome = try gpt(words + ["Who saw the heron?"], in: folder)
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("deep/ana.md, line 3:\n  │ Ana saw a heron."))
      #expect(!outcome.output.contains("tom.txt"))
      let result = try gpt(words + ["Who saw the zebra?", "--json"], in: folder).json()
      #expect((result["answers"] as? [[String: Any]])?.first?["line"] as? Int == 3)
      #expect(result["unknownWords"] as? [String] == ["zebra"])
      let none = try gpt(words + ["Who is the pope?"], in: folder, language: "pt")
      #expect(none.status == 0 && none.output.hasPrefix("Nada de relevante"))
      try FileManager.default.createDirectory(
        atPath: folder + "/bare", withIntermediateDirectories: true)
      for path in ["nowhere", "runs/a/model.safetensors", "bare"] {
        let bad = try gpt(["ask", "Who?", "--documents", path], in: folder)
        #expect(bad.status == 1 && bad.output == "")
        #expect(bad.errors.contains(path) && bad.errors.split(separator: "\n").count == 1)
      }
    }
  }

  @Test(arguments: [
    ["ask"], ["ask", " \n"], ["ask", "a", "--passage", "b", "--documents", "c"],
    ["ask", "a", "--beams", "0"], ["ask", "a", "--beams", "2", "--temperature", "1"],
    ["chat", "--passage", "a", "--passage-file", "b"], ["instruct", "--template", "poem"],
    ["instruct", "--steps", "0"],
  ])
  func `words that make no sense end with status 64 and one line`(words: [String]) throws {
    try withTemporaryFolder { folder in
      for language in ["en", "pt-BR"] {
        let outcome = try gpt(words, in: folder, language: language)
        #expect(outcome.status == 64 && outcome.output == "")
        #expect(outcome.errors.split(separator: "\n").count == 1)
      }
    }
  }

  // MARK: Chat

  @Test func `a talk from a script`() throws {
    let lineBreak = untrainedModel().tokenizer.encode("\n")[0]
    try withAssistant(untrainedModel().without(token: lineBreak)) { folder, run in
      let script = """
        /passage Tom found a kite.\r
        Who found a kite?

        /passage
        /nonsense
        /reset
        Who found a kite?
        /quit
        Who?
        """
      let outcome = try chat(Array(script.utf8), ["--max-tokens", "8"], in: folder)
      #expect(outcome.status == 0)
      let answer = try AssistantResponder(readingFrom: run)
        .answer(to: "Who found a kite?", input: "Tom found a kite.", maxTokens: 8)
      let lines = outcome.output.split(separator: "\n").map(String.init)
      #expect(lines.count == 5)
      #expect(lines[0].trimmingCharacters(in: .whitespaces) == printable(answer))
      #expect(lines[1] == "Tom found a kite.")
      #expect(lines[2].contains("/nonsense") && lines[4] == lines[0])
      #expect(outcome.errors.hasPrefix("Chapters"))
    }
  }

  @Test func `bytes that are no text end the talk of a pipe, with the number of the line`() throws {
    try withAssistant { folder, _ in
      for bytes in [[0xC3], [0xFF, 0x00, 0x1B], [0xE3, 0x6F]] as [[UInt8]] {
        let script = Array("/passage\ncaf".utf8) + bytes + Array("\n/passage\n".utf8)
        let outcome = try chat(script, ["--max-tokens", "3"], in: folder, language: "pt")
        #expect(outcome.status == 1)
        #expect(outcome.output == "Não há texto: /passage TEXTO dá um.\n")
        #expect(outcome.errors.contains("A linha 2 da entrada padrão não está em UTF-8"))
      }
    }
  }

  @Test func `control characters, and the last line without an end, are taken`() throws {
    try withAssistant { folder, _ in
      let script = Array("caf\na".utf8) + [0x00, 0x1B, 0x0A] + Array("/passage".utf8)
      let outcome = try chat(script, ["--max-tokens", "3"], in: folder, language: "pt")
      #expect(outcome.status == 0)
      #expect(outcome.output.hasSuffix("Não há texto: /passage TEXTO dá um.\n"))
      #expect(outcome.output.split(separator: "\n").count >= 3)
      #expect(try chat([], in: folder).output == "")
    }
  }

  @Test func `a letter may come in pieces`() throws {
    try withAssistant { folder, _ in
      let outcome = try gpt(["chat"], in: folder) { _, input, output in
        for piece in [Array("/passage Caf".utf8) + [0xC3], [0xA9], Array(".\n/passage\n".utf8)] {
          try input.write(contentsOf: Data(piece))
          usleep(100_000)
        }
        try input.close()
        return String(decoding: output.readDataToEndOfFile(), as: UTF8.self)
      }
      #expect(outcome.output == "\nCafé.\n\n")
    }
  }

  @Test func `Ctrl-C stops the answer and not the program`() throws {
    let model = untrainedModel()
    let endless = model.without(token: try #require(model.tokenizer.endOfText))
    try withAssistant(endless) { folder, _ in
      let words = ["chat", "--max-tokens", "1000000", "--temperature", "1"]
      let outcome = try gpt(words, in: folder) { process, input, output in
        var text = Data()
        for _ in 0..<2 {
          try input.write(contentsOf: Data("Who?\n".utf8))
          let before = text.count
          while text.count < before + 200 { text += output.availableData }
          kill(process.processIdentifier, SIGINT)
          while !String(decoding: text, as: UTF8.self).hasSuffix("(stopped)\n") {
            let more = output.availableData
            try #require(!more.isEmpty, "it has ended")
            text += more
          }
        }
        try input.write(contentsOf: Data("/passage\n".utf8))
        try input.close()
        return String(decoding: text + output.readDataToEndOfFile(), as: UTF8.self)
      }
      #expect(outcome.status == 0)
      #expect(
        outcome.output.hasSuffix("(stopped)\nThere is no passage: /passage TEXT gives one.\n"))
    }
  }

  @Test func `Ctrl-C while a script is silent ends it, as it does other programs`() throws {
    try withAssistant { folder, _ in
      let outcome = try gpt(["chat"], in: folder) { process, input, output in
        try input.write(contentsOf: Data("/passage\n".utf8))
        _ = output.availableData  // now it waits
        kill(process.processIdentifier, SIGINT)
        process.waitUntilExit()
        return ""
      }
      #expect(outcome.status == 130)
    }
  }
}
