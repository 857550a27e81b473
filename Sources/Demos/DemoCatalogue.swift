/// All demos, in chapter order, on the reference.
package enum DemoCatalogue {
  package static let all: [any Demo] = [
    StepZeroDemo(), NextTokenDemo(), TextToNumbersDemo(), AttentionDemo(), GPTDemo(),
    PretrainingDemo(), FineTuningDemo(), InstructionTuningDemo(), ExtensionsDemo(),
  ]

  /// The demo of a chapter; nil if it has none.
  package static func demo(_ chapter: Int) -> (any Demo)? { all.first { $0.chapter == chapter } }
}
