import CourseKit

/// The first line that grading and other commands print: "Chapters 0–2: yours (Exercises). Chapters
/// 3–8: the reference (Solutions)."
public func trackSentence(
  chapterCount: Int, _ language: Language, isSolution: (Int) -> Bool
) -> String {
  var parts: [String] = []
  var first = 0
  while first < chapterCount {
    var last = first
    while last + 1 < chapterCount, isSolution(last + 1) == isSolution(first) { last += 1 }
    let which =
      first == last
      ? language.text("Chapter \(first)", "Capítulo \(first)")
      : language.text("Chapters \(first)–\(last)", "Capítulos \(first)–\(last)")
    let whose =
      isSolution(first)
      ? language.text("the reference (Solutions)", "a referência (Solutions)")
      : language.text("yours (Exercises)", "o seu código (Exercises)")
    parts.append("\(which): \(whose).")
    first = last + 1
  }
  return parts.joined(separator: " ")
}
