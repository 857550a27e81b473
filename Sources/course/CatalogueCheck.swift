import Catalogue
import CourseKit

/// Checks the consistency of catalogue, stubs and graders, and reports each flaw in a sentence.
enum CatalogueCheck {
  /// Every exercise has the texts that a learner is shown.
  static func flaws(
    _ language: Language, exercises: [Exercise] = Catalogue.exercises
  ) -> [String] {
    var flaws: [String] = []
    func check(_ holds: Bool, _ english: String, _ portuguese: String) {
      if !holds { flaws.append(language.text(english, portuguese)) }
    }
    var seen: Set<String> = []
    for exercise in exercises {
      let number = exercise.number
      check(
        exercise.minutes > 0, "\(number) says no minutes.", "\(number) não diz quantos minutos.")
      check(
        exercise.hints.count == 4, "\(number) has \(exercise.hints.count) hints, not 4.",
        "\(number) tem \(exercise.hints.count) dicas, não 4.")
      for spoken in Language.allCases {
        let texts = ([exercise.title] + exercise.hints).map { $0.in(spoken) }
        check(
          texts.allSatisfy { $0.contains { !$0.isWhitespace } },
          "\(number) has an empty title or hint in \(spoken.rawValue).",
          "\(number) tem título ou dica vazios em \(spoken.rawValue).")
      }
      let same = exercise.hints.filter { $0.in(.english) == $0.in(.portuguese) }
      check(
        same.isEmpty, "\(number) has a hint that is the same in both languages.",
        "\(number) tem uma dica igual nos dois idiomas.")
      for need in exercise.needs {
        check(
          seen.contains(need), "\(number) needs \(need), which does not come before it.",
          "\(number) precisa de \(need), que não vem antes.")
      }
      check(
        seen.insert(number).inserted, "\(number) is there twice.", "\(number) aparece duas vezes.")
    }
    return flaws
  }

  /// Exercises and Solutions have the same files, every exercise has a hole in its file, and every
  /// hole belongs to an exercise.
  static func pairing(
    in project: Project, _ language: Language, exercises: [Exercise] = Catalogue.exercises
  ) throws -> [String] {
    var flaws: [String] = []
    let holes = try Holes(in: project)
    for chapter in Catalogue.chapters {
      // A file that only the solution needs has no counterpart in Exercises.
      let folder = project.solutionFolder(chapter)
      let ours = Set(
        try project.swiftFiles(in: folder).filter { file in
          try Stub.make(from: project.read("\(folder)/\(file)")).contains { !$0.isWhitespace }
        })
      let theirs = Set(project.swiftFiles(in: project.exerciseFolder(chapter)))
      for file in ours.symmetricDifference(theirs).sorted() {
        flaws.append(
          language.text(
            "\(chapter.folder)/\(file) is not in both Exercises and Solutions.",
            "\(chapter.folder)/\(file) não está em Exercises e em Solutions."))
      }
    }
    for exercise in exercises {
      let number = exercise.number
      let folder = Catalogue.chapters[exercise.chapter].folder
      if holes.counts[number] == nil {
        flaws.append(
          language.text(
            "\(number) has no solution: Solutions/\(folder)/\(exercise.file) has nothing between "
              + "// begin \(number) and // end \(number).",
            "\(number) não tem solução: Solutions/\(folder)/\(exercise.file) não tem nada entre "
              + "// begin \(number) e // end \(number)."))
      } else if holes.open[number]?.count ?? 0 != holes.counts[number] {
        flaws.append(
          language.text(
            "\(number) has no open hole for each mark in Solutions.",
            "\(number) não tem uma lacuna aberta para cada marca em Solutions."))
      }
      if let files = holes.files[number], !files.contains(exercise.file) {
        flaws.append(
          language.text(
            "\(number) is said to be in \(exercise.file), but its hole is in "
              + "\(files.joined(separator: ", ")).",
            "\(number) estaria em \(exercise.file), mas a sua lacuna está em "
              + "\(files.joined(separator: ", "))."))
      }
    }
    let numbers = Set(exercises.map(\.number))
    for number in holes.counts.keys.sorted() where !numbers.contains(number) {
      flaws.append(
        language.text(
          "The hole \(number) is not in the catalogue.", "A lacuna \(number) não está no catálogo.")
      )
    }
    return flaws
  }

  /// Every exercise has a grader that reports the unfilled stub as not started, and a passing test
  /// of that grader.
  static func graders(
    _ tests: [EventStream.Test], _ language: Language, exercises: [Exercise] = Catalogue.exercises
  ) -> [String] {
    var flaws: [String] = []
    for exercise in exercises {
      let number = exercise.number
      let own = tests.filter { $0.exercise == number }
      let graders = own.filter { !$0.isGraderOfGraders }
      if graders.isEmpty {
        flaws.append(
          language.text(
            "\(number) has no grader: no test has a name that begins with “\(number) ”.",
            "\(number) não tem corretor: nenhum teste tem um nome que comece com “\(number) ”."))
      } else {
        let result = ExerciseResult(exercise, tests: graders, language)
        if ![.notStarted, .blocked].contains(result.outcome) {
          let outcome = result.outcome.rawValue
          flaws.append(
            language.text(
              "The stub of \(number) is graded as \(outcome), not as not started. \(result.message)",
              "O ponto de partida de \(number) recebe \(outcome), não não começado. \(result.message)"
            ))
        }
      }
      guard let second = own.first(where: \.isGraderOfGraders) else {
        flaws.append(
          language.text(
            "There is no test named “\(number) grader”.",
            "Não há um teste chamado “\(number) grader”."))
        continue
      }
      if !second.isEnded || second.wasSkipped {
        flaws.append(
          language.text(
            "The test “\(number) grader” did not run to its end.",
            "O teste “\(number) grader” não rodou até o fim."))
      }
    }
    let numbers = Set(exercises.map(\.number))
    for number in Set(tests.map(\.exercise)).sorted() where !numbers.contains(number) {
      flaws.append(
        language.text(
          "There is a grader for \(number), which is not in the catalogue.",
          "Há um corretor para \(number), que não está no catálogo."))
    }
    return flaws
  }
}
