import CourseKit
import Foundation
import InstructionTuning
import Runs
import Tensors
import TestSupport
import Testing
import Transformer

@testable import Pipeline

/// What llama.cpp makes of an exported GGUF file.
@Suite(
  .enabled(
    if: PythonPeer.hasLlama,
    "skipped: python3 has neither xllamacpp nor llama-cpp-python"))
struct LlamaTests {
  private struct Message: Encodable {
    let role: String
    let content: String
  }

  private struct Questions: Encodable {
    let texts: [String]
    let prompts: [[Int]]
    let count: Int
    let conversations: [[Message]]
  }

  private struct Answers: Decodable {
    let ids: [[Int]]
    let plainIDs: [[Int]]
    let greedy: [[Int]]
    let prompts: [String]
  }

  private func answers(to questions: Questions, from path: String) throws -> Answers {
    let output = try PythonPeer.output(
      of: ["Tests/Peers/llama_answers.py", path], input: JSONEncoder().encode(questions))
    return try JSONDecoder().decode(Answers.self, from: output)
  }

  private static let texts = [
    "", " ", "a", "Anna found a red kite.", "  two  spaces ", "\n", "a\n\n b\t\r\n",
    "don't I'LL we've",
    "coração, não! àÉîõü", "e\u{301}", "12 345,6 ½ ²", "🙂 👍🏽 👨‍👩‍👧", "日本語 한국 русский",
    "\u{a0}\u{2028}\u{3000}x",
    "<|endoftext|>", "a<|endoftext|> b", "<|endoftext", "“A raposa” — disse…", "x=1;y[2]+=3",
    "\u{0}\u{7f}",
  ]

  /// Each form of a model that there is, in one language or the other. llama.cpp knows one GELU, the tanh one,
  /// and looks it up in a table of 16 bits.
  @Test(arguments: [
    (Language.english, GPTConfiguration.Activation.geluTanh, true),
    (.portuguese, .geluTanh, false), (.english, .gelu, false), (.portuguese, .gelu, true),
  ])
  func `ids, greedy tokens and prompts are the course's`(
    language: Language, activation: GPTConfiguration.Activation, tiesHead: Bool
  ) throws {
    try withQuestionRun(language: language, hasAssistant: true) { model in
      (model.activation, model.tiesHead, model.width) = (activation, tiesHead, 32)
    } _: { folder in
      let trained = try TrainedModel(readingFrom: folder, parameters: \.assistantFile)
      let end = try #require(trained.tokenizer.endOfText)
      let starts = language.text("|Anna|One day, the|Who", "|Ana|Um dia, a|Quem").split(
        separator: "|", omittingEmptySubsequences: false)
      let prompts = starts.map { [end] + trained.tokenizer.encode(String($0)) }
      let (question, passage) = (" Who ran? ", "Ana ran.\n")
      let questions = Questions(
        texts: Self.texts, prompts: prompts, count: 40,
        conversations: [
          [Message(role: "user", content: question)],
          [
            Message(role: "system", content: passage), Message(role: "user", content: question),
            Message(role: "assistant", content: "Ana. "), Message(role: "user", content: "Why?"),
          ],
        ])
      let template = PromptTemplate(language: language)
      let export = try ModelExport(of: folder, .assistant, dropsBias: true)
      for (precision, tolerance) in [
        (ModelExport.Precision.f32, Float(0.01)), (.f16, 0.01), (.q8, 0.1),
      ] {
        let path = "\(folder.path)/\(precision).gguf"
        _ = try export.write(toGGUF: path, precision)
        let answers = try answers(to: questions, from: path)
        for (text, (ids, plain)) in zip(Self.texts, zip(answers.ids, answers.plainIDs)) {
          #expect(
            ids == trained.tokenizer.encode(text, allowingSpecialTokens: true),
            "\(text.debugDescription)")
          #expect(plain == trained.tokenizer.encode(text), "\(text.debugDescription)")
        }
        #expect(answers.greedy.reduce(0) { $0 + $1.count } > questions.count)
        // What it chooses is the likeliest token here too, or as likely but for rounding.
        let model = tiesHead ? trained.model : trained.model.withoutHeadBias
        for (prompt, chosen) in zip(prompts, answers.greedy) {
          var read = prompt
          for token in chosen {
            let logits = model.nextTokenLogits(after: read).scalars
            #expect(
              logits.max()! - logits[token] <= tolerance, "\(precision) after \(read.count) tokens")
            read.append(token)
          }
        }
        #expect(
          answers.prompts == [
            template.prompt(question),
            template.prompt(question, input: passage) + template.continuation("Ana. ")
              + "<|endoftext|>" + template.followUp("Why?"),
          ])
      }
    }
  }
}

extension GPT {
  fileprivate var withoutHeadBias: GPT {
    var model = self
    model.visitParameters(under: "") { name, parameter in
      if name == "lm_head.bias" { parameter = Tensor(zeros: parameter.shape) }
    }
    return model
  }
}
