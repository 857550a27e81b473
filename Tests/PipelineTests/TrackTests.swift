import CourseKit
import Pipeline
import TestSupport
import Testing

struct TrackTests {
  @Test func `the first line says whose chapters these are`() {
    // Whatever the switch says, each chapter is named once and in order.
    for language in Language.allCases {
      let text = Track.sentence(language)
      #expect(text.hasPrefix(language.text("Chapter", "Capítulo")))
      let last = Track.chapterCount - 1
      if (0...last).allSatisfy(Track.isSolution) {
        #expect(
          text
            == language.text(
              "Chapters 0–\(last): the reference (Solutions).",
              "Capítulos 0–\(last): a referência (Solutions)."))
      } else {
        #expect(text.contains(language.text("yours (Exercises)", "o seu código (Exercises)")))
      }
    }
  }
}
