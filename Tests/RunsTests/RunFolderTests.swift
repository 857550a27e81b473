import CourseKit
import Foundation
import Runs
import TestSupport
import Testing

struct RunFolderTests {
  // MARK: Names

  @Test func `a name that is taken gets a number`() throws {
    try withTemporaryFolder { parent in
      let names = try (0..<3).map { _ in try RunFolder.make(named: "tale", in: parent).name }
      #expect(names == ["tale", "tale-2", "tale-3"])
      for name in names { #expect(FileManager.default.fileExists(atPath: "\(parent)/\(name)")) }
    }
  }

  @Test func `runs that begin at the same time get folders of their own`() async throws {
    let parent = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: parent) }
    let names = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<20 {
        group.addTask { try RunFolder.make(named: "tale", in: parent).name }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(names.count == 20)
  }

  @Test(arguments: ["", ".", "..", ".hidden", "a/b", "../a", "/a", "a\nb", "a\0b"])
  func `a name that is none is refused and makes no folder`(name: String) throws {
    try withTemporaryFolder { parent in
      #expect(!RunFolder.isName(name))
      let error = try #require(throws: InputError.self) {
        try RunFolder.make(named: name, in: parent + "/runs")
      }
      #expect(error.description.contains(words("without /", "sem /")))
      #expect(!FileManager.default.fileExists(atPath: parent + "/runs"))
    }
  }

  @Test func `where no folder can be made one sentence says so`() throws {
    try withTemporaryFolder { parent in
      try put("a file", at: parent + "/runs")
      let text = try sentence { _ = try RunFolder.make(named: "tale", in: parent + "/runs") }
      #expect(text.contains(words("cannot be made", "Não é possível criar")))
      #expect(text.contains("\(parent)/runs/tale"))
    }
  }

  // MARK: Finding

  @Test func `the latest run that has got so far is found`() throws {
    try withTemporaryFolder { parent in
      var folders: [RunFolder] = []
      for (age, name) in ["new", "middle", "old"].enumerated() {
        let folder = try RunFolder.make(named: name, in: parent)
        try folder.save(tinyConfiguration())
        folders.append(folder)
        if name != "new" { try put("", at: folder.modelFile) }
        for file in [folder.configurationFile, folder.modelFile] {
          try? FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1e9 - Double(age) * 100)],
            ofItemAtPath: file)
        }
      }
      try put("", at: parent + "/a file")
      try FileManager.default.createDirectory(
        atPath: parent + "/no run", withIntermediateDirectories: true)

      #expect(RunFolder.all(in: parent).map(\.name) == ["new", "middle", "old"])
      #expect(try RunFolder.find(nil, having: \.configurationFile, in: parent) == folders[0])
      #expect(try RunFolder.find(nil, having: \.modelFile, in: parent) == folders[1])
      // Who was worked on last comes first.
      try put("", at: folders[2].checkpointFile)
      #expect(try RunFolder.find(nil, having: \.modelFile, in: parent) == folders[2])
    }
  }

  @Test func `a run is found by its name and by its path`() throws {
    try withTemporaryFolder { parent in
      let folder = try RunFolder.make(named: "tale", in: parent)
      try folder.save(tinyConfiguration())
      for name in ["tale", folder.path, folder.path + "/"] {
        let found = try RunFolder.find(name, having: \.configurationFile, in: parent)
        #expect(found.name == "tale")
        #expect(try found.configuration() == tinyConfiguration())
      }
    }
  }

  @Test func `what is not there is told in one sentence`() throws {
    try withTemporaryFolder { parent in
      let folder = try RunFolder.make(named: "tale", in: parent)
      let none = try sentence { _ = try RunFolder.find(nil, having: \.modelFile, in: parent) }
      #expect(
        none.contains(words("no trained run under \(parent)/", "execução treinada em \(parent)/")))
      let unknown = try sentence { _ = try RunFolder.find("tail", having: \.modelFile, in: parent) }
      #expect(
        unknown.contains(words("no run tail", "execução tail")) && unknown.contains("gpt runs"))
      try folder.save(tinyConfiguration())
      let unsaved = try sentence {
        _ = try RunFolder.find("tale", having: \.checkpointFile, in: parent)
      }
      #expect(
        unsaved.contains(folder.checkpointFile)
          && unsaved.contains(words("begin a new run", "comece outra")))
      #expect(RunFolder.all(in: parent + "/nowhere").isEmpty)
    }
  }

  @Test func `the name to resume by is the path where a run is kept elsewhere`() {
    #expect(RunFolder(path: "runs/tale").reference == "tale")
    #expect(RunFolder(path: "/tmp/runs/tale").reference == "/tmp/runs/tale")
    #expect(RunFolder(path: "runs/my run; touch x").reference == "'my run; touch x'")
  }

  @Test func `a run that is being trained cannot be taken up a second time`() throws {
    try withTemporaryFolder { parent in
      let folder = RunFolder(path: parent)
      func train(_ body: () throws -> Void) throws {
        let lock = try folder.lock()
        defer { _ = lock }
        try body()
      }
      try train {
        let told = try sentence { try train {} }
        #expect(told.contains(words("by another gpt", "por outro gpt")))
      }
      try train {}  // free again
    }
  }

  @Test func `whoever takes the lock removes what a killed process has left half-written`() throws {
    try withTemporaryFolder { parent in
      try put("half of it", at: parent + "/.model.safetensors.partial-\(getpid())-3")
      try put("the user's", at: parent + "/.notes")
      let lock = try RunFolder(path: parent).lock()
      defer { _ = lock }
      #expect(try FileManager.default.contentsOfDirectory(atPath: parent) == [".notes"])
    }
  }

  // MARK: Configuration and metrics

  @Test func `a configuration comes back as it was`() throws {
    try withTemporaryFolder { parent in
      let folder = RunFolder(path: parent)
      var configuration = tinyConfiguration(
        source: .file(path: "/tmp/conto é \"bom\".txt", fingerprint: "9ff43cc4809bde6d"),
        seed: .max, learningRate: 0.1)
      configuration.prompt = "Era uma vez \u{1F642}\n\"\\"
      configuration.model.activation = .geluTanh
      configuration.model.tiesHead = true
      try folder.save(configuration)
      #expect(try folder.configuration() == configuration)
      let main = RunConfiguration.mainJob(language: .portuguese, seed: 3, isQuick: true)
      try folder.save(main)
      #expect(try folder.configuration() == main)
    }
  }

  @Test(arguments: [
    ("\"headCount\" : 2", "\"headCount\" : 0"), ("\"headCount\" : 2", "\"headCount\" : 3"),
    ("\"width\" : 16", "\"width\" : 9000000000000000000"),
    ("\"contextLength\" : 16", "\"contextLength\" : 1"),
    ("\"vocabularySize\" : 300", "\"vocabularySize\" : -3"),
    ("\"layerCount\" : 1", "\"layerCount\" : \"one\""),
    ("\"dropoutRate\" : 0.1", "\"dropoutRate\" : 1"),
    ("\"batchSize\" : 4", "\"batchSize\" : 0"), ("\"accumulation\" : 2", "\"accumulation\" : 0"),
    ("\"totalSteps\" : 24", "\"totalSteps\" : -1"), ("\"seed\" : 7", "\"seed\" : -7"),
    ("\"evaluationInterval\" : 10", "\"evaluationInterval\" : 0"), ("}", ""), ("{", ""),
  ])
  func `a configuration that cannot be is told in one sentence`(old: String, new: String) throws {
    try withTemporaryFolder { parent in
      let folder = RunFolder(path: parent)
      try folder.save(tinyConfiguration())
      let text = String(decoding: try bytes(of: folder.configurationFile), as: UTF8.self)
      #expect(text.contains(old))
      try put(text.replacingOccurrences(of: old, with: new), at: folder.configurationFile)
      let told = try sentence { _ = try folder.configuration() }
      #expect(told.hasPrefix(folder.configurationFile))
    }
  }

  @Test func `metrics come back as they were, to the last bit`() throws {
    try withTemporaryFolder { parent in
      let folder = RunFolder(path: parent)
      var metrics = RunMetrics(bigramLoss: 1.0 / 3)
      let json = #"{"step": 3, "validationLoss": 0.30000000000000004}"#
      metrics.evaluations = [
        try JSONDecoder().decode(RunMetrics.Evaluation.self, from: Data(json.utf8))
      ]
      try folder.save(metrics)
      #expect(try folder.metrics() == metrics)
    }
  }
}
