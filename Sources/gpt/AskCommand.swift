import Console
import Corpora
import CourseKit
import Foundation
import Pipeline
import Pretraining
import Runs

/// `gpt ask`: asks a run's assistant a question about a passage or a folder of documents.
struct AskCommand: Command {
  let name = "ask"
  let summary = Text(
    "answers a question about a passage, or about your documents",
    "responde a uma pergunta sobre um texto ou sobre os seus documentos")
  let discussion = Text(
    "With --documents the passages that share the most telling words with the question are found "
      + "(BM25), and the question is put about each of them. The model is small: it answers from what "
      + "it reads, in the words of the small world.",
    "Com --documents, são buscados os trechos que têm mais palavras em comum com a pergunta (BM25), e "
      + "a pergunta é feita sobre cada um. O modelo é pequeno: responde com o que lê, nas palavras do "
      + "pequeno mundo.")

  let question = Positional<String>(
    Text("QUESTION", "PERGUNTA"),
    help: Text("such as \"Who found the kite?\"", "como \"Quem achou a pipa?\""))
  let passage = Option<String?>(
    "passage", default: nil, help: Text("what the question is about", "sobre o que é a pergunta"))
  let passageFile = Option<String?>(
    "passage-file", default: nil, as: Text("FILE", "ARQUIVO"),
    help: Text("the same, from a file", "o mesmo, de um arquivo"))
  let documents = Option<String?>(
    "documents", default: nil, as: Text("FOLDER", "PASTA"),
    help: Text(
      "finds the passages itself, in its .txt and .md files",
      "acha os trechos sozinho, nos arquivos .txt e .md dela"))
  let passageCount = Option(
    "passages", default: 3, .from(1, to: 100),
    help: Text(
      "how many passages to answer from at most", "de quantos trechos responder, no máximo"))
  let temperature = Option(
    "temperature", default: 0.0, .from(0, to: 100),
    help: Text(
      "0 always the likeliest token, more is wilder",
      "0, sempre o token mais provável; mais, mais ousada"))
  let beams = Option<Int?>(
    "beams", default: nil, .from(1, to: 1_000),
    help: Text(
      "searches with so many beams and shows all that they found",
      "busca com tantos feixes e mostra tudo o que acharam"))
  let int8 = Flag(
    "int8", help: Text("with weights rounded to bytes", "com os pesos arredondados para bytes"))
  let model = Option.model(default: .assistant)
  let maxTokens = Option(
    "max-tokens", default: 48, .from(1, to: 1_000_000),
    help: Text("how long an answer may be", "o tamanho máximo de uma resposta"))
  let seed = Option<UInt64>(
    "seed", default: 1,
    help: Text("the same seed, the same answer", "a mesma semente, a mesma resposta"))
  let runName = Option.existingRun
  let threads = Option.threads
  let json = Flag("json", help: Text("the result as JSON", "o resultado em JSON"))

  /// An answer and the passage it was read from.
  private struct Answer: Encodable {
    let answer: String
    /// The passage that the model was given; nil if none.
    let passage: String?
    /// The file of the passage, if it was retrieved.
    let file: String?
    let line: Int?
    let score: Double?
    let candidates: [Candidate]?
  }

  /// An answer found by beam search.
  private struct Candidate: Encodable {
    let answer: String
    let probability: Double
  }

  private struct Result: Encodable {
    let run: String
    let question: String
    /// The best answer first; empty if nothing relevant was found.
    let answers: [Answer]
    /// Content words of the question that occur in no document.
    let unknownWords: [String]
    /// Files that could not be read, and why.
    let skipped: [String]
  }

  func run(_ values: Values) throws {
    applyThreads(values[threads])
    let language = values.language
    try check(values)
    let text = try values[passageFile].map(PlainText.read) ?? values[passage]
    let library = try values[documents].map(RetrievalLibrary.init(readingFrom:))
    let folder = try RunFolder.findAssistant(
      values[runName], model: values[model].file)
    let responder = try AssistantResponder(
      readingFrom: folder, model: values[model].file, isQuantized: values[int8])
    if !values[json] {
      writeToStandardError(Track.sentence(language) + "\n")
      sayWhatIsSlower(language)
    }

    let question = values[question]
    var answers: [Answer] = []
    if let library {
      for problem in library.problems {
        writeToStandardError(language.text("Skipped: ", "Ignorado: ") + problem + "\n")
      }
      answers = try library.search(question, count: values[passageCount]).map { hit in
        try answer(about: hit.source.text, hit, responder, values)
      }
    } else {
      answers = [try answer(about: text, nil, responder, values)]
    }
    let unknown = library?.unknownTerms(of: question) ?? []
    if values[json] {
      try printJSON(
        Result(
          run: folder.name, question: question, answers: answers, unknownWords: unknown,
          skipped: library?.problems ?? []))
    } else if let library {
      show(answers, from: library, unknown: unknown, language)
    } else {
      show(answers[0], language)
    }
  }

  private func check(_ values: Values) throws {
    let language = values.language
    guard values[question].contains(where: { !$0.isWhitespace }) else {
      throw UsageError(language.text("QUESTION is empty.", "PERGUNTA está vazia."))
    }
    let given = [passage, passageFile, documents].filter { values.gives($0) }
    guard given.count <= 1 else {
      throw UsageError(
        language.text(
          "--\(given[0].name) and --\(given[1].name) exclude each other.",
          "--\(given[0].name) e --\(given[1].name) não podem ser usadas juntas."))
    }
    guard values[beams] == nil || values[temperature] == 0 else {
      throw UsageError(
        language.text(
          "--beams always looks for the likeliest answer: leave --temperature out.",
          "--beams sempre busca a resposta mais provável: tire --temperature."))
    }
  }

  // MARK: Answering

  private func answer(
    about passage: String?, _ hit: RetrievalLibrary.Hit?, _ responder: AssistantResponder,
    _ values: Values
  ) throws -> Answer {
    let question = values[question]
    let shown = passage.map { fitted($0, question, responder, values) }
    var candidates: [Candidate]?
    let text: String
    if let width = values[beams] {
      let beams = try responder.beams(
        to: question, input: shown ?? "", maxTokens: values[maxTokens], width: width)
      candidates = beams.map { Candidate(answer: $0.text, probability: $0.probability) }
      text = beams.first?.text ?? ""
    } else {
      text = try responder.answer(
        to: question, input: shown ?? "", maxTokens: values[maxTokens],
        decoding: Decoding(temperature: Float(values[temperature])), seed: values[seed])
    }
    return Answer(
      answer: text, passage: shown, file: hit?.source.file, line: hit?.source.line,
      score: hit?.score, candidates: candidates)
  }

  /// The part of a passage that fits into the context together with the question and an answer.
  private func fitted(
    _ passage: String, _ question: String, _ responder: AssistantResponder, _ values: Values
  ) -> String {
    let room = responder.contextLength - min(values[maxTokens], responder.contextLength / 8)
    let fitting = RetrievalLibrary.fitting(passage, question: question) { text in
      responder.assistant.promptTokens(question, input: text).count <= room
    }
    guard let fitting else {
      warn(
        "The question and one sentence take more tokens than the model sees: only their end was read.",
        "A pergunta e uma frase ocupam mais tokens do que o modelo vê: só o final foi lido.", values
      )
      return passage
    }
    if fitting != passage, values[documents] == nil {
      warn(
        "The passage takes more tokens than the model sees: only its sentences around the best one "
          + "were read.",
        "O texto ocupa mais tokens do que o modelo vê: só foram lidas as frases em torno da melhor.",
        values)
    }
    return fitting
  }

  private func warn(_ english: String, _ portuguese: String, _ values: Values) {
    writeToStandardError(values.language.text(english, portuguese) + "\n")
  }

  // MARK: Showing

  private func show(_ answer: Answer, _ language: Language) {
    guard let candidates = answer.candidates else { return printLine(shown(answer.answer)) }
    var table = Table(
      .right(language.text("probability", "probabilidade")),
      .left(language.text("answer", "resposta")))
    for candidate in candidates {
      table.addRow(decimal(candidate.probability, 4, language), shown(candidate.answer))
    }
    printLine(table)
  }

  private func show(
    _ answers: [Answer], from library: RetrievalLibrary, unknown: [String], _ language: Language
  ) {
    guard !answers.isEmpty else {
      let count = grouped(library.files.count, language)
      printLine(
        language.text(
          "Nothing relevant found: no passage of the \(count) file(s) shares a telling word with the "
            + "question.",
          "Nada de relevante: nenhum trecho dos \(count) arquivo(s) tem uma palavra importante em comum "
            + "com a pergunta."))
      return
    }
    if !unknown.isEmpty {
      let words = unknown.joined(separator: ", ")
      writeToStandardError(
        language.text("In no document: ", "Em nenhum documento: ") + "\(words)\n")
    }
    for answer in answers {
      show(answer, language)
      printLine(
        "  \(answer.file ?? ""), " + language.text("line", "linha") + " \(answer.line ?? 0):")
      printLine(indented(wrapped(answer.passage ?? "", to: 76)))
    }
  }

  private func indented(_ text: String) -> String {
    text.split(separator: "\n").map { "  │ \($0)" }.joined(separator: "\n")
  }

  /// Text on one line; a dash for an empty answer.
  private func shown(_ answer: String) -> String {
    let text = answer.replacingOccurrences(of: "\n", with: " ")
    return text.isEmpty ? "–" : text
  }
}
