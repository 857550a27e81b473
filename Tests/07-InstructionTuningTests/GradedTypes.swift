import CourseKit
import InstructionTuning
import InstructionTuningSolution
import Tensors

// What the graders ask of a type of this chapter, whether it is the learner's or the reference's.

protocol GradedTuning<Model> {
  associatedtype Model: LanguageModel

  var model: Model { get }
  func exampleNumbers(ofStep step: Int) -> [Int]
  mutating func advance() -> CourseKit::StepReport
  mutating func run(toStep last: Int, onStep: (CourseKit::StepReport) -> Bool)
}

protocol GradedAssistant {
  associatedtype Decoding

  func respond(
    to instruction: String, input: String, maxTokens: Int, decoding: Decoding,
    using generator: inout SeededGenerator, onToken: (Int) -> Bool
  ) -> String
  func promptTokens(_ instruction: String, input: String) -> [Int]
  func hasEnded(_ tokens: [Int]) -> Bool
  func answer(of tokens: [Int]) -> String
}

extension InstructionTuningSolution::SupervisedFineTuning: GradedTuning {}
extension InstructionTuningSolution::Assistant: GradedAssistant {}

#if OWN_INSTRUCTIONTUNING
  extension InstructionTuning::SupervisedFineTuning: GradedTuning {}
  extension InstructionTuning::Assistant: GradedAssistant {}
#endif
