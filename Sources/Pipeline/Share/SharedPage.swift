import Charts
import CourseKit
import Formats
import Foundation
import InstructionTuning
import Runs
import Tokenization
import Transformer

/// One page with a run's model inside, which answers in any browser, without a network.
///
/// The engine is `gpt.js`, which the course's pages can use too; `page.js` and `page.css` are around it.
/// All are compiled into the program. The same run gives the same bytes.
public struct SharedPage {
  /// A story and a question about it, to begin with.
  private struct Example: Encodable {
    let story: String
    let question: String
  }

  /// How a question is put, with `{story}` and `{question}` in their places.
  private struct Template: Encodable {
    let withStory: String
    let alone: String

    init(_ template: PromptTemplate) {
      withStory = template.prompt("{question}", input: "{story}")
      alone = template.prompt("{question}")
    }
  }

  /// What `page.js` reads beside the weights.
  private struct Contents: Encodable {
    let name: String
    let model: String
    /// The language that the model knows; nil where it has learned from a user's text.
    let language: Language?
    let pageLanguage: Language
    let parameterCount: Int
    let configuration: GPTConfiguration
    /// As `vocab.json` and `merges.txt` spell them.
    let tokens: [String]
    let merges: [String]
    let prompt: String
    /// Whether a prompt stands at the beginning of a document, after `<|endoftext|>`.
    let beginsDocuments: Bool
    /// Nil where the model has never seen a question.
    let template: Template?
    let stopText: String?
    let examples: [Example]
  }

  private let contents: Contents
  private let weights: SharedWeights

  /// Reads one of a run's models. Throws `InputError` where the run has not got so far, and where the
  /// model is too large for a page.
  /// - Parameters:
  ///   - file: the model's parameters.
  ///   - model: what the page calls it: pretrained, assistant or preferred.
  ///   - language: the language in which the page opens; it has both.
  public init(
    of folder: RunFolder, parameters file: KeyPath<RunFolder, String>, named model: String,
    language: Language
  ) throws {
    let configuration = try folder.configuration()
    let assistant = try AssistantResponder(readingFrom: folder, model: file).assistant
    let parameterCount = assistant.model.parameterCount
    guard parameterCount <= SharedPage.mostParameters else {
      func sizes(_ language: Language) -> [String] {
        [parameterCount, SharedPage.mostParameters].map { grouped($0, language) }
      }
      let (english, portuguese) = (sizes(.english), sizes(.portuguese))
      throw InputError(
        "The model has \(english[0]) parameters, and a page holds at most \(english[1]): share a "
          + "smaller one.",
        "O modelo tem \(portuguese[0]) parâmetros, e numa página cabem no máximo "
          + "\(portuguese[1]): compartilhe um menor.")
    }
    let knowsQuestions = configuration.language != nil || file != \.modelFile
    let vocabulary = try folder.vocabulary()
    weights = try SharedWeights(assistant.model)
    contents = Contents(
      name: folder.name, model: model, language: configuration.language, pageLanguage: language,
      parameterCount: parameterCount, configuration: configuration.model,
      tokens: vocabulary.spelledTokens, merges: vocabulary.spelledMerges,
      prompt: configuration.prompt, beginsDocuments: configuration.language != nil,
      template: knowsQuestions ? Template(assistant.template) : nil,
      stopText: assistant.stopText,
      examples: SharedPage.examples(of: try folder.assistantResults()))
  }

  /// A browser holds all of the page's text at once, 4/3 characters for each parameter.
  private static let mostParameters = 150_000_000

  /// One example of each of four tasks, those with the longest stories.
  private static func examples(of results: AssistantResults?) -> [Example] {
    var tasks: Set<String> = []
    let one = (results?.comparisons ?? []).map(\.example)
      .filter { !$0.input.isEmpty && tasks.insert($0.task ?? $0.instruction).inserted }
    let longest = one.enumerated().sorted { a, b in
      (b.element.input.count, a.offset) < (a.element.input.count, b.offset)
    }
    return longest.prefix(4).map {
      Example(story: $0.element.input, question: $0.element.instruction)
    }
  }

  /// The whole page.
  public func html() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = String(decoding: try encoder.encode(contents), as: UTF8.self)
    let values = [
      "LANGUAGE": contents.pageLanguage.rawValue, "TITLE": HTML(contents.name).markup,
      "VARIABLES": ChartStyle.variables, "STYLE": text(PackageResources.page_css),
      // Within a script only < could end it, and in JSON it stands in strings alone.
      "RUN": json.replacing("<", with: #"\u003c"#),
      "WEIGHTS": weights.data.base64EncodedString(), "ENGINE": text(PackageResources.gpt_js),
      "PAGE": text(PackageResources.page_js),
    ]
    return text(PackageResources.share_html).replacing(/\{\{(\w+)\}\}/) { match in
      values[String(match.output.1)] ?? ""
    }
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// Writes the page, whole or not at all. Returns how many bytes it has.
  @discardableResult
  public func write(to path: String) throws -> Int {
    let page = Data(try html().utf8)
    try AtomicFile.write(page, to: path)
    return page.count
  }
}
