import CourseKit
import InstructionTuning

// What experiments say of the answers of a run's model.

/// Where the run has no assistant.
let noAssistantNote = Text(
  "(This run has no assistant yet: its pretrained model answered.)",
  "(Esta execução ainda não tem assistente: quem respondeu foi o modelo pré-treinado.)")

/// Whether an answer stands in the passage, word for word.
func isCopied(_ answer: String, _ passage: String) -> Bool {
  let answer = normalizedAnswer(answer)
  return !answer.isEmpty && passage.lowercased().contains(answer)
}
