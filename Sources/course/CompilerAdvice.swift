import CourseKit

/// Advice on the compiler errors that learners meet most often, in their language.
enum CompilerAdvice {
  /// Advice on a compiler message; nil if the message says enough by itself.
  static func advice(for message: String, _ language: Language) -> String? {
    kinds.first { kind in kind.fragments.allSatisfy(message.contains) }?.advice.in(language)
  }

  private struct Kind {
    /// Substrings that must all occur in the message.
    let fragments: [String]
    let advice: Text
  }

  private static let kinds: [Kind] = [
    Kind(
      fragments: ["captured var", "concurrently-executing code"],
      advice: Text(
        "The closure runs on several threads at once, so it may not touch a variable outside: return "
          + "what it finds, as concurrentMap expects, and put the results together afterwards. A value "
          + "that does not change is captured as a let.",
        "O closure roda em várias threads ao mesmo tempo, por isso não pode mexer numa variável de fora: "
          + "devolva o que ele achou, como concurrentMap espera, e junte os resultados depois. Um valor "
          + "que não muda entra como let.")),
    Kind(
      fragments: ["unable to type-check this expression in reasonable time"],
      advice: Text(
        "The expression is too long for the compiler: give parts of it names with let, and write the "
          + "types of the numbers (Float, Double).",
        "A expressão é longa demais para o compilador: dê nomes a partes dela com let e escreva os tipos "
          + "dos números (Float, Double).")),
    Kind(
      fragments: ["Float", "Double", "cannot convert value"],
      advice: mixedNumbers),
    Kind(fragments: ["binary operator", "Float", "Double"], advice: mixedNumbers),
    Kind(
      fragments: ["binary operator", "Int", "Float"],
      advice: Text(
        "Swift does not mix kinds of numbers by itself: write Float(count).",
        "O Swift não mistura tipos de números sozinho: escreva Float(contagem).")),
    Kind(
      fragments: ["cannot find 'exp' in scope"], advice: needsFoundation),
    Kind(fragments: ["cannot find 'log' in scope"], advice: needsFoundation),
    Kind(fragments: ["cannot find 'sqrt' in scope"], advice: needsFoundation),
    Kind(fragments: ["cannot find 'tanh' in scope"], advice: needsFoundation),
    Kind(fragments: ["cannot find 'cos' in scope"], advice: needsFoundation),
    Kind(
      fragments: ["is a 'let' constant"],
      advice: Text(
        "What a function is given cannot be changed: take a copy with var and change that.",
        "O que a função recebe não pode ser alterado: faça uma cópia com var e altere a cópia.")),
    Kind(
      fragments: ["missing return"],
      advice: Text(
        "Every way through the function must return a value, also the one after the loop.",
        "Todo caminho pela função precisa devolver um valor, inclusive o que vem depois do laço.")),
    Kind(
      fragments: ["overlapping accesses to"],
      advice: Text(
        "The same variable is read while it is being changed: put what is read into a let before.",
        "A mesma variável é lida enquanto é alterada: guarde antes num let o que será lido.")),
  ]

  private static let mixedNumbers = Text(
    "Swift does not mix Float and Double by itself: write Float(…) or Double(…) around one of them.",
    "O Swift não mistura Float e Double sozinho: escreva Float(…) ou Double(…) em volta de um deles."
  )

  private static let needsFoundation = Text(
    "It is in Foundation: write import Foundation at the top of the file.",
    "Está em Foundation: escreva import Foundation no começo do arquivo.")
}
