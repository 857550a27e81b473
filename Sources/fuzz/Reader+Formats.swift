import Corpora
import CourseKit
import Formats
import Foundation
import Pipeline
import Tensors
import Tokenization

extension Reader {
  /// The readers of self-contained files: third-party formats and a user's data.
  static func formats(in folder: String) throws -> [Reader] {
    let file = ScratchFile(path: folder + "/input")
    let second = ScratchFile(path: folder + "/second")
    let documents = folder + "/documents"
    try FileManager.default.createDirectory(
      atPath: documents, withIntermediateDirectories: true)
    let document = ScratchFile(path: documents + "/input.txt")

    func reader(
      _ name: String, _ samples: [String], read: @escaping @Sendable (_ path: String) throws -> Void
    ) -> Reader {
      Reader(name: name, weight: 10, samples: samples.map { Array($0.utf8) }) { bytes in
        file.write(bytes)
        try read(file.path)
      }
    }

    try SafetensorsFile.write(
      [
        ("wte.weight", Tensor((0..<15).map { Float($0) / 7 }, shape: [5, 3])),
        ("h.0.ln_1.bias", Tensor(zeros: [3])), ("empty", Tensor(zeros: [0, 4])),
      ], integers: [("counts", [1, -2, .max])], metadata: ["step": "12", "name": "é \u{1F642}"],
      to: file.path)
    let safetensors = try [UInt8](Data(contentsOf: URL(fileURLWithPath: file.path)))

    let tokenizer = ByteLevelBPE(
      documents: ["low lower lowest, new newer newest. Ação não é à toa."], vocabularySize: 280)
    let merges = tokenizer.merges.map {
      GPT2Vocabulary.Merge(tokenizer.tokens[$0.left], tokenizer.tokens[$0.right])
    }
    try GPT2Vocabulary(tokens: tokenizer.tokens, merges: merges)
      .write(vocabularyPath: file.path, mergesPath: second.path)
    let vocabulary = try String(contentsOfFile: file.path, encoding: .utf8)
    let mergeList = try String(contentsOfFile: second.path, encoding: .utf8)
    try HuggingFaceConfiguration(
      layerCount: 12, headCount: 12, embeddingWidth: 768, contextLength: 1024,
      vocabularySize: 50_257, activation: .geluTanh, layerNormEpsilon: 1e-5,
      tiesWordEmbeddings: true
    ).write(to: file.path)
    let configuration = try String(contentsOfFile: file.path, encoding: .utf8)

    return [
      Reader(name: "safetensors", weight: 15, samples: [safetensors], hasHeader: true) { bytes in
        file.write(bytes)
        let file = try SafetensorsFile(readingFrom: file.path)
        for name in file.names {
          do { _ = try file.tensor(name) } catch is InputError { _ = try file.integers(name) }
        }
      },
      reader("vocab.json", [vocabulary]) { path in
        second.write(Array(mergeList.utf8))
        try use(GPT2Vocabulary(vocabularyPath: path, mergesPath: second.path))
      },
      reader("merges.txt", [mergeList]) { path in
        second.write(Array(vocabulary.utf8))
        try use(GPT2Vocabulary(vocabularyPath: second.path, mergesPath: path))
      },
      reader("config.json", [configuration]) { path in
        _ = try HuggingFaceConfiguration(readingFrom: path)
      },
      reader("text", texts) { path in
        let documents = PretrainingData.documents(of: try PretrainingData.text(at: path))
        for document in documents.prefix(4) {
          let ids = tokenizer.encode(document)
          guard Array(tokenizer.decode(ids).utf8) == Array(document.utf8) else {
            throw Surprise("encoded and decoded, a document is another one")
          }
        }
      },
      reader("table", tables) { path in
        _ = try? LabelledTable(readingFrom: path, options: .init(skipsBadRows: true))
        let table = try LabelledTable(readingFrom: path)
        guard !table.rows.isEmpty, table.skippedCount == 0 else {
          throw Surprise("a table without rows, or one that leaves out rows by itself")
        }
      },
      reader("classes", tables) { path in
        _ = try ClassificationData(readingFrom: path, test: nil, seed: 1)
      },
      reader("instructions", instructions) { path in
        _ = try? InstructionFile(readingFrom: path, skipsBadItems: true)
        let file = try InstructionFile(readingFrom: path)
        guard file.items.allSatisfy({ !$0.response.isEmpty }) else {
          throw Surprise("an instruction without an answer")
        }
      },
      Reader(name: "documents", weight: 5, samples: texts.map { Array($0.utf8) }) { bytes in
        document.write(bytes)
        let library = try RetrievalLibrary(readingFrom: documents)
        _ = library.search("Who found the kite?", count: 3)
      },
    ]
  }

  private static func use(_ file: GPT2Vocabulary) throws {
    let tokenizer = try ByteLevelBPE(
      tokens: file.tokens, merges: file.merges.map { (left: $0.first, right: $0.second) })
    _ = tokenizer.decode(tokenizer.encode("lowest não é\n\u{1F642}"))
  }

  private static let texts = [
    "Ana found a red kite in the park.\n\nBruno não o viu.\r\n<|endoftext|>\nLia ran.<|endoftext|>",
    "\u{FEFF}One line, 日本語 🙂 e\u{301}.", String(repeating: "word ", count: 200),
  ]

  private static let tables = [
    "ham\tSee you \"later\", ok\nspam\tWIN a prize now\nham\tfine\nspam\tclick here\nham\tyes\nspam\tfree\n",
    "label,text\nham,\"a, b\"\"c\"\"\"\nspam,win\nham,fine\nspam,free\nham,yes\nspam,now\n",
    "v1,v2,,,\r\nham,one,,,\r\nspam,two,,,\r\nham,three,,,\r\nspam,four,,,\r\nham,five,,,\r\nspam,six,,,\r\n",
    "Texto;Categoria\num;ham\ndois;spam\ntrês;ham\nquatro;spam\ncinco;ham\nseis;spam\n",
  ]

  private static let instructions = [
    #"[{"instruction": "Say hi.", "input": "", "output": "Hi."}, {"instruction": "Add.", "input": "1, 2", "output": "3"}]"#,
    "{\"instruction\": \"Say hi.\", \"output\": \"Hi.\"}\n{\"instruction\": \"Go\", \"input\": \"x\", \"output\": \"y\"}\n",
    #"[{"messages": [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Hi"}, {"role": "assistant", "content": [{"type": "text", "text": "Hello"}]}]}]"#,
    "{\"conversations\": [{\"from\": \"human\", \"value\": \"a\"}, {\"from\": \"gpt\", \"value\": \"b\"}]}\n",
  ]
}

/// A wrong result of a reader that did not report an error.
struct Surprise: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
