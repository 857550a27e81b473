import CourseKit
import Formats
import Foundation
import Tensors

/// What tuning leaves in a run's folder: weights in one file, what they came to in another.
///
/// Each file is written whole or not at all, but a process may be killed between the two. So both carry
/// the same mark, a fingerprint of the weights: new weights beside old labels are noticed when they
/// are read, and refused.
public struct TunedModelFiles<Results: Codable & Plausible>: Sendable {
  let weights: @Sendable (RunFolder) -> String
  let results: @Sendable (RunFolder) -> String
  /// The words after `gpt` that make both.
  let command: String
}

extension TunedModelFiles<ClassificationResults> {
  public static let classifier = TunedModelFiles(
    weights: \.classifierFile, results: \.classificationFile, command: "classify train")
}

extension TunedModelFiles<AssistantResults> {
  public static let assistant = TunedModelFiles(
    weights: \.assistantFile, results: \.assistantResultsFile, command: "instruct")
}

extension TunedModelFiles<PreferenceResults> {
  public static let preferred = TunedModelFiles(
    weights: \.preferredFile, results: \.preferencesFile, command: "prefer")
}

/// Results with the mark of the weights that they belong to, as members of one JSON object.
private struct Marked<Results: Codable & Plausible>: Codable, Plausible {
  let results: Results
  let mark: String?

  private enum Key: String, CodingKey { case mark }

  init(_ results: Results, mark: String) {
    self.results = results
    self.mark = mark
  }

  init(from decoder: any Decoder) throws {
    results = try Results(from: decoder)
    mark = try decoder.container(keyedBy: Key.self).decodeIfPresent(String.self, forKey: .mark)
  }

  func encode(to encoder: any Encoder) throws {
    try results.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(mark, forKey: .mark)
  }

  var isPossible: Bool { results.isPossible }
}

extension RunFolder {
  /// Writes weights and results. Throws `InputError`, and leaves what was there before, where a number
  /// among them is none.
  /// - Parameters:
  ///   - words: what else the weights mean, such as the names of the classes.
  ///   - base: the mark of the weights that these were made from, where that counts.
  public func save<Results>(
    _ model: some Layer, _ results: Results, as files: TunedModelFiles<Results>,
    meaning words: [String] = [], base: String? = nil
  ) throws {
    let mark = model.fingerprint(meaning: words)
    let text = try encoded(Marked(results, mark: mark))
    var metadata = ["mark": mark]
    if let base { metadata["base"] = base }
    try model.saveFinite(to: files.weights(self), metadata: metadata)
    try AtomicFile.write(text, to: files.results(self))
  }

  /// Reads what was measured on weights, and checks that they are those that are there. Nil where
  /// nothing was measured yet.
  public func results<Results>(of files: TunedModelFiles<Results>) throws -> Results? {
    let path = files.results(self)
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let marked = try decoded(Marked<Results>.self, from: path) { remade(path, by: files.command) }
    guard let mark = marked.mark, try self.mark(of: files.weights(self)) == mark else {
      throw InputError(
        "\(files.weights(self)) and \(path) do not belong together, for one of them is older: "
          + again(files.command, .english),
        "\(files.weights(self)) e \(path) não combinam, pois um deles é mais antigo: "
          + again(files.command, .portuguese))
    }
    return marked.results
  }

  /// What a file of weights is marked with; nil where it carries no mark.
  public func mark(of weightsFile: String, as key: String = "mark") throws -> String? {
    try SafetensorsFile(readingFrom: weightsFile).metadata[key]
  }

  private func remade(_ path: String, by command: String) -> InputError {
    InputError(
      "\(path) is not what a run has written: restore the file, or "
        + again(command, .english),
      "\(path) não está como uma execução o gravou: restaure o arquivo ou "
        + again(command, .portuguese))
  }

  private func again(_ command: String, _ language: Language) -> String {
    let line = "gpt \(command) --run \(reference)"
    return language.text("make both anew with \(line).", "refaça os dois com \(line).")
  }
}

extension Layer {
  /// A number that changes with the parameters and with `words` (FNV-1a of 64 bits, over the parameters'
  /// words of 32 bits). It depends on nothing else: the same training, the same fingerprint.
  public func fingerprint(meaning words: [String] = []) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ number: UInt32) { hash = (hash ^ UInt64(number)) &* 0x0000_0100_0000_01B3 }
    for (_, parameter) in parameters {
      for number in parameter.scalars { add(number.bitPattern) }
    }
    for word in words {
      for byte in word.utf8 { add(UInt32(byte)) }
      add(.max)
    }
    return String(hash, radix: 16)
  }
}
