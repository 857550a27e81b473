import Corpora
import CourseKit
import Testing

@Suite struct TypedQuestionTests {
  private func words(of text: String) -> Set<String> {
    Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
  }

  @Test(arguments: Language.allCases)
  func `there are enough of every kind, and none twice`(language: Language) {
    let measuring = TypedQuestion.all(in: language, for: .measuring)
    let choosing = TypedQuestion.all(in: language, for: .choosing)
    #expect(measuring.count >= 150 && choosing.count >= 80)
    for kind in TypedQuestion.Kind.allCases {
      #expect(measuring.count { $0.kind == kind } >= 8, "\(kind)")
      #expect(choosing.count { $0.kind == kind } >= 4, "\(kind)")
    }
    let passages = (measuring + choosing).map(\.passage)
    #expect(Set(passages).count == passages.count)
  }

  @Test(arguments: Language.allCases, TypedQuestion.Purpose.allCases)
  func `answers are of the kind that the question asks for`(
    language: Language, purpose: TypedQuestion.Purpose
  ) {
    let unsaid = language.text("I cannot tell", "não dá para saber")
    let yesOrNo = language == .english ? ["yes", "no"] : ["sim", "não"]
    for item in TypedQuestion.all(in: language, for: purpose) {
      #expect(item.question.hasSuffix("?") && !item.answers.isEmpty, "\(item)")
      #expect(item.passage.last.map { ".!?".contains($0) } == true, "\(item)")
      #expect(item.answers.allSatisfy { !$0.isEmpty && !$0.hasSuffix(".") }, "\(item)")
      #expect((item.kind == .unsaid) == (item.answers == [unsaid]), "\(item)")
      #expect((item.kind == .yesNo) == item.answers.allSatisfy(yesOrNo.contains), "\(item)")
      // What is to be found stands in the passage, but for prepositions that contract.
      if ![.unsaid, .yesNo, .howMany].contains(item.kind) {
        #expect(!words(of: item.answers[0]).isDisjoint(with: words(of: item.passage)), "\(item)")
      }
    }
  }
}
