import CourseKit

/// The texts that the measurements are about.
struct FigureWords {
  /// Prompts, each with the token that follows it in its text.
  let next, decoding, given, open: (prompt: String, next: String)
  /// One passage, with two questions about it.
  let questions: [String]
  /// People, animals, places: spelled as in the tokens, with their leading space.
  let categories: [[String]]
  let mergedWord: String
  /// Texts to be tokenized; the second contains a word that a small word-level vocabulary lacks.
  let sentence, roundTrip: String
  /// Tokens whose nearest neighbours are shown.
  let centres: [String]
  /// Prompts whose most likely next token is shown.
  let prompts: [String]

  init(_ language: Language) {
    switch language {
    case .english:
      next = ("Anna found a kite in the", " park")
      decoding = ("Anna found a kite in the park. Then she", " took")
      given = ("Anna found a kite in the park. Then she took the", " kite")
      open = ("Anna found a kite in the park. Then she took the kite to the", " garden")
      questions = [
        "Yesterday Anna found a kite in the park.\nQuestion: Who found the kite? Answer:",
        "Yesterday Anna found a kite in the park.\nQuestion: Where did Anna find the kite? Answer: in the",
      ]
      categories = [
        FigureWords.tokens("Anna Ben Clara David Emma Frank Helen James Julia Lucy Mary Tom Peter"),
        FigureWords.tokens("dog cat horse cow duck goat rabbit parrot fox donkey frog monkey"),
        FigureWords.tokens(
          "park garden street field village yard forest square kitchen market farm"),
      ]
      mergedWord = " park"
      sentence = "Anna found a kite in the park."
      roundTrip = "The dog saw the bird."
      centres = [" park", " dog"]
      prompts = ["Anna found a kite.\nQuestion: Who found the kite? Answer:"]
    case .portuguese:
      next = ("Ana encontrou uma pipa no", " parque")
      decoding = ("Ana encontrou uma pipa no parque. Depois, ela", " levou")
      given = ("Ana encontrou uma pipa no parque. Depois, ela levou a", " pipa")
      open = ("Ana encontrou uma pipa no parque. Depois, ela levou a pipa para o", " jardim")
      questions = [
        "Ontem Ana achou uma pipa no parque.\nPergunta: Quem achou a pipa? Resposta:",
        "Ontem Ana achou uma pipa no parque.\nPergunta: Onde Ana achou a pipa? Resposta: no",
      ]
      categories = [
        FigureWords.tokens(
          "Ana Bruno Clara Daniel Elisa Pedro Helena João Júlia Lúcia Maria Paulo Marcos"),
        FigureWords.tokens(
          "cachorro gato cavalo boi pato bode coelho papagaio burro sapo macaco porco"),
        FigureWords.tokens(
          "parque jardim campo pomar praia sítio museu mercado bosque quintal rio"),
      ]
      mergedWord = " parque"
      sentence = "Ana encontrou uma pipa no parque."
      roundTrip = "O cachorro viu o pássaro."
      centres = [" parque", " cavalo"]
      prompts = ["Ana encontrou uma pipa.\nPergunta: Quem encontrou a pipa? Resposta:"]
    }
  }

  private static func tokens(_ words: String) -> [String] {
    words.split(separator: " ").map { " \($0)" }
  }
}
