import InstructionTuning
import Runs

extension AssistantResults.Scores {
  public init(_ answers: [JudgedAnswer]) {
    self.init(all: TaskScore(of: answers), tasks: taskScores(answers))
  }
}

extension AssistantResults.Comparison {
  public init(before: JudgedAnswer, after: JudgedAnswer) {
    self.init(
      before.example, before: before.answer, isBeforeExact: before.isExact, after: after.answer,
      isAfterExact: after.isExact)
  }
}

extension AssistantResults.Template {
  public init(_ template: PromptTemplate) {
    self.init(language: template.language, style: .init(rawValue: template.style.rawValue)!)
  }
}

extension PromptTemplate {
  public init(_ template: AssistantResults.Template) {
    self.init(language: template.language, style: .init(rawValue: template.style.rawValue)!)
  }
}
