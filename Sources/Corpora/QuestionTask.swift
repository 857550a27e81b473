import CourseKit
import Foundation
import Tensors

/// The smallest task that cannot be solved without looking back: "Ana found the kite, who?"
///
/// The passage names a person and a thing, and the last token asks for one of them. Some pairs of
/// person and thing never occur in training.
package struct QuestionTask {
  package let words: [String]
  private let names = 0..<6
  private let deeds = 6..<10
  private let things = 10..<16
  private let article = 16
  private let comma = 17
  private let who = 18
  private let what = 19

  package init(_ language: Language) {
    words =
      language == .english
      ? [
        "Ana", "Leo", "Rosa", "Max", "Iris", "Tom", "found", "lost", "bought", "painted", "kite",
        "ball", "map", "drum", "cup", "shell", "the", ",", "who?", "what?",
      ]
      : [
        "Ana", "Davi", "Rita", "Caio", "Lia", "Hugo", "achou", "perdeu", "comprou", "pintou",
        "pipa",
        "bola", "flauta", "caneca", "chave", "concha", "a", ",", "quem?", "quê?",
      ]
  }

  package struct Sentence {
    package let input: [Int]
    package let answer: Int
    /// The position of the answer in the input.
    package let position: Int
  }

  package func sentence(name: Int, deed: Int, thing: Int, asksWho: Bool) -> Sentence {
    let (name, deed, thing) = (
      names.lowerBound + name, deeds.lowerBound + deed, things.lowerBound + thing
    )
    return Sentence(
      input: [name, deed, article, thing, comma, asksWho ? who : what],
      answer: asksWho ? name : thing, position: asksWho ? 0 : 3)
  }

  /// "Ana found the kite, who?"
  package func text(_ sentence: Sentence) -> String {
    sentence.input.map { words[$0] }.joined(separator: " ").replacingOccurrences(
      of: " ,", with: ",")
  }

  /// One of each person's six pairs is held out for the test.
  private static func isHeldOut(_ name: Int, _ thing: Int) -> Bool { (name + 1) % 6 == thing }

  package var heldOut: [Sentence] {
    names.indices.flatMap { name in
      deeds.indices.flatMap { deed in
        [true, false].map { asksWho in
          sentence(
            name: name, deed: deed - deeds.lowerBound, thing: (name + 1) % 6, asksWho: asksWho)
        }
      }
    }
  }

  package func draw(using generator: inout SeededGenerator) -> Sentence {
    while true {
      let name = Int.random(in: 0..<6, using: &generator)
      let thing = Int.random(in: 0..<6, using: &generator)
      let deed = Int.random(in: 0..<4, using: &generator)
      let asksWho = Bool.random(using: &generator)
      guard !Self.isHeldOut(name, thing) else { continue }
      return sentence(name: name, deed: deed, thing: thing, asksWho: asksWho)
    }
  }
}
