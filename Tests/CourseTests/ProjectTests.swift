import Catalogue
import CourseKit
import Formats
import Foundation
import Grading
import Testing

@testable import course

/// A folder like the course's, with one exercise, for the time of a test.
private func withProject(_ body: (Project) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("course-\(UUID().uuidString)").path
  defer { try? FileManager.default.removeItem(atPath: folder) }
  for place in ["Solutions/03-Attention", "Exercises/03-Attention", ".build"] {
    try FileManager.default.createDirectory(
      atPath: "\(folder)/\(place)", withIntermediateDirectories: true)
  }
  try "package".write(toFile: "\(folder)/Package.swift", atomically: true, encoding: .utf8)
  let solution = "func f() {\n  // begin 3.4\n  go()\n  // end 3.4\n}\n"
  try solution.write(
    toFile: "\(folder)/Solutions/03-Attention/A.swift", atomically: true, encoding: .utf8)
  try Stub.make(from: solution).write(
    toFile: "\(folder)/Exercises/03-Attention/A.swift", atomically: true, encoding: .utf8)
  try body(Project(from: folder))
}

struct ProjectTests {
  @Test func `each chapter of the reference can be compiled on the learner's modules`() throws {
    let manager = FileManager.default
    for chapter in Catalogue.chapters {
      let link = CourseChapter.root.appending(path: "Solutions/OnExercises/\(chapter.folder)").path
      #expect(try manager.destinationOfSymbolicLink(atPath: link) == "../\(chapter.folder)")
    }
  }

  @Test func `hints are revealed one by one and never become fewer`() throws {
    try withProject { project in
      let file = project.note("hints.json")
      var counter = HintCounter(file: file)
      #expect(counter.revealed("3.4") == 0)
      counter.reveal(2, of: "3.4")
      counter.reveal(1, of: "3.4")
      counter.reveal(1, of: "3.5")
      let again = HintCounter(file: file)
      #expect(again.revealed("3.4") == 2)
      #expect(again.revealed("3.5") == 1)
      try "broken".write(toFile: file, atomically: true, encoding: .utf8)
      #expect(HintCounter(file: file).revealed("3.4") == 0)
    }
  }

  @Test func `the course's folder is found from below, and its absence is told`() throws {
    try withProject { project in
      let found = try Project(from: "\(project.path)/Exercises/03-Attention")
      #expect(found.path == project.path)
    }
    #expect(throws: InputError.self) { try Project(from: "/") }
  }

  @Test func `holes are counted in the solutions and looked for in the exercises`() throws {
    try withProject { project in
      let before = try Holes(in: project)
      #expect(before.counts == ["3.4": 1])
      #expect(before.files == ["3.4": ["A.swift"]])
      #expect(
        before.open == ["3.4": [Holes.Place(file: "Exercises/03-Attention/A.swift", line: 4)]])
      let file = "\(project.path)/Exercises/03-Attention/A.swift"
      try project.read(file).replacing("todo(\"3.4\")", with: "go()")
        .write(toFile: file, atomically: true, encoding: .utf8)
      #expect(try Holes(in: project).open.isEmpty)
    }
  }

  @Test func `what is commented out is no hole, whatever ends the lines`() {
    let source = [
      "/* todo(\"0.1\")", "/* todo(\"0.2\") */ todo(\"0.3\") */ todo(\"0.4\")",
      "// todo(\"0.5\")", "let link = \"http://a\"; todo(\"0.6\")", "let quote = \"\\\" //\"",
      "todo(\"0.7\") // todo(\"0.8\")",
    ]
    for end in ["\n", "\r\n"] {
      let todos = Holes.todos(in: source.joined(separator: end))
      #expect(todos.map(\.exercise) == ["0.4", "0.6", "0.7"])
      #expect(todos.map(\.line) == [2, 4, 6])
    }
  }

  @Test func `what an editor hides is not read, and bytes that are no text stop nothing`() throws {
    try withProject { project in
      let folder = "\(project.path)/Exercises/03-Attention"
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/.#A.swift", withDestinationPath: "me@host.1:2")
      #expect(project.swiftFiles(in: folder) == ["A.swift"])
      var bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/A.swift"))
      bytes.append(contentsOf: [0x2F, 0x2F, 0xE3, 0x0A])
      try bytes.write(to: URL(fileURLWithPath: "\(folder)/A.swift"))
      #expect(try Holes(in: project).open["3.4"]?.count == 1)
      let copy = try ResetCommand.keep("\(folder)/A.swift", in: project)
      #expect(FileManager.default.contents(atPath: copy) == bytes)
    }
  }

  @Test func `stubs that somebody has worked in are known, and kept before they are written`()
    throws
  {
    try withProject { project in
      let file = "\(project.path)/Exercises/03-Attention/A.swift"
      #expect(try StubsCommand.differing(in: project, chapter: 3).isEmpty)
      let stub = try project.read(file)
      try AtomicFile.write(stub + "// a remark\n", to: file)
      #expect(try StubsCommand.differing(in: project, chapter: 3).map(\.holdsWork) == [false])
      let own = stub.replacing("todo(\"3.4\")", with: "go()")
      try AtomicFile.write(own, to: file)
      try AtomicFile.write("let mine = 0\n", to: file.replacing("A.swift", with: "B.swift"))
      let differing = try StubsCommand.differing(in: project, chapter: 3)
      #expect(differing.map(\.holdsWork) == [true, true])
      for difference in differing { try difference.write(in: project) }
      #expect(try project.read(file) == stub)
      let copies = "\(project.path)/Exercises/.before-reset/03-Attention"
      #expect(try project.read("\(copies)/A.swift.before-reset-1") == own)
      #expect(try project.read("\(copies)/B.swift.before-reset-1") == "let mine = 0\n")
    }
  }

  @Test func `copies before a reset are numbered, and none is lost`() throws {
    try withProject { project in
      let exercise = try #require(Catalogue.exercise("3.4"))
      let file = try #require(ExerciseFile.all(of: exercise, in: project).first)
      #expect(file.reference(for: "3.4") == [["  go()"]])
      let names = try (0..<2).map { _ in
        try project.short(ResetCommand.keep(file.path, in: project))
      }
      #expect(
        names
          == (1...2).map { "Exercises/.before-reset/03-Attention/A.swift.before-reset-\($0)" })
    }
  }

  @Test func `compiler errors are told once, with the learner's files alone`() throws {
    try withProject { project in
      let error = "\(project.path)/Exercises/03-Attention/A.swift:2:3: error: cannot find 'go'"
      let log = """
        [3/9] Compiling A.swift
        \(error)
        \(project.path)/Tests/03-AttentionTests/G.swift:9:1: error: no member
        \(error)
        error: fatalError
        """
      let problems = BuildProblem.all(in: log, of: project)
      #expect(
        problems == [
          BuildProblem(
            file: "Exercises/03-Attention/A.swift", line: 2, message: "cannot find 'go'"),
          BuildProblem(file: "Tests/03-AttentionTests/G.swift", line: 9, message: "no member"),
        ])
      let report = BuildProblem.report(problems, log: log, in: project, .english)
      #expect(report.contains("Exercises/03-Attention/A.swift:2: error: cannot find 'go'"))
      #expect(!report.contains("Tests/"))
    }
  }
}
