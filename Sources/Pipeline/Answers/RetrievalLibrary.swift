import Corpora
import CourseKit
import Extensions
import Foundation

/// A user's folder of texts, to find the passages in that a question is about.
public struct RetrievalLibrary: Sendable {
  /// A stretch of a file.
  public struct Source: Codable, Sendable, Hashable {
    /// Below the folder.
    public let file: String
    /// The line that it begins in, from 1.
    public let line: Int
    public let text: String
  }

  /// A passage that shares words with the question.
  public struct Hit: Sendable, Hashable {
    public let source: Source
    public let score: Double
  }

  /// The files that were read, in order.
  public let files: [String]
  /// Why others were not read, a sentence each.
  public let problems: [String]
  private let sources: [Source]
  private let index: PassageIndex
  private let knownTerms: Set<String>

  /// Windows of so many sentences, of which the last ones come again in the next.
  private static let (sentenceCount, overlap) = (4, 2)

  // MARK: Reading

  /// Reads all `.txt` and `.md` files in a folder and in those below it, but for hidden ones.
  ///
  /// Throws `InputError` where there is no such folder, or nothing to read in it.
  public init(readingFrom folder: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
      throw InputError(
        "There is no folder \(folder): check the path.",
        "Não existe a pasta \(folder): confira o caminho.")
    }
    guard isFolder.boolValue, let entries = FileManager.default.enumerator(atPath: folder) else {
      throw InputError(
        "\(folder) is not a folder that can be read: give the folder that the documents are in.",
        "\(folder) não é uma pasta que se possa ler: indique a pasta onde estão os documentos.")
    }
    let names = entries.compactMap { $0 as? String }.filter { name in
      ["txt", "md"].contains((name as NSString).pathExtension.lowercased())
        && !name.split(separator: "/").contains { $0.hasPrefix(".") }
    }.sorted()
    var files: [String] = []
    var problems: [String] = []
    var sources: [Source] = []
    for name in names {
      do {
        sources += Self.sources(in: try PlainText.read("\(folder)/\(name)"), file: name)
        files.append(name)
      } catch {
        problems.append("\(error)")
      }
    }
    guard !sources.isEmpty else {
      throw InputError(
        problems.first
          ?? "There is no .txt or .md file with text in \(folder): put one there, in UTF-8.",
        problems.first
          ?? "Não há arquivo .txt ou .md com texto em \(folder): ponha um lá, em UTF-8.")
    }
    self.files = files
    self.problems = problems
    self.sources = sources
    index = PassageIndex(
      sources.enumerated().map { Passage(document: $1.file, number: $0, text: $1.text) })
    knownTerms = Set(sources.flatMap { searchTerms($0.text) })
  }

  /// A text's passages, each from within a paragraph, with their lines.
  static func sources(in text: String, file: String) -> [Source] {
    var sources: [Source] = []
    // Lines and their numbers, until an empty one ends the paragraph.
    var paragraph: [(number: Int, text: String)] = []
    func endParagraph() {
      defer { paragraph = [] }
      let lineOfWord = paragraph.flatMap { line in
        line.text.split(whereSeparator: \.isWhitespace).map { _ in line.number }
      }
      let whole = paragraph.map(\.text).joined(separator: "\n")
      let wordCounts = sentences(of: whole).map { $0.split(separator: " ").count }
      for passage in passages(
        of: whole, document: file, length: sentenceCount, overlap: overlap)
      {
        let firstSentence = passage.number * (sentenceCount - overlap)
        let firstWord = wordCounts[..<firstSentence].reduce(0, +)
        sources.append(
          Source(file: file, line: lineOfWord[firstWord], text: passage.text))
      }
    }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let line = file.lowercased().hasSuffix(".md") ? withoutMarker(line) : String(line)
      if line.allSatisfy(\.isWhitespace) {
        endParagraph()
      } else {
        paragraph.append((index + 1, line))
      }
    }
    endParagraph()
    return sources
  }

  /// A line of Markdown without what makes it a heading, a quotation or an item of a list.
  private static func withoutMarker(_ line: Substring) -> String {
    let rest = line.drop(while: \.isWhitespace)
    let marker = rest.prefix { "#>*-+".contains($0) }
    let text = rest.dropFirst(marker.count)
    return !marker.isEmpty && (text.isEmpty || text.first == " ") ? String(text) : String(line)
  }

  // MARK: Finding

  /// The passages that share the most telling words with a question, the best first. Words that every
  /// question has, such as "who" and "the", do not count.
  ///
  /// Passages overlap; of two that begin in the same stretch of a file only the better one is given.
  public func search(_ question: String, count: Int) -> [Hit] {
    let terms = Self.tellingTerms(question).joined(separator: " ")
    var hits: [Hit] = []
    for found in index.search(terms, count: index.passages.count) {
      let number = found.passage.number
      let source = sources[number]
      let isNew = !hits.contains { hit in
        hit.source.file == source.file && hit.source.text.sharesSentence(with: source.text)
      }
      if isNew { hits.append(Hit(source: source, score: found.score)) }
      if hits.count == count { break }
    }
    return hits
  }

  /// The telling words of a question that stand in none of the documents.
  public func unknownTerms(of question: String) -> [String] {
    Self.tellingTerms(question).filter { !knownTerms.contains($0) }
  }

  /// A question's words without those that say nothing about what it is about.
  static func tellingTerms(_ question: String) -> [String] {
    searchTerms(question).filter { !commonWords.contains($0) }
  }

  /// Articles, prepositions, auxiliaries and question words of both languages.
  private static let commonWords = Set(
    """
    a an the of in on at to for from by with and or is was were are be been did do does has have had
    who whom whose what where when which how why many much it its he she they them his her their there
    s that this
    o os as um uma uns umas de do da dos das em no na nos nas por pelo pela para com e ou é foi foram
    era são ser quem que qual quais onde quando como quantos quantas ele ela eles elas seu sua ao à
    aos às se isso isto
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  // MARK: Fitting

  /// The passage, or where that is too long the stretch of its sentences that fits: the one that shares
  /// the most words with the question, and as many as fit before and after it. Nil where not even a
  /// sentence does.
  public static func fitting(
    _ passage: String, question: String, where fits: (String) -> Bool
  ) -> String? {
    if fits(passage) { return passage }
    let sentences = sentences(of: passage)
    let terms = Set(tellingTerms(question))
    let shared = sentences.map { Set(searchTerms($0)).intersection(terms).count }
    guard let most = shared.max(), let best = shared.firstIndex(of: most) else { return nil }
    func text(_ range: Range<Int>) -> String { sentences[range].joined(separator: " ") }
    var range = best..<best + 1
    guard fits(text(range)) else { return nil }
    while range.lowerBound > 0, fits(text(range.lowerBound - 1..<range.upperBound)) {
      range = range.lowerBound - 1..<range.upperBound
    }
    while range.upperBound < sentences.count, fits(text(range.lowerBound..<range.upperBound + 1)) {
      range = range.lowerBound..<range.upperBound + 1
    }
    return text(range)
  }
}

extension String {
  /// Whether two passages overlap.
  fileprivate func sharesSentence(with other: String) -> Bool {
    !Set(sentences(of: self)).isDisjoint(with: sentences(of: other))
  }
}
