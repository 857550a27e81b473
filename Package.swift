// swift-tools-version: 6.3

import Foundation
import PackageDescription

// MARK: The switch

/// The chapters of the course, in order. A chapter's module may use those before it.
let chapters = [
  "Foundations", "NextToken", "Tokenization", "Attention", "Transformer", "Pretraining",
  "FineTuning", "InstructionTuning", "Extensions",
]

/// `SOLUTIONS=all`, or chapters such as `0-3,5`: those come from Solutions, the rest from Exercises.
let chaptersFromSolutions: Set<Int> = {
  let everything = Set(chapters.indices)
  guard let choice = Context.environment["SOLUTIONS"], !choice.isEmpty else { return [] }
  if choice == "all" { return everything }
  var chosen: Set<Int> = []
  for part in choice.split(separator: ",") {
    let bounds = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard let first = bounds.first ?? nil, let last = bounds.last ?? nil,
      bounds.count <= 2, first <= last, everything.contains(first), everything.contains(last)
    else {
      fatalError(
        "SOLUTIONS=\(choice): write all, or chapters from 0 to \(chapters.count - 1) such as 0-3,5")
    }
    chosen.formUnion(first...last)
  }
  return chosen
}()

/// Whether a chapter is the reference's and one before it the learner's. Then it is compiled a second time,
/// from the same files, with the learner's modules in the place of the reference's: `SOLUTIONS=5` trains
/// the learner's own GPT.
func isOnExercises(_ chapter: Int) -> Bool {
  chaptersFromSolutions.contains(chapter) && !chaptersFromSolutions.isSuperset(of: 0..<chapter)
}

/// The module that a chapter's code really is in.
func module(_ chapter: Int) -> String {
  if isOnExercises(chapter) { return "\(chapters[chapter])OnExercisesSolution" }
  return chapters[chapter] + (chaptersFromSolutions.contains(chapter) ? "Solution" : "")
}

/// Where `import AttentionSolution` is written, the chosen track's module is meant.
func onChosenTrack(_ numbers: Range<Int>) -> [SwiftSetting] {
  let aliases = numbers.map { (written: "\(chapters[$0])Solution", meant: module($0)) }
  let flags = aliases.filter { $0.written != $0.meant }
    .flatMap { ["-module-alias", "\($0.written)=\($0.meant)"] }
  return flags.isEmpty ? [] : [.unsafeFlags(flags)]
}

/// What later chapters of the reference use of an earlier one beside its exercises: where the earlier one is
/// the learner's, it is compiled apart.
let partsOfReference: [Int: [String]] = [
  3: ["Row+Softmax.swift"], 5: ["NegativeLogLikelihoods.swift", "SumOfGradients.swift"],
]

/// The modules of these parts that a chapter needs which is compiled on the learner's.
func parts(for chapter: Int) -> [String] {
  guard isOnExercises(chapter) else { return [] }
  return partsOfReference.keys.sorted()
    .filter { $0 < chapter && !chaptersFromSolutions.contains($0) }
    .map { "\(chapters[$0])PartsSolution" }
}

/// `SHOW=3`: the programs that show chapter 3 on the chosen track, in the place of `course` and all tests.
/// Of the chapters' modules they need those up to it, and a few that its demo borrows.
let shown: Int? = {
  guard let choice = Context.environment["SHOW"], !choice.isEmpty else { return nil }
  guard let chapter = Int(choice), chapters.indices.contains(chapter) else {
    fatalError("SHOW=\(choice): write a chapter from 0 to \(chapters.count - 1)")
  }
  return chapter
}()

/// Where all chapters are the reference, its tests and those of the rooms run too. A learner's own
/// `swift test` grades exercises and nothing else, so it builds quickly.
let testsReference = chaptersFromSolutions.count == chapters.count && shown == nil

/// `GRADE=3` or `GRADE=3,5`: only the graders of these chapters, and what they need. A change in chapter 3
/// then compiles nothing that comes after it, and a mistake in chapter 5 does not keep 3 from being graded.
let graded: [Int] = {
  guard let choice = Context.environment["GRADE"], !choice.isEmpty else { return [] }
  return choice.split(separator: ",").map { part in
    guard let chapter = Int(part), chapters.indices.contains(chapter) else {
      fatalError("GRADE=\(choice): write chapters from 0 to \(chapters.count - 1) such as 3,5")
    }
    return chapter
  }
}()

// MARK: How code is compiled

/// For which x86-64 processor: `GPT_MARCH` takes what the compilers call `-march`, such as x86-64-v3
/// (AVX2, nearly every computer since 2013) or x86-64-v4 (AVX-512). Without it, for this one.
let architecture = Context.environment["GPT_MARCH"].flatMap { $0.isEmpty ? nil : $0 } ?? "native"

/// Which vectors such a processor has; TensorKernels' `Tile` and `Vector` follow.
let vectors: String? = {
  let withAVX512 = [
    "x86-64-v4", "skylake-avx512", "cascadelake", "cooperlake", "cannonlake", "icelake",
    "rocketlake", "tigerlake", "sapphirerapids", "emeraldrapids", "graniterapids", "diamondrapids",
    "znver4", "znver5", "znver6",
  ]
  let withoutAVX2 = [
    "x86-64", "x86-64-v2", "nehalem", "westmere", "sandybridge", "ivybridge", "core2", "k8",
    "barcelona", "amdfam10", "btver", "bdver1", "bdver2", "bdver3", "silvermont", "goldmont",
    "tremont", "bonnell",
  ]
  if architecture == "native" {
    // Linux tells what the processor has. On a Mac with an Intel processor, AVX2 is never missing.
    guard let processor = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else {
      return "AVX2"
    }
    let flags = Set(processor.split { $0.isWhitespace })
    if flags.isSuperset(of: ["avx512f", "avx512bw", "avx512dq", "avx512vl"]) { return "AVX512" }
    return flags.isSuperset(of: ["avx2", "fma"]) ? "AVX2" : nil
  }
  if withAVX512.contains(where: architecture.hasPrefix) { return "AVX512" }
  return withoutAVX2.contains(architecture) ? nil : "AVX2"
}()

/// The reference is optimised in debug builds too: its loops would run 50 to 100 times slower. What a
/// precondition has to say is kept all the same.
let optimised: [SwiftSetting] = [
  .unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug))
]

/// TensorKernels is also compiled in one piece: file by file, an inner loop calls its helpers in other
/// files, for any type of vector, a hundred times slower than it runs with them inlined.
let inOnePiece: [SwiftSetting] = [
  .unsafeFlags(
    ["-disable-batch-mode", "-wmo", "-num-threads", "2"], .when(configuration: .debug))
]

#if arch(x86_64)
  let forThisProcessor: [SwiftSetting] =
    [.unsafeFlags(["-Xcc", "-march=\(architecture)"])] + (vectors.map { [.define($0)] } ?? [])
#else
  let forThisProcessor: [SwiftSetting] = []
#endif

/// What the graders call: numbers in loops.
let fast = optimised + forThisProcessor

/// What waits for the code above, and has no long loops of its own: graders, figures, demos, texts, the
/// main job's stages and the programs. To optimise it takes most of a build's time, so a learner's debug
/// build does not.
let light = (testsReference ? optimised : []) + forThisProcessor
let lightForAnyProcessor = testsReference ? optimised : []

// MARK: The rooms

func folder(_ chapter: Int) -> String { "0\(chapter)-\(chapters[chapter])" }

func room(
  _ name: String, uses dependencies: [String], embedding files: [String] = [],
  excluding others: [String] = [], compiled settings: [SwiftSetting] = fast
) -> Target {
  .target(
    name: name, dependencies: dependencies.map { .init(stringLiteral: $0) }, exclude: others,
    resources: files.map { .embedInCode($0) }, swiftSettings: settings)
}

func tests(_ name: String, uses dependencies: [String]) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies.map { .init(stringLiteral: $0) },
    exclude: fixtureScripts[name] ?? [], resources: fixtures[name] ?? [], swiftSettings: fast)
}

/// The graders of a chapter, and where all chapters are the reference its own tests too.
func graders(_ number: Int, uses dependencies: [String]) -> Target {
  let name = chapters[number]
  return .testTarget(
    name: "\(name)Tests", dependencies: dependencies.map { .init(stringLiteral: $0) },
    path: "Tests/\(folder(number))Tests",
    exclude: testsReference ? fixtureScripts[name] ?? [] : ["Reference"],
    resources: testsReference ? fixtures[name] ?? [] : [],
    swiftSettings: light + ownTypes(upTo: number))
}

/// `OWN_ATTENTION`, where the types of chapter 3 are not the reference's: a type of two names conforms to a
/// grader's protocol only once.
func ownTypes(upTo last: Int) -> [SwiftSetting] {
  (0...last).filter { module($0) != "\(chapters[$0])Solution" }
    .map { .define("OWN_\(chapters[$0].uppercased())") }
}

/// What every chapter may use.
let shared = ["Tensors", "CourseKit", "Formats"]

/// The values that the graders compare with, and the scripts that made them.
let fixtures: [String: [Resource]] = [
  "Formats": [.copy("Fixtures")],
  "Tokenization": [.copy("Reference/Fixtures")],
  "InstructionTuning": [.copy("Reference/Fixtures")],
  "Extensions": [.copy("Reference/Fixtures")],
]
let fixtureScripts: [String: [String]] = [
  "Tokenization": ["Reference/make_word_splits.py"],
  "Extensions": ["Reference/make_preferences.py"],
  "TensorKernels": ["fit_polynomials.py", "Tiles"],
  "InstructionTuning": ["Reference/make_masked_losses.py"],
]

var targets: [Target] = [
  room("TensorKernels", uses: [], compiled: fast + inOnePiece),
  room("Tensors", uses: ["TensorKernels"]),
  // For any processor, like Console and the programs: on one that lacks what the kernels need, they say so.
  room("Modeling", uses: ["Tensors"], compiled: optimised),
  room("CourseKit", uses: ["Modeling"], compiled: optimised),
  room("Formats", uses: ["Tensors", "CourseKit"]),
  room("Catalogue", uses: ["CourseKit"], compiled: lightForAnyProcessor),
  room("Corpora", uses: shared, compiled: light),
  room("Grading", uses: ["TensorKernels", "Catalogue"] + shared),
]

let figuresAndWords: [Target] = [
  room("Charts", uses: ["CourseKit"], compiled: light),
  room("Console", uses: ["CourseKit"], compiled: lightForAnyProcessor),
  room("Runs", uses: shared + ["Console"], compiled: light),
  room("Narration", uses: shared + ["Catalogue", "Charts", "Console"], compiled: light),
]

let programs: [Target] = [
  room(
    "Figures", uses: shared + ["Catalogue", "Charts", "Runs"] + chapters.map { "\($0)Solution" },
    compiled: light
  ),
  room(
    "Pipeline",
    uses: ["TensorKernels", "Catalogue"] + shared + ["Corpora", "Charts", "Console", "Runs"]
      + chapters,
    embedding: ["gpt.js", "page.js", "page.css", "share.html"].map { "Share/\($0)" },
    compiled: light),
  room(
    "Demos",
    uses: shared + ["Catalogue", "Corpora", "Charts", "Console", "Narration", "Runs"]
      + chapters.map { "\($0)Solution" },
    excluding: ["ChapterDemo.swift"], compiled: light),
  .executableTarget(
    name: "gpt",
    dependencies: (["Pipeline", "Runs", "Catalogue", "Corpora", "Console", "CourseKit"]
      + ["Tensors", "TensorKernels"] + chapters).map { .init(stringLiteral: $0) },
    swiftSettings: lightForAnyProcessor),
  .executableTarget(
    name: "course",
    dependencies: [
      "Catalogue", "Charts", "Console", "CourseKit", "Demos", "Figures", "Formats", "Narration",
    ].map { .init(stringLiteral: $0) },
    swiftSettings: lightForAnyProcessor),
]

if graded.isEmpty { targets += figuresAndWords }
if graded.isEmpty, shown == nil { targets += programs }

// MARK: What shows a chapter

/// The showpiece of each chapter: what the learner's own code can do by then.
func showcase(_ shown: [Int]) -> Target {
  let last = shown.max() ?? 0
  let others = Set(chapters.indices).subtracting(shown).sorted()
  return .executableTarget(
    name: "showcase",
    dependencies: (shared + ["Catalogue", "Charts", "Console", "Corpora", "Narration"]
      + chapters[...last] + (shown.contains(3) ? ["PretrainingSolution"] : [])).map {
        .init(stringLiteral: $0)
      },
    exclude: others.map { "Chapter\($0).swift" } + (last < 5 ? ["SmallModel.swift"] : []),
    swiftSettings: light + shown.map { .define("CHAPTER_\($0)") })
}

/// A chapter's demo on the chosen track; the folder of each, and the last chapter that it uses.
let demos = [
  ("StepZero", 0), ("NextToken", 2), ("TextToNumbers", 2), ("Attention", 5), ("GPT", 5),
  ("Pretraining", 5), ("FineTuning", 6), ("InstructionTuning", 8), ("Extensions", 8),
]

func demonstration(_ chapter: Int) -> [Target] {
  let (folder, last) = demos[chapter]
  let shared = shared + ["Catalogue", "Charts", "Console", "Narration", "Runs"]
  return [
    .target(
      name: "DemosOnTrack",
      dependencies: (shared + ["Corpora"] + chapters[...last]).map { .init(stringLiteral: $0) },
      path: "Sources/Demos",
      exclude: demos.map(\.0).filter { $0 != folder } + ["DemoCatalogue.swift"]
        + (chapter < 5 ? ["SmallWorld"] : []) + (chapter < 7 ? ["Answers"] : []),
      swiftSettings: light + onChosenTrack(0..<last + 1) + [.define("CHAPTER_\(chapter)")]),
    .executableTarget(
      name: "demonstration",
      dependencies: (["DemosOnTrack", "Console", "CourseKit", "Narration"]).map {
        .init(stringLiteral: $0)
      },
      swiftSettings: lightForAnyProcessor),
  ]
}

if let shown { targets += [showcase([shown])] + demonstration(shown) }

if testsReference, graded.isEmpty {
  targets += [
    showcase(Array(chapters.indices)),
    .executableTarget(
      name: "fuzz",
      dependencies: ["Pipeline", "Runs", "Corpora", "Console"].map { .init(stringLiteral: $0) }
        + (shared + chapters).map { .init(stringLiteral: $0) },
      swiftSettings: light),
    tests("TensorKernels", uses: ["TensorKernels"]),
    tests("Tensors", uses: ["TensorKernels", "Tensors"]),
    tests("Formats", uses: shared),
    tests("Corpora", uses: ["Corpora", "Tensors", "CourseKit"]),
    tests("Charts", uses: ["Charts", "CourseKit"]),
    tests("Console", uses: ["Console", "CourseKit"]),
    // What the tests of runs have in common.
    .target(
      name: "TestSupport",
      dependencies: (["Pipeline", "Runs", "Corpora", "Console"] + shared + chapters).map {
        .init(stringLiteral: $0)
      },
      path: "Tests/Support", swiftSettings: light),
    tests("Runs", uses: ["Runs", "CourseKit", "TestSupport"]),
    tests("Grading", uses: ["Grading"] + shared),
    tests(
      "Demos",
      uses: ["Demos", "Catalogue", "Charts", "Console", "Corpora", "Narration", "Runs"] + shared),
    tests("Showcase", uses: ["showcase", "Console", "Narration"] + shared),
    tests("Figures", uses: ["Figures", "Charts", "CourseKit"]),
    tests(
      "Course",
      uses: ["course", "Catalogue", "Console", "CourseKit", "Figures", "Formats", "Grading"]),
    tests(
      "Pipeline",
      uses: ["Pipeline", "Runs", "TestSupport", "Corpora", "Charts", "Console", "TensorKernels"]
        + shared + chapters),
    tests(
      "gpt", uses: ["gpt", "Pipeline", "Runs", "TestSupport", "Console"] + shared + chapters),
  ]
}

let last = graded.max() ?? chapters.count - 1
for (number, name) in chapters.enumerated() where number <= last {
  let earlier = chapters[..<number]
  targets.append(
    .target(
      name: "\(name)Solution",
      dependencies: (shared + earlier.map { "\($0)Solution" }).map { .init(stringLiteral: $0) },
      path: "Solutions/\(folder(number))", swiftSettings: fast))
  if !chaptersFromSolutions.contains(number) {
    targets.append(
      .target(
        name: name, dependencies: (shared + earlier).map { .init(stringLiteral: $0) },
        path: "Exercises/\(folder(number))"))
  } else {
    targets.append(
      .target(
        name: name, dependencies: [.init(stringLiteral: module(number))],
        path: "Solutions/Switch", exclude: chapters.filter { $0 != name }.map { "\($0).swift" },
        sources: ["\(name).swift"], swiftSettings: fast + onChosenTrack(number..<number + 1)))
  }
  // Below Solutions/OnExercises are links, since a file has one target.
  if isOnExercises(number) {
    let parts = parts(for: number)
    let imports = parts.flatMap { ["-Xfrontend", "-import-module", "-Xfrontend", $0] }
    targets.append(
      .target(
        name: module(number),
        dependencies: (shared + earlier + parts).map { .init(stringLiteral: $0) },
        path: "Solutions/OnExercises/\(folder(number))",
        swiftSettings: fast + onChosenTrack(0..<number)
          + (imports.isEmpty ? [] : [.unsafeFlags(imports)])))
  }
  if let files = partsOfReference[number],
    (number...last).contains(where: { parts(for: $0).contains("\(name)PartsSolution") })
  {
    targets.append(
      .target(
        name: "\(name)PartsSolution", dependencies: shared.map { .init(stringLiteral: $0) },
        path: "Solutions/OnExercises/\(folder(number))", sources: files, swiftSettings: fast))
  }
  guard shown == nil, graded.isEmpty || graded.contains(number) else { continue }
  targets.append(
    graders(
      number,
      uses: ["Grading"] + shared + chapters[...number]
        + chapters[...number].map { "\($0)Solution" } + (number == 7 ? ["Corpora"] : [])))
}

let package = Package(
  name: "gpt-from-scratch",
  // For InlineArray, which keeps a tile's sums in registers, and Runtime, which finds a crash's line.
  platforms: [.macOS(.v26)],
  products: !graded.isEmpty || shown != nil
    ? []
    : [
      .executable(name: "gpt", targets: ["gpt"]), .executable(name: "course", targets: ["course"]),
    ],
  targets: targets,
  swiftLanguageModes: [.v6])
