import Console
import CourseKit
import Foundation
import Narration

/// What `course show 3` starts, once it is built for chapter 3.
struct ShowcaseCommand: Command {
  let name = "showcase"
  let summary = Text("the showpiece of one chapter", "a peça de um capítulo")

  let options = NarratorOptions()
  let wish = Option<String?>(
    "wish", default: nil, help: Text("a word or text of the user's", "uma palavra ou texto seu"))
  let root = Option<String>(
    required: "root", help: Text("the course's folder", "a pasta do curso"))
  let patience = Option<Int>(
    required: "patience", .from(1, to: 86_400),
    help: Text("after how many seconds it ends", "depois de quantos segundos ela termina"))

  func run(_ values: Values) throws {
    // An endless loop in the learner's code looks at nothing: the system ends it.
    alarm(UInt32(values[patience]))
    let narrator = options.narrator(values, root: values[root])
    for showpiece in Showpieces.all { try showpiece.tell(narrator, wish: values[wish]) }
  }
}
