import CourseKit

/// The comments above the holes, sentence by sentence, beside what the graders say that they try.
enum ContractCheck {
  /// The sentences above an exercise's holes that no promise of its grader quotes, and the promises that
  /// quote nothing.
  static func flaws(
    in project: Project, promises: [String: [String]], _ language: Language
  ) throws -> [String] {
    var sentences: [String: [String]] = [:]
    for chapter in Catalogue.chapters {
      let folder = project.solutionFolder(chapter)
      for file in project.swiftFiles(in: folder) {
        for (exercise, comment) in comments(in: try project.read("\(folder)/\(file)")) {
          sentences[exercise, default: []] += comment
        }
      }
    }
    return Catalogue.exercises.flatMap { exercise in
      flaws(
        of: exercise.number, sentences[exercise.number] ?? [], promises[exercise.number] ?? [],
        language)
    }
  }

  static func flaws(
    of exercise: String, _ sentences: [String], _ promises: [String], _ language: Language
  ) -> [String] {
    let untried = sentences.filter { sentence in !promises.contains { sentence.contains($0) } }
    let unsaid = promises.filter { promise in !sentences.contains { $0.contains(promise) } }
    return untried.map {
      language.text(
        "\(exercise): no case is named for the sentence “\($0)”",
        "\(exercise): nenhum caso foi indicado para a frase “\($0)”")
    }
      + unsaid.map {
        language.text(
          "\(exercise): no sentence above its holes has the words “\($0)”",
          "\(exercise): nenhuma frase acima das lacunas tem as palavras “\($0)”")
      }
  }

  /// The comment above each hole of a solution's file, in sentences; one above several holes counts for
  /// each exercise once.
  static func comments(in source: String) -> [(exercise: String, sentences: [String])] {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    var comment: [Substring] = []
    var seen: Set<[String]> = []
    var found: [(exercise: String, sentences: [String])] = []
    for (place, line) in lines.enumerated() {
      let text = line.drop { $0 == " " }
      if text.hasPrefix("///") {
        let continues = place > 0 && lines[place - 1].drop { $0 == " " }.hasPrefix("///")
        if !continues { comment = [] }
        comment.append(text.dropFirst(3))
      } else if let exercise = Stub.mark("begin", in: line) {
        let sentences = sentences(of: comment)
        if seen.insert([exercise] + sentences).inserted { found.append((exercise, sentences)) }
      }
    }
    return found
  }

  /// A sentence ends with its mark before a blank and what begins another; an example in code is one
  /// sentence, and so is the item of a list.
  static func sentences(of comment: [Substring]) -> [String] {
    var sentences: [String] = []
    var code: [Substring] = []
    var prose = ""
    func endParagraph() {
      sentences += split(prose)
      prose = ""
      if !code.isEmpty { sentences.append(code.joined(separator: "\n")) }
      code = []
    }
    for line in comment {
      let text = line.drop { $0 == " " }
      let indentation = line.count - text.count
      if text.isEmpty || text.hasPrefix("- ") { endParagraph() }
      if indentation >= 5, prose.isEmpty, !text.hasPrefix("- ") {
        code.append(text)
      } else {
        prose += prose.isEmpty ? text : " " + text
      }
    }
    endParagraph()
    return sentences.filter { !$0.isEmpty }
  }

  private static func split(_ prose: String) -> [String] {
    var sentences: [String] = []
    var sentence = ""
    var words = prose.split(separator: " ")[...]
    while let word = words.popFirst() {
      sentence += sentence.isEmpty ? "\(word)" : " \(word)"
      let isEnd = [".", "!", "?", ".)"].contains { word.hasSuffix($0) }
      guard isEnd, let next = words.first?.first,
        next.isUppercase || !next.isLetter
      else { continue }
      sentences.append(sentence)
      sentence = ""
    }
    return sentences + (sentence.isEmpty ? [] : [sentence])
  }
}
