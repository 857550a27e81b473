import CourseKit
import Foundation

/// Reads instructions in the format of Stanford Alpaca (Taori et al. 2023).
public enum AlpacaInstructions {
  /// The items of a JSON array of objects, or of a file with one object on each line.
  ///
  /// Other members of the objects are ignored, and `input` may be missing. Throws ``InputError``
  /// with the item's number, or its line, where something is missing or no JSON.
  public static func read(_ path: String) throws -> [Instruction] {
    try parse(try PlainText.read(path), named: path)
  }

  static func parse(_ text: String, named name: String) throws -> [Instruction] {
    let items: [Instruction]
    if text.first(where: { !$0.isWhitespace }) == "[" {
      guard
        let array = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [Any]
      else {
        throw InputError(
          "\(name) is not valid JSON, though it begins like an array: look for a missing comma, "
            + "quote or bracket.",
          "\(name) não é JSON válido, embora comece como um array: veja se falta uma vírgula, aspas "
            + "ou um colchete.")
      }
      items = try array.enumerated().map { index, value in
        try item(value, at: "\(name), item \(index + 1)")
      }
    } else {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      items = try lines.enumerated().compactMap { index, line in
        guard line.contains(where: { !$0.isWhitespace }) else { return nil }
        let lineWord = Language.current.text("line", "linha")
        let place = "\(name), \(lineWord) \(index + 1)"
        guard let value = try? JSONSerialization.jsonObject(with: Data(line.utf8)) else {
          throw InputError(
            "\(place): not valid JSON; give an array of objects, or one object on each line.",
            "\(place): não é JSON válido; escreva um array de objetos ou um objeto por linha.")
        }
        return try item(value, at: place)
      }
    }
    guard !items.isEmpty else {
      throw InputError(
        "\(name) has no items: give at least one instruction with its output.",
        "\(name) não tem itens: escreva pelo menos uma instrução com a sua resposta (output).")
    }
    return items
  }

  private static func item(_ value: Any, at place: String) throws -> Instruction {
    guard let members = value as? [String: Any] else {
      throw InputError(
        "\(place): not an object; write {\"instruction\": …, \"input\": …, \"output\": …}.",
        "\(place): não é um objeto; escreva {\"instruction\": …, \"input\": …, \"output\": …}.")
    }
    func string(_ key: String, isOptional: Bool = false) throws -> String {
      guard let member = members[key], !(member is NSNull) else {
        if isOptional { return "" }
        throw InputError(
          "\(place): \"\(key)\" is missing; add it.", "\(place): falta \"\(key)\"; acrescente-o.")
      }
      guard let string = member as? String else {
        throw InputError(
          "\(place): \"\(key)\" is not a string; put it in double quotes.",
          "\(place): \"\(key)\" não é um texto; escreva-o entre aspas duplas.")
      }
      if !isOptional, string.trimmed.isEmpty {
        throw InputError(
          "\(place): \"\(key)\" is empty; fill it in or delete the item.",
          "\(place): \"\(key)\" está vazio; preencha-o ou apague o item.")
      }
      return string
    }
    return Instruction(
      instruction: try string("instruction"), input: try string("input", isOptional: true),
      response: try string("output"))
  }
}
