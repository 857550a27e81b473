import InstructionTuning
import Runs
import Tokenization
import Transformer

extension TrainedModel {
  /// The model that answers: what `gpt instruct` made of a run, with the template that it was tuned
  /// on.
  public init(assistantOf folder: RunFolder) throws {
    try self.init(readingFrom: folder, parameters: \.assistantFile)
  }

  /// The model as an assistant. `stopText` is for one that was only pretrained: it goes on with the
  /// next question unless a line break ends the answer.
  public func assistant(
    _ template: PromptTemplate, stopText: String? = nil
  ) -> Assistant<GPT, ByteLevelBPE> {
    Assistant(
      model: model, tokenizer: tokenizer, template: template,
      endOfText: tokenizer.endOfText ?? 0, stopText: stopText)
  }
}

extension Assistant {
  /// An answer as it stands in a conversation, up to the next question: the end of text follows it, as
  /// in tuning. A model that was only pretrained knows a line break alone there.
  func turnTokens(answering answer: String) -> [Int] {
    tokenizer.encode(template.continuation(answer)) + (stopText == nil ? [endOfText] : [])
      + tokenizer.encode("\n")
  }
}
