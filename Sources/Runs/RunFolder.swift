import Console
import CourseKit
import Formats
import Foundation

/// A folder under `runs/` with all that is left of a run. Every file is written whole or not at all.
public struct RunFolder: Sendable, Hashable {
  public let path: String

  /// Where runs are kept, below the current folder.
  public static let parent = "runs"

  public init(path: String) { self.path = path }

  /// The name that a user gives to `--run`.
  public var name: String { (path as NSString).lastPathComponent }

  /// What to give to `--run` to get this one: its name, or its path if it is kept elsewhere; as it is
  /// pasted into a shell.
  public var reference: String {
    shellQuoted(path == "\(RunFolder.parent)/\(name)" ? name : path)
  }

  // MARK: Files

  public var configurationFile: String { path + "/configuration.json" }
  public var vocabularyFile: String { path + "/vocab.json" }
  public var mergesFile: String { path + "/merges.txt" }
  /// The names of the special and added tokens, where there are others than `<|endoftext|>`.
  public var specialTokensFile: String { path + "/special_tokens.json" }
  /// The parameters alone, as others can read them.
  public var modelFile: String { path + "/model.safetensors" }
  /// Parameters, optimizer and generator: what `gpt resume` goes on from.
  public var checkpointFile: String { path + "/checkpoint.safetensors" }
  public var metricsFile: String { path + "/metrics.json" }
  public var lossChartFile: String { path + "/loss.svg" }
  /// The classifier's parameters, the backbone's and the head's.
  public var classifierFile: String { path + "/classifier.safetensors" }
  public var classificationFile: String { path + "/classification.json" }
  /// The model after instruction tuning.
  public var assistantFile: String { path + "/assistant.safetensors" }
  public var assistantResultsFile: String { path + "/assistant.json" }
  /// The assistant after it has learned from preferences as well.
  public var preferredFile: String { path + "/preferred.safetensors" }
  /// What `gpt prefer` measured.
  public var preferencesFile: String { path + "/preferences.json" }
  public var reportFile: String { path + "/report.html" }
  /// The page with a model inside that `gpt share` writes.
  public var sharedPageFile: String { path + "/share.html" }

  // MARK: Finding one

  /// Whether a run may be called so: a folder's name, and not one that is hidden.
  public static func isName(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".") && name.utf8.count <= 200
      && !name.utf8.contains { $0 == UInt8(ascii: "/") || $0 < 0x20 }
  }

  /// Makes a new folder, `runs/name`, or `runs/name-2` … where that is taken.
  public static func make(named name: String, in parent: String = parent) throws -> RunFolder {
    guard isName(name) else {
      throw InputError(
        "A run cannot be called \"\(name)\": give a name without / that begins with no dot.",
        "Uma execução não pode se chamar \"\(name)\": dê um nome sem / que não comece com ponto.")
    }
    let manager = FileManager.default
    var path = "\(parent)/\(name)"
    var number = 1
    do {
      try manager.createDirectory(atPath: parent, withIntermediateDirectories: true)
      // Made in one step, so that of two runs that begin at the same time each has its own.
      while mkdir(path, 0o777) != 0 {
        guard errno == EEXIST, number < 100_000 else { throw CocoaError(.fileWriteUnknown) }
        number += 1
        path = "\(parent)/\(name)-\(number)"
      }
    } catch {
      throw InputError(
        "The folder \(path) cannot be made: go to a folder that you may write to, with space left.",
        "Não é possível criar a pasta \(path): vá para uma pasta em que você possa escrever, com "
          + "espaço livre.")
    }
    return RunFolder(path: path)
  }

  /// The run that a user named, by its name under `runs/` or by its path; without a name the one that
  /// was worked on last, of those that have got as far as `file`.
  public static func find(
    _ name: String?, having file: KeyPath<RunFolder, String>, in parent: String = parent
  ) throws -> RunFolder {
    if let name, !name.isEmpty {
      let folders = ["\(parent)/\(name)", name].map { RunFolder(path: $0) }
      guard let folder = folders.first(where: { $0.has(\.configurationFile) }) else {
        throw InputError(
          "There is no run \(name): gpt runs lists the existing ones.",
          "Não existe a execução \(name): gpt runs lista as que existem.")
      }
      guard folder.has(file) else { throw folder.without(file) }
      return folder
    }
    guard let latest = all(in: parent).first(where: { $0.has(file) }) else {
      throw InputError(
        "There is no trained run under \(parent)/ yet: gpt without a command trains one.",
        "Ainda não há execução treinada em \(parent)/: o comando gpt, sem mais nada, treina uma.")
    }
    return latest
  }

  /// What to do where a run has not got a file.
  private func without(_ file: KeyPath<RunFolder, String>) -> InputError {
    let command: String? =
      switch file {
      case \.classifierFile: "classify train"
      case \.assistantFile: "instruct"
      case \.preferredFile: "prefer"
      default: nil
      }
    if let command {
      return InputError(
        "The run \(name) has no such model yet: gpt \(command) --run \(reference) makes one.",
        "A execução \(name) ainda não tem esse modelo: gpt \(command) --run \(reference) cria um.")
    }
    if file == \.checkpointFile, (try? configuration())?.isImported == true {
      return InputError(
        "The run \(name) was trained elsewhere, so there is no training to go on with: tune it with "
          + "gpt classify train or gpt instruct.",
        "A execução \(name) foi treinada em outro lugar, e não há treino para continuar: ajuste-a com gpt "
          + "classify train ou gpt instruct.")
    }
    return InputError(
      "\(self[keyPath: file]) is missing, since the run has saved nothing yet or lost it: "
        + "restore the file, or begin a new run.",
      "Falta \(self[keyPath: file]), pois a execução ainda não salvou nada ou perdeu o "
        + "arquivo: restaure-o ou comece outra execução.")
  }

  /// All runs, the one that was worked on last first.
  public static func all(in parent: String = parent) -> [RunFolder] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    return names.map { RunFolder(path: "\(parent)/\($0)") }
      .filter { $0.has(\.configurationFile) }
      .sorted { ($0.lastChange, $0.path) > ($1.lastChange, $1.path) }
  }

  private func has(_ file: KeyPath<RunFolder, String>) -> Bool {
    FileManager.default.fileExists(atPath: self[keyPath: file])
  }

  private var lastChange: Date {
    [modelFile, checkpointFile, configurationFile].compactMap {
      try? FileManager.default.attributesOfItem(atPath: $0)[.modificationDate] as? Date
    }.max() ?? .distantPast
  }

  // MARK: Configuration

  /// Writes what decides the run.
  public func save(_ configuration: RunConfiguration) throws {
    try AtomicFile.write(encoded(configuration), to: configurationFile)
  }

  /// Reads what decides the run. Throws `InputError` where a number is one that no run can have.
  public func configuration() throws -> RunConfiguration {
    try decoded(RunConfiguration.self, from: configurationFile) { damaged(configurationFile) }
  }

  // MARK: Vocabulary

  /// Written as GPT-2's two files, which other programs can read.
  public func save(_ vocabulary: GPT2Vocabulary) throws {
    try vocabulary.write(vocabularyPath: vocabularyFile, mergesPath: mergesFile)
  }

  /// Reads the two files. Throws `InputError` where they are not of one run.
  public func vocabulary() throws -> GPT2Vocabulary {
    let vocabulary = try GPT2Vocabulary(vocabularyPath: vocabularyFile, mergesPath: mergesFile)
    // A merge for each token but the 256 bytes and the special ones; an imported vocabulary may have
    // tokens that no merge makes.
    let mostMerges = vocabulary.tokens.count - 256 - (try tokenNames().all.count)
    guard has(\.specialTokensFile) || vocabulary.merges.count == mostMerges else {
      throw damaged(mergesFile)
    }
    return vocabulary
  }

  /// Written besides, where the special tokens are not `<|endoftext|>` alone.
  public func save(_ tokenizer: HuggingFaceTokenizer) throws {
    try save(tokenizer.vocabulary)
    let names = TokenNames(special: tokenizer.specialTokens, added: tokenizer.addedTokens)
    let vocabulary = tokenizer.vocabulary
    let isPlain =
      names == TokenNames()
      && vocabulary.merges.count == vocabulary.tokens.count - 257
    if !isPlain {
      try AtomicFile.write(JSONEncoder().encode(names), to: specialTokensFile)
    }
  }

  /// Which of the tokens have names that stand for themselves.
  public struct TokenNames: Codable, Equatable, Sendable {
    /// Those that come out of a text only where that is asked for.
    public var special = [HuggingFaceTokenizer.endOfText]
    /// Those that always do.
    public var added: [String] = []

    public var all: [String] { special + added }
  }

  /// `<|endoftext|>` alone where the run says nothing else.
  public func tokenNames() throws -> TokenNames {
    guard has(\.specialTokensFile) else { return TokenNames() }
    guard let data = FileManager.default.contents(atPath: specialTokensFile),
      let names = try? JSONDecoder().decode(TokenNames.self, from: data)
    else { throw damaged(specialTokensFile) }
    return names
  }

  // MARK: Results

  /// Writes what was measured so far.
  public func save(_ metrics: RunMetrics) throws {
    try AtomicFile.write(encoded(metrics), to: metricsFile)
  }

  /// Reads what was measured so far.
  public func metrics() throws -> RunMetrics {
    try decoded(RunMetrics.self, from: metricsFile) { damaged(metricsFile) }
  }

  /// Nil where no classifier was trained yet. Throws where the classifier is not the one that was
  /// measured.
  public func classificationResults() throws -> ClassificationResults? {
    try results(of: .classifier)
  }

  /// Nil where no assistant was tuned yet. Throws where the assistant is not the one that was measured.
  public func assistantResults() throws -> AssistantResults? { try results(of: .assistant) }

  /// Nil where nothing was learned from preferences yet. Throws where the model is not the one that was
  /// measured.
  public func preferenceResults() throws -> PreferenceResults? { try results(of: .preferred) }

  // MARK: JSON

  /// Throws where a number is one that would not be read again: what was there before then stays.
  public func encoded(_ value: some Encodable & Plausible) throws -> Data {
    guard value.isPossible else {
      throw InputError(
        "\(path) was left as it was, since what was measured has impossible numbers: the training has "
          + "diverged, use a smaller --learning-rate.",
        "\(path) ficou como estava, pois o que foi medido tem números impossíveis: o treino divergiu, use "
          + "um --learning-rate menor.")
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return try encoder.encode(value)
  }

  /// Throws `damaged` where the file holds something else, or a number that cannot be.
  public func decoded<Value: Decodable & Plausible>(
    _ type: Value.Type, from path: String, orThrow damaged: () -> InputError
  ) throws -> Value {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw InputError(
        "\(path) is missing or cannot be read: restore the file, or begin a new run.",
        "\(path) não existe ou não pode ser lido: restaure o arquivo ou comece outra execução.")
    }
    guard let value = try? JSONDecoder().decode(type, from: data), value.isPossible else {
      throw damaged()
    }
    return value
  }

  private func damaged(_ path: String) -> InputError {
    InputError(
      "\(path) is not what a run has written: restore the file, or begin a new run.",
      "\(path) não está como uma execução o gravou: restaure o arquivo ou comece outra execução.")
  }
}
