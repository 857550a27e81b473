import Catalogue
import Console
import CourseKit
import Formats
import Foundation

/// `course hint 3.4`: reveals one more hint on each call.
struct HintCommand: Command {
  let name = "hint"
  let summary = Text(
    "reveals the next hint for an exercise", "revela a próxima dica de um exercício")
  let discussion = Text(
    "There are four: a question to think about, the formula, pseudocode, and where the solution does it.",
    "São quatro: uma pergunta para pensar, a fórmula, o pseudocódigo e onde a solução faz isso.")

  let exercise = Positional<ExerciseArgument>(
    ExerciseArgument.placeholder, help: Text("such as 3.4", "como 3.4"))
  let again = Flag(
    "again", help: Text("shows those that were revealed, and no more", "mostra só as já reveladas"))
  let all = Flag("all", help: Text("reveals all", "revela todas"))

  func run(_ values: Values) throws {
    let language = values.language
    let exercise = values[self.exercise].exercise
    let project = try Project()
    var counter = HintCounter(file: project.note("hints.json"))
    let before = counter.revealed(exercise.number)
    let count = exercise.hints.count
    let now =
      values[all] ? count : values[again] ? min(before, count) : min(before + 1, count)
    guard now > 0 else {
      return printLine(
        language.text("No hint was revealed yet.", "Nenhuma dica foi revelada ainda."))
    }
    let shown = values[all] || values[again] ? 0..<now : now - 1..<now
    printLine("\(exercise.number)  \(exercise.title.in(language))")
    for index in shown {
      let number = language.text("Hint \(index + 1) of \(count)", "Dica \(index + 1) de \(count)")
      let kind = HintCommand.kinds[min(index, 3)].in(language)
      printLine(styled: "\n\(StyledText.bold(number)), \(kind)")
      printLine(wrapped(exercise.hints[index].in(language), indent: 2))
    }
    counter.reveal(now, of: exercise.number)
    printLine()
    if now == count, before >= count || shown.count > 1 {
      printLine(
        language.text(
          "That is all. The solution beside your code: swift run course solution \(exercise.number)",
          "Isso é tudo. A solução ao lado do seu código: swift run course solution \(exercise.number)"
        ))
    } else if now < count {
      printLine(
        language.text(
          "\(count - now) more when you ask again.", "Mais \(count - now) se você pedir de novo."))
    } else {
      printLine(language.text("That was the last one.", "Essa foi a última."))
    }
  }

  private static let kinds = [
    Text("to think about", "para pensar"), Text("the formula", "a fórmula"),
    Text("the steps", "os passos"), Text("where to look", "onde olhar"),
  ]
}

/// How many hints of each exercise have been revealed: the only thing the companion remembers.
struct HintCounter {
  private let file: String
  private var counts: [String: Int]

  init(file: String) {
    self.file = file
    let data = FileManager.default.contents(atPath: file) ?? Data()
    counts = (try? JSONDecoder().decode([String: Int].self, from: data)) ?? [:]
  }

  func revealed(_ exercise: String) -> Int { max(0, counts[exercise] ?? 0) }

  /// Records that this many hints are known. The number never decreases.
  mutating func reveal(_ count: Int, of exercise: String) {
    guard count > revealed(exercise) else { return }
    counts[exercise] = count
    let folder = (file as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    if let data = try? JSONEncoder().encode(counts) { try? AtomicFile.write(data, to: file) }
  }
}
