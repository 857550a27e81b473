import CourseKit
import Testing

@testable import Corpora

@Suite struct InstructionTests {
  private func instructions(
    _ language: Language, _ split: Split, seed: UInt64 = 12, count: Int = 6_000
  ) -> [Instruction] {
    SmallWorld(language: language, seed: seed).instructions(count, split: split)
  }

  private func noun(_ word: String, _ language: Language) -> Noun {
    let lexicon = Lexicon.of(language)
    return (lexicon.things + lexicon.animals).first { $0.word == word }!
  }

  @Test(arguments: Language.allCases, Split.allCases)
  func `every task is as common as the others`(language: Language, split: Split) {
    let items = instructions(language, split)
    for task in InstructionTask.allCases {
      let share = Double(items.count { $0.task == task }) / Double(items.count)
      #expect(abs(share - 1 / 9) < 0.02, "\(task)")
    }
  }

  @Test(arguments: Language.allCases)
  func `held-out inputs never occur in training, whatever the seed`(language: Language) {
    func inputs(_ items: [Instruction]) -> Set<String> {
      Set(
        items.map {
          let isQuestion = $0.task!.rawValue.hasPrefix("find")
          return "\($0.task!): \(isQuestion ? $0.instruction : "") \($0.input)"
        })
    }
    let training = inputs(instructions(language, .training, seed: 1, count: 30_000))
    let heldOut = inputs(instructions(language, .heldOut, seed: 2, count: 5_000))
    #expect(heldOut.count > 2_500)
    #expect(Array(training.intersection(heldOut).sorted().prefix(5)) == [])
  }

  @Test(arguments: Language.allCases)
  func `conversations ask several questions of one story, all answered by it`(language: Language) {
    let items = SmallWorld(language: language, seed: 12).conversations(3_000, split: .training)
    let stories = items.filter { $0.task == nil }
    #expect(abs(Double(stories.count) / 3_000 - 0.5) < 0.03)
    #expect(items.allSatisfy { $0.task?.isAboutStory != true })
    #expect(stories.contains { $0.followUps.count == 5 })
    for story in stories {
      let turns =
        [(story.instruction, story.response)]
        + story.followUps.map { ($0.instruction, $0.response) }
      #expect(turns.count <= 6 && Set(turns.map(\.0)).count == turns.count, "\(story)")
      for (question, answer) in turns {
        #expect(question.last == "?")
        #expect(story.input.lowercased().contains(answer.dropLast().lowercased()), "\(story)")
      }
    }
  }

  @Test(arguments: Language.allCases)
  func `no conversation of training has a held-out story`(language: Language) {
    func inputs(_ split: Split, seed: UInt64) -> Set<String> {
      Set(
        SmallWorld(language: language, seed: seed).conversations(10_000, split: split)
          .filter { $0.task == nil }.map(\.input))
    }
    #expect(inputs(.training, seed: 1).isDisjoint(with: inputs(.heldOut, seed: 2)))
  }

  @Test(arguments: Language.allCases)
  func `what is found stands in the passage`(language: Language) {
    for item in instructions(language, .heldOut) where item.task!.rawValue.hasPrefix("find") {
      let answer = String(item.response.dropLast())
      #expect(item.instruction.last == "?" && item.response.last == ".")
      #expect(item.input.lowercased().contains(answer.lowercased()), "\(item)")
    }
  }

  @Test(arguments: Language.allCases)
  func `the opposite of the opposite is the word itself`(language: Language) {
    var opposites: [String: String] = [:]
    let items = instructions(language, .training, count: 30_000).filter { $0.task == .opposite }
    for item in items { opposites[item.input] = String(item.response.dropLast()) }
    var checked = 0
    for (input, opposite) in opposites where opposites[opposite] != nil {
      #expect(opposites[opposite] == input)
      #expect(input != opposite)
      checked += 1
    }
    #expect(checked > 300)
  }

  @Test(arguments: Language.allCases)
  func `the number of things is right`(language: Language) {
    let numbers =
      language == .english
      ? ["two", "three", "four", "five", "six"] : ["dois", "três", "quatro", "cinco", "seis"]
    for item in instructions(language, .heldOut) where item.task == .count {
      let commas = item.input.count { $0 == "," }
      #expect(item.response == "\(numbers[commas]).", "\(item)")
    }
  }

  @Test func `English plurals`() {
    let lexicon = Lexicon.english
    for (word, phrase, plural) in [
      ("kite", "a red kite", "the red kites"), ("diary", "an old diary", "the old diaries"),
      ("watch", "a watch", "the watches"), ("box", "a big box", "the big boxes"),
      ("toy boat", "a toy boat", "the toy boats"), ("mouse", "a shy mouse", "the shy mice"),
      ("scarf", "a scarf", "the scarves"), ("sheep", "a black sheep", "the black sheep"),
      ("key", "a small key", "the small keys"), ("monkey", "a monkey", "the monkeys"),
      ("brush", "a new brush", "the new brushes"), ("fox", "an old fox", "the old foxes"),
    ] {
      #expect(lexicon.definiteForms(of: phrase, noun(word, .english)).plural == plural)
    }
  }

  @Test func `Portuguese plurals`() {
    let lexicon = Lexicon.portuguese
    for (word, phrase, plural) in [
      ("pipa", "uma pipa azul", "as pipas azuis"), ("flor", "uma flor rosa", "as flores rosa"),
      ("balão", "um balão vermelho", "os balões vermelhos"),
      ("anel", "um anel caro", "os anéis caros"), ("jornal", "um jornal", "os jornais"),
      ("pincel", "um pincel grande", "os pincéis grandes"),
      ("bola de gude", "uma bola de gude verde", "as bolas de gude verdes"),
      ("pudim", "um pudim doce", "os pudins doces"), ("gibi", "um gibi novo", "os gibis novos"),
      ("colher", "uma colher marrom", "as colheres marrons"),
      ("guarda-chuva", "um guarda-chuva preto", "os guarda-chuvas pretos"),
    ] {
      #expect(lexicon.definiteForms(of: phrase, noun(word, .portuguese)).plural == plural)
    }
  }

  @Test(arguments: Language.allCases)
  func `the passive keeps who, what, where and when`(language: Language) {
    let by = language.text(" by ", " por ")
    for item in instructions(language, .heldOut) where item.task == .passive {
      #expect(item.response.contains(by))
      func content(_ text: String) -> Set<Substring> {
        Set(text.lowercased().split { !$0.isLetter && $0 != "-" })
      }
      // Only the auxiliary, the preposition and the participle are new; only the verb is gone.
      #expect(content(item.response).subtracting(content(item.input)).count <= 3, "\(item)")
      #expect(content(item.input).subtracting(content(item.response)).count <= 2, "\(item)")
    }
  }

  @Test func `the same seed gives the same instructions`() {
    let items = instructions(.portuguese, .training, count: 300)
    #expect(items == instructions(.portuguese, .training, count: 300))
    #expect(items != instructions(.portuguese, .training, seed: 13, count: 300))
  }
}
