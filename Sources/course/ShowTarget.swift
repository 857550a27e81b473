import Catalogue
import Console
import CourseKit

/// What `course show` can show: `3`, what a chapter's code can do, or `3.4`, what an exercise asks for.
enum ShowTarget: ArgumentValue {
  case chapter(Int)
  case exercise(Exercise)

  init?(argument text: String) {
    if let exercise = Catalogue.exercise(text) {
      self = .exercise(exercise)
    } else if let number = Int(text), Catalogue.chapters.indices.contains(number) {
      self = .chapter(number)
    } else {
      return nil
    }
  }

  var shownAsDefault: String? { nil }
  static var placeholder: Text { Selection.placeholder }
  static var expectation: Text {
    let last = Catalogue.chapters.count - 1
    return Text(
      "a chapter from 0 to \(last), or the number of an exercise such as 3.4; course map --all lists them",
      "um capítulo de 0 a \(last) ou o número de um exercício, como 3.4; course map --all lista todos"
    )
  }
}
