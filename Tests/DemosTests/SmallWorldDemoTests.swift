import Corpora
import CourseKit
import ExtensionsSolution
import Formats
import Foundation
import PretrainingSolution
import Runs
import Tensors
import Testing
import TokenizationSolution
import TransformerSolution

@testable import Demos
@testable import Narration

/// What can be known of the demos that train on the small world.
struct SmallWorldDemoTests {
  private func temporaryFolder() -> String {
    FileManager.default.temporaryDirectory.appending(path: "demos-\(UUID().uuidString)").path
  }

  private func tell(_ chapter: Int) throws -> String {
    let folder = temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var text = ""
    let narrator = Narrator(
      language: .english, folder: folder, effort: 0.02, write: { text += $0.description })
    try #require(DemoCatalogue.demo(chapter)).tell(narrator)
    // One line, however it was broken.
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test func `a pretraining that was saved and resumed has the same bits`() throws {
    let text = try tell(5)
    let match = try #require(
      text.firstMatch(of: /Resumed: ([\d,]+) of ([\d,]+) numbers are equal/))
    #expect(match.1 == match.2)
    #expect(match.1.contains(","))
  }

  @Test func `preferences begin at ln 2`() throws {
    let text = try tell(8)
    #expect(text.contains("It begins at ln 2 = 0.693"))
    // Step 0 of the table: m and the loss.
    #expect(text.firstMatch(of: #/ 0 -\d+\.\d+ -\d+\.\d+ 0\.000 0\.693 1 /#) != nil)
  }

  /// All the rest is told with what was learned until then.
  @Test(arguments: 3...8)
  func `every training of a demo can be left for the next section`(_ chapter: Int) throws {
    let folder = temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var (asked, left, text) = (0, 0, "")
    let narrator = Narrator(
      language: .english, folder: folder, isTerminal: true, effort: 0.03,
      leavesTraining: {
        asked += 1
        if asked % 3 == 0 { left += 1 }
        return asked % 3 == 0
      }, write: { text += $0.description })
    try #require(DemoCatalogue.demo(chapter)).tell(narrator)
    #expect(left >= 1)
    #expect(asked == 3 * left, "a training went on after it was left")
    #expect(text.contains("Try it yourself"))
    #expect(!narrator.pictures.isEmpty)
  }

  // MARK: Multiplications

  private func configuration(layers: Int) -> GPTConfiguration {
    GPTConfiguration(
      vocabularySize: 10, contextLength: 8, layerCount: layers, headCount: 2, width: 4)
  }

  @Test func `multiplications are counted as on paper`() {
    let one = configuration(layers: 1)
    // 12 · 16 + 2 · 3 · 4 + 10 · 4
    #expect(ExtensionsDemo.multiplicationsWithCache(one, length: 3) == 256)
    // 2 · 3 · 16 + 10 · 16 + 2 · 3 · 4 + 10 · 4
    #expect(ExtensionsDemo.multiplicationsWithoutCache(one, length: 3) == 320)
    // One whole block more: 12 · 3 · 16 + 3 · 4 · 4
    #expect(
      ExtensionsDemo.multiplicationsWithoutCache(configuration(layers: 2), length: 3)
        == 320 + 624)
  }

  @Test(arguments: 1...3)
  func `the first token costs the same with a cache and without`(_ layers: Int) {
    let c = configuration(layers: layers)
    #expect(
      ExtensionsDemo.multiplicationsWithCache(c, length: 1)
        == ExtensionsDemo.multiplicationsWithoutCache(c, length: 1))
  }

  // MARK: Runs

  private func writeRun(in folder: String, name: String, language: Language, steps: Int) throws
    -> GPT
  {
    let run = try RunFolder.make(named: name, in: folder)
    let documents = SmallWorld(language: language, seed: 1).pretrainingDocuments(
      count: 60, split: .training)
    let tokenizer = ByteLevelBPE(documents: documents, vocabularySize: 320)
    try run.save(
      GPT2Vocabulary(
        tokens: tokenizer.tokens,
        merges: tokenizer.merges.map {
          .init(tokenizer.tokens[$0.left], tokenizer.tokens[$0.right])
        }
      ))
    let c = GPTConfiguration(
      vocabularySize: tokenizer.vocabularySize, contextLength: 64, layerCount: 1, headCount: 2,
      width: 8, tiesHead: true)
    var generator = SeededGenerator(seed: 3)
    let model = GPT(c, using: &generator)
    try model.saveParameters(to: run.modelFile)
    var configuration = RunConfiguration.mainJob(language: language, seed: 4)
    configuration.model = c
    configuration.plan.schedule.totalSteps = steps
    configuration.plan.schedule.warmUpSteps = 0
    try run.save(configuration)
    return model
  }

  @Test func `a run that was trained long enough is taken, in the demo's language`() throws {
    let folder = temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let model = try writeRun(in: folder, name: "good", language: .english, steps: 5_000)
    _ = try writeRun(in: folder, name: "quick", language: .portuguese, steps: 1_000)
    let run = try #require(StoredRun.latest(in: folder, language: .english))
    #expect(run.folder.path == "\(folder)/good")
    #expect(!run.hasAssistant)
    let read = try run.model()
    #expect(read.model.parameters.map(\.tensor.scalars) == model.parameters.map(\.tensor.scalars))
    #expect(read.world.seed == 4)
    #expect(StoredRun.latest(in: folder, language: .portuguese) == nil)
  }

  @Test func `a run whose files lie or are damaged is told before memory is taken`() throws {
    let folder = temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var model = try writeRun(in: folder, name: "good", language: .english, steps: 5_000)
    let path = "\(folder)/good/configuration.json"
    let good = try String(contentsOfFile: path, encoding: .utf8)
    for (old, new) in [
      (#""width" : 8"#, #""width" : 4000"#), (#""layerCount" : 1"#, #""layerCount" : 60"#),
      (#""contextLength" : 64"#, #""contextLength" : 4000"#),
    ] {
      #expect(good.contains(old))
      try AtomicFile.write(good.replacing(old, with: new), to: path)
      let run = try #require(StoredRun.latest(in: folder, language: .english))
      #expect(throws: InputError.self, "\(new)") { try run.model() }
    }
    try AtomicFile.write(good, to: path)
    model.visitParameters(under: "") { name, parameter in
      if name == "ln_f.bias" { parameter[2] = .infinity }
    }
    try model.saveParameters(to: "\(folder)/good/model.safetensors")
    let run = try #require(StoredRun.latest(in: folder, language: .english))
    #expect(throws: InputError.self) { try run.model() }
  }

  @Test func `where there are no runs none is taken`() {
    #expect(StoredRun.latest(in: nil, language: .english) == nil)
    #expect(StoredRun.latest(in: temporaryFolder(), language: .english) == nil)
  }
}
