import CourseKit
import Pretraining

/// The same prompt, continued in the four ways of chapter 5.
public enum DecodingShowcase {
  /// One continuation and how it was chosen.
  public struct Sample: Sendable, Codable, Hashable {
    public let name: String
    public let decoding: Decoding
    public let text: String
  }

  /// The strategies with their names.
  public static func strategies(_ language: Language) -> [(name: String, decoding: Decoding)] {
    [
      (language.text("greedy", "gulosa"), .greedy),
      (
        language.text("temperature 0.8", "temperatura 0,8"), Decoding(temperature: 0.8)
      ),
      ("top-k 20", Decoding(topK: 20)),
      (language.text("top-p 0.9", "top-p 0,9"), Decoding(topP: 0.9)),
    ]
  }

  /// The run's own prompt continued in each way, from the run's own seed.
  ///
  /// Without a cache: it comes in chapter 8, and whoever trains a model in chapter 5 is to see it
  /// speak. For a hundred tokens it makes no difference that one would notice.
  public static func samples(
    of model: TrainedModel, maxTokens: Int = 100, language: Language
  ) throws -> [Sample] {
    try strategies(language).map { name, decoding in
      var text = model.configuration.prompt
      let count = try model.complete(
        text, maxTokens: maxTokens, decoding: decoding, seed: model.configuration.seed,
        inference: .uncached
      ) { piece in
        text += piece
        return true
      }
      // Where the text did not come to an end of its own.
      if count == maxTokens { text += " …" }
      return Sample(name: name, decoding: decoding, text: text)
    }
  }
}
