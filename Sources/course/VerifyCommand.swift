import Catalogue
import Console
import CourseKit
import Foundation

/// `course verify`: checks that the course's own material is consistent. For authors and CI.
struct VerifyCommand: Command {
  let name = "verify"
  let summary = Text(
    "proves that stubs, catalogue, graders and text hold together (for authors)",
    "prova que pontos de partida, catálogo, corretores e texto se sustentam (para autores)")
  let discussion = Text(
    "Every grader is graded: the reference and each right variant must pass, each misconception must be "
      + "rejected by name, on 20 seeds. Exercises must be as course stubs writes them. An exercise of the "
      + "catalogue has a solution, a grader and, in both languages, hints, a contract, a row and a "
      + "paragraph of its chapter; what is missing is told.",
    "Cada corretor é corrigido: a referência e cada variante certa devem passar, cada erro clássico deve ser "
      + "rejeitado pelo nome, com 20 sementes. Exercises deve estar como course stubs escreve. Um exercício "
      + "do catálogo tem solução, corretor e, nas duas línguas, dicas, contrato, uma linha e um parágrafo "
      + "do capítulo; o que falta é dito.")

  let json = Flag("json", help: Text("prints the scores as JSON", "imprime os números em JSON"))

  func run(_ values: Values) throws {
    let language = values.language
    let project = try Project()
    var flaws = try StubsCommand.differing(in: project).map {
      language.text(
        "\(project.short($0.path)) is not what course stubs writes.",
        "\(project.short($0.path)) não é o que course stubs escreve.")
    }
    flaws += CatalogueCheck.flaws(language)
    flaws += try CatalogueCheck.pairing(in: project, language)

    // The graders' own tests run on the reference's track, which is optimized. Whether an unfilled
    // stub is graded as not started shows only on the learner's track.
    var tests: [EventStream.Test] = []
    for (solutions, filter, isGrader) in [
      ("all", "`[0-9]\\.[0-9]+ grader`", true), (nil, "`[0-9]\\.[0-9]+ ", false),
    ] as [(String?, String, Bool)] {
      let run = try GraderRun.run(
        filter, chapters: Catalogue.chapters.map(\.number), in: project,
        environment: ["SOLUTIONS": solutions, "COURSE_VERIFY": isGrader ? "1" : nil],
        language: language)
      if run.stream.tests.isEmpty {
        throw InputError(
          BuildProblem.report(run.problems, log: run.log, in: project, .english),
          BuildProblem.report(run.problems, log: run.log, in: project, .portuguese))
      }
      tests += run.stream.tests.filter { $0.isGraderOfGraders == isGrader }
    }
    flaws += CatalogueCheck.graders(tests, language)
    flaws += tests.filter(\.isGraderOfGraders).flatMap(\.issues)
    let scores = Scores(tests)
    flaws += try ContractCheck.flaws(in: project, promises: scores.promises, language)
    flaws += try CourseTextCheck.flaws(
      in: project, misconceptions: scores.misconceptions, language)
    if values[json] {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      printLine(json: String(decoding: try encoder.encode(scores), as: UTF8.self))
    } else {
      printLine(scores.description(language))
    }
    guard flaws.isEmpty else {
      for flaw in flaws { printLine("✗ \(flaw)") }
      throw InputError(
        "\(flaws.count) things do not hold.", "\(flaws.count) coisas não se sustentam.")
    }
    if !values[json] { printLine(language.text("Everything holds.", "Tudo se sustenta.")) }
  }
}

/// How much the course contains, and how much of it is tested.
struct Scores: Codable, Equatable {
  /// The attachment of one grader's own test.
  struct Count: Codable, Equatable {
    let exercise: String
    let misconceptions: Int
    let variants: Int
    let seeds: Int
    let flaws: Int
    /// The quoted sentences of the exercise's comment that its cases test.
    let promises: [String]
  }

  let exercises: Int
  let graders: Int
  let misconceptions: Int
  let variants: Int
  let flaws: Int
  let seeds: Int
  let promises: [String: [String]]

  init(_ tests: [EventStream.Test]) {
    let counts = tests.compactMap { test -> Count? in
      let text = test.attachments["\(test.exercise)-grader.json"]
      return text.flatMap { try? JSONDecoder().decode(Count.self, from: Data($0.utf8)) }
    }
    exercises = Catalogue.exercises.count
    graders = tests.count { $0.isGraderOfGraders && $0.isEnded && $0.issues.isEmpty }
    misconceptions = counts.reduce(0) { $0 + $1.misconceptions }
    variants = counts.reduce(0) { $0 + $1.variants }
    flaws = counts.reduce(0) { $0 + $1.flaws }
    seeds = counts.map(\.seeds).min() ?? 0
    promises = Dictionary(counts.map { ($0.exercise, $0.promises) }) { $0 + $1 }
  }

  /// How many sentences of the exercises' comments are tested by a case, or have a reason why none
  /// does.
  var promiseCount: Int { promises.values.reduce(0) { $0 + $1.count } }

  func description(_ language: Language) -> String {
    language.text(
      "\(exercises) exercises, \(graders) graders that hold\n"
        + "\(misconceptions) misconceptions, each rejected and named on \(seeds) seeds\n"
        + "\(variants) other right ways, each accepted on the same seeds\n"
        + "\(promiseCount) sentences above the holes, each with the case that tries it or why none does\n"
        + "\(flaws) flaws in these",
      "\(exercises) exercícios, \(graders) corretores que se sustentam\n"
        + "\(misconceptions) erros clássicos, cada um rejeitado e nomeado com \(seeds) sementes\n"
        + "\(variants) outros jeitos certos, cada um aceito com as mesmas sementes\n"
        + "\(promiseCount) frases acima das lacunas, cada uma com o caso que a testa ou o motivo de não haver\n"
        + "\(flaws) falhas entre eles")
  }
}
