import CourseKit
import Formats

/// Instructions and their responses, read from a file.
///
/// Three formats are accepted, as a JSON array of objects or as one object per line (JSONL):
///
///     {"instruction": …, "input": …, "output": …}                  Stanford Alpaca (Taori et al. 2023)
///     {"messages": [{"role": "user", "content": …}, …]}            a chat
///     {"conversations": [{"from": "human", "value": …}, …]}        a chat with other keys
///
/// A chat's system message becomes the input of its first question. Other members are ignored.
public struct InstructionFile: Sendable {
  public let items: [Instruction]
  /// The number of items left out because their response is empty; Stanford's file has 28.
  public let emptyCount: Int
  /// The number of items left out because they cannot be used.
  public let skippedCount: Int

  /// Reads a UTF-8 file.
  ///
  /// - Parameter skipsBadItems: whether to leave out unusable items instead of throwing.
  /// - Throws: ``InputError`` with the line or the item's number if something is missing or is not
  ///   JSON.
  public init(readingFrom path: String, skipsBadItems: Bool = false) throws {
    try self.init(try PlainText.read(path), named: path, skipsBadItems: skipsBadItems)
  }

  init(_ text: String, named name: String, skipsBadItems: Bool = false) throws {
    var items: [Instruction] = []
    var emptyCount = 0
    var flaws: [FileFlaw] = []
    for value in try Self.values(of: text, named: name) {
      do throws(FileFlaw) {
        if let item = try Self.instruction(value) { items.append(item) } else { emptyCount += 1 }
      } catch {
        flaws.append(error)
      }
    }
    if !skipsBadItems, let error = FileFlaw.error(for: flaws, in: name) { throw error }
    guard !items.isEmpty else {
      throw InputError(
        "\(name) has no items that can be used: give at least one instruction with its output.",
        "\(name) não tem itens que se possam usar: escreva pelo menos uma instrução com a sua resposta "
          + "(output).")
    }
    self.items = items
    self.emptyCount = emptyCount
    skippedCount = flaws.count
  }

  // MARK: Objects

  /// A value of the file, or why it is not JSON, and where it is.
  private struct Value {
    let unit: FileFlaw.Unit
    let number: Int
    let json: Result<JSONValue, JSONProblem>
  }

  private static func values(of text: String, named name: String) throws -> [Value] {
    if text.first(where: { !$0.isWhitespace }) == "[" {
      let array: [JSONValue]
      do throws(JSONProblem) {
        array = try JSONParser.parse(Array(text.utf8)).array ?? []
      } catch {
        let place = place(after: error.offset, of: text)
        throw InputError(
          "\(name) is not valid JSON, though it begins like an array\(place.in(.english)): look for a "
            + "missing comma, quote or bracket.",
          "\(name) não é JSON válido, embora comece como um array\(place.in(.portuguese)): veja se falta "
            + "uma vírgula, aspas ou um colchete.")
      }
      return array.enumerated().map {
        Value(unit: .item, number: $0 + 1, json: .success($1))
      }
    }
    return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
      index, line in
      guard line.contains(where: { !$0.isWhitespace }) else { return nil }
      return Value(
        unit: .line, number: index + 1,
        json: Result { () throws(JSONProblem) in try JSONParser.parse(Array(line.utf8)) })
    }
  }

  /// ", near line 3, column 36" for a byte offset.
  private static func place(after offset: Int, of text: String) -> Text {
    let before = Array(text.utf8.prefix(offset))
    let line = before.count { $0 == 0x0A } + 1
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let column = String(decoding: before[start...], as: UTF8.self).count + 1
    return Text(
      ", near line \(line), column \(column)", ", perto da linha \(line), coluna \(column)")
  }

  // MARK: One item

  /// The instruction in an object; nil if its response is empty.
  private static func instruction(_ value: Value) throws(FileFlaw) -> Instruction? {
    func flaw(_ english: String, _ portuguese: String) -> FileFlaw {
      FileFlaw(unit: value.unit, number: value.number, reason: Text(english, portuguese))
    }
    let json: JSONValue
    do throws(JSONProblem) {
      json = try value.json.get()
    } catch {
      throw flaw(
        "not valid JSON (\(error.reason)); give an array of objects, or one object on each line",
        "não é JSON válido (\(error.reason)); escreva um array de objetos ou um objeto por linha")
    }
    guard json.object != nil else {
      throw flaw(
        "not an object; write {\"instruction\": …, \"input\": …, \"output\": …}",
        "não é um objeto; escreva {\"instruction\": …, \"input\": …, \"output\": …}")
    }
    if let turns = (json["messages"] ?? json["conversations"])?.array {
      guard let chat = Chat(turns) else {
        throw flaw(
          "a message has no role and content, or no question comes before an answer; write "
            + "{\"role\": \"user\", \"content\": …}, then {\"role\": \"assistant\", \"content\": …}",
          "uma mensagem não tem role e content, ou nenhuma pergunta vem antes de uma resposta; escreva "
            + "{\"role\": \"user\", \"content\": …} e depois {\"role\": \"assistant\", \"content\": …}"
        )
      }
      return chat.instruction
    }
    func string(_ key: String, isOptional: Bool = false) throws(FileFlaw) -> String {
      guard let member = json[key], member != .null else {
        if isOptional { return "" }
        throw flaw("\"\(key)\" is missing; add it", "falta \"\(key)\"; acrescente-o")
      }
      guard let string = member.string else {
        throw flaw(
          "\"\(key)\" is not a string; put it in double quotes",
          "\"\(key)\" não é um texto; escreva-o entre aspas duplas")
      }
      return string
    }
    let instruction = try string("instruction")
    guard !instruction.trimmed.isEmpty else {
      throw flaw(
        "\"instruction\" is empty; fill it in or delete the item",
        "\"instruction\" está vazio; preencha-o ou apague o item")
    }
    let (input, output) = (try string("input", isOptional: true), try string("output"))
    return output.trimmed.isEmpty
      ? nil : Instruction(instruction: instruction, input: input, response: output)
  }
}

/// The turns of a chat, as alternating questions and answers.
private struct Chat {
  private var system = ""
  private var pairs: [(question: String, answer: String)] = []

  /// Nil if something is not a turn, or an answer comes without a question.
  init?(_ turns: [JSONValue]) {
    var question: String?
    for turn in turns {
      guard let role = (turn["role"] ?? turn["from"])?.string,
        let content = Self.text(of: turn["content"] ?? turn["value"])
      else { return nil }
      switch role {
      case "system", "developer": system += (system.isEmpty ? "" : "\n") + content
      case "user", "human": question = question.map { "\($0)\n\(content)" } ?? content
      case "assistant", "gpt", "model":
        guard let asked = question, !asked.trimmed.isEmpty else { return nil }
        pairs.append((asked, content))
        question = nil
      default: continue  // other roles, such as a tool
      }
    }
    guard !pairs.isEmpty else { return nil }
  }

  /// The content itself, or the joined text parts if it is a list of parts.
  private static func text(of content: JSONValue?) -> String? {
    if let text = content?.string { return text }
    guard let parts = content?.array, parts.allSatisfy({ $0.object != nil }) else { return nil }
    return parts.compactMap { $0["text"]?.string }.joined(separator: "\n")
  }

  /// Everything before the first empty answer; nil if the very first answer is empty.
  var instruction: Instruction? {
    let answered = pairs.prefix { !$0.answer.trimmed.isEmpty }
    guard let first = answered.first else { return nil }
    return Instruction(
      instruction: first.question, input: system, response: first.answer,
      followUps: answered.dropFirst().map { .init(instruction: $0.question, response: $0.answer) })
  }
}
