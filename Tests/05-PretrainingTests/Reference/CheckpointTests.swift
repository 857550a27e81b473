import CourseKit
import Formats
import Foundation
import Grading
import Pretraining
import Tensors
import Testing
import Transformer

/// Calls `body` with the path of a file that does not exist yet, in a folder that is removed after.
private func withFile(_ body: (String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder.appending(path: "checkpoint.safetensors").path)
}

@Suite struct CheckpointTests {
  @Test(arguments: FixtureModel.allCases, [0, 1, 4])
  func `5.9 a run that was interrupted ends with the same bits as one that was not`(
    preset: FixtureModel, stepsBefore: Int
  ) throws {
    try withFile { path in
      var whole = try training(preset)
      var interrupted = whole
      let reports = (0..<8).map { _ in whole.advance(on: ruledText) }

      for _ in 0..<stepsBefore { _ = interrupted.advance(on: ruledText) }
      try interrupted.save(to: path)

      // Another model with another seed, as a new program would begin with.
      var generator = SeededGenerator(seed: 999)
      var resumed = Training(
        GPT(preset.configuration(dropoutRate: 0.1), using: &generator), plan: plan(),
        generator: SeededGenerator(seed: 1_000))
      try resumed.restore(from: path)
      #expect(differences(resumed, interrupted) == nil)
      let rest = (stepsBefore..<8).map { _ in resumed.advance(on: ruledText) }
      #expect(rest == Array(reports[stepsBefore...]))
      #expect(differences(resumed, whole) == nil)
    }
  }

  @Test func `5.9 a checkpoint of the very start forgets the steps made since`() throws {
    try withFile { path in
      var training = try training()
      let start = training
      try training.save(to: path)
      _ = training.advance(on: ruledText)
      try training.restore(from: path)
      #expect(differences(training, start) == nil)
    }
  }

  @Test func `5.9 the file holds parameters and moments under their names`() throws {
    try withFile { path in
      var training = try training()
      for _ in 0..<2 { _ = training.advance(on: ruledText) }
      try training.save(to: path)
      let file = try SafetensorsFile(readingFrom: path)
      for ((name, tensor), moment) in zip(
        training.model.parameters, training.optimizer.firstMoments)
      {
        #expect(try file.tensor(name) == tensor)
        #expect(try file.tensor("adam.m.\(name)") == moment)
      }
      #expect(file.metadata["step"] == "2")
    }
  }

  @Test func `5.9 the parameters alone can be saved and loaded`() throws {
    try withFile { path in
      let model = try FixtureModel.gpt2.model()
      try model.saveParameters(to: path)
      var generator = SeededGenerator(seed: 3)
      var other = GPT(model.configuration, using: &generator)
      try other.load(from: SafetensorsFile(readingFrom: path), path: path)
      for ((name, a), (_, b)) in zip(model.parameters, other.parameters) {
        #expect(bitDifference(between: b, and: a) == nil, "\(name)")
      }
    }
  }

  // MARK: What is no checkpoint

  /// Restoring from what `spoil` leaves at the path throws one sentence and changes nothing.
  private func expectRefusal(
    into start: Training<GPT>? = nil, location: SourceLocation = #_sourceLocation,
    _ spoil: (_ path: String) throws -> Void
  ) throws {
    try withFile { path in
      var training = try start ?? training()
      _ = training.advance(on: ruledText)
      try training.save(to: path)
      _ = training.advance(on: ruledText)
      try spoil(path)
      let before = training
      let error = #expect(throws: InputError.self, sourceLocation: location) {
        try training.restore(from: path)
      }
      let sentence = error?.description ?? ""
      #expect(sentence.contains(path) && !sentence.contains("\n"), sourceLocation: location)
      #expect(differences(training, before) == nil, sourceLocation: location)
    }
  }

  @Test(arguments: [0, 1, 7, 8, 100, 5_000, -1])
  func `5.9 a file cut short is refused`(length: Int) throws {
    try expectRefusal { path in
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      let kept = length >= 0 ? length : bytes.count - 1
      try bytes.prefix(kept).write(to: URL(fileURLWithPath: path))
    }
  }

  @Test func `5.9 a file that is not there, or no checkpoint at all, is refused`() throws {
    try expectRefusal { try FileManager.default.removeItem(atPath: $0) }
    try expectRefusal { path in
      try Data("Once upon a time there was a file.".utf8).write(to: URL(fileURLWithPath: path))
    }
    try expectRefusal { path in
      try FileManager.default.removeItem(atPath: path)
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: false)
    }
  }

  @Test func `5.9 weights without a training are refused`() throws {
    try expectRefusal { try FixtureModel.gptMini.model().saveParameters(to: $0) }
    // With a step that is no number.
    try expectRefusal { path in
      try FixtureModel.gptMini.model().saveParameters(
        to: path, metadata: ["step": "many", "adam.step": "0", "generator": "1"])
    }
  }

  @Test func `5.9 the checkpoint of a model of another width is refused`() throws {
    try expectRefusal { path in
      var generator = SeededGenerator(seed: 1)
      var configuration = FixtureModel.gptMini.configuration(dropoutRate: 0)
      configuration.width = 6
      try Training(
        GPT(configuration, using: &generator), plan: plan(), generator: generator
      ).save(to: path)
    }
  }

  @Test func `5.9 the checkpoint of a model with more parts is refused`() throws {
    try expectRefusal { path in
      var generator = SeededGenerator(seed: 1)
      var configuration = FixtureModel.gptMini.configuration(dropoutRate: 0)
      configuration.layerCount = 3
      try Training(
        GPT(configuration, using: &generator), plan: plan(), generator: generator
      ).save(to: path)
    }
    // The untied head has no place in a model that is tied.
    try expectRefusal(into: training(.gpt2)) { try training(.gptMini).save(to: $0) }
    try expectRefusal(into: training(.gptMini)) { try training(.gpt2).save(to: $0) }
  }

  @Test func `5.9 the masks that GPT-2's own files carry are no parameters`() throws {
    try withFile { path in
      var model = try FixtureModel.gpt2.model()
      let mask = ("h.0.attn.bias", Tensor(repeating: 1, shape: [1, 1, 7, 7]))
      try SafetensorsFile.write(model.parameters + [mask], to: path)
      try model.load(from: SafetensorsFile(readingFrom: path), path: path)
    }
  }

  @Test func `5.9 a checkpoint without a moment, or with one of another shape, is refused`() throws
  {
    for spoiled in [nil, Tensor(zeros: [3])] as [Tensor?] {
      try expectRefusal { path in
        let file = try SafetensorsFile(readingFrom: path)
        var tensors = try file.names.map { (name: $0, tensor: try file.tensor($0)) }
        tensors.removeAll { $0.name == "adam.v.ln_f.bias" }
        if let spoiled { tensors.append(("adam.v.ln_f.bias", spoiled)) }
        try SafetensorsFile.write(tensors, metadata: file.metadata, to: path)
      }
    }
  }

  @Test func `5.9 a folder that is not there is told, and nothing is left behind`() throws {
    try withFile { path in
      let training = try training()
      #expect(throws: InputError.self) { try training.save(to: path + "/no/such.safetensors") }
      let folder = (path as NSString).deletingLastPathComponent
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }

  @Test func `5.9 saving twice writes the same bytes`() throws {
    try withFile { path in
      var training = try training()
      _ = training.advance(on: ruledText)
      try training.save(to: path)
      let first = try Data(contentsOf: URL(fileURLWithPath: path))
      try training.save(to: path)
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == first)
    }
  }
}
