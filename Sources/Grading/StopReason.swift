import CourseKit

/// Translates the runtime's message about why a program stopped into the learner's language.
///
/// Preconditions and the runtime report in English. A template has `*` in place of a number or a
/// shape. A message that matches no template is left as it is.
enum StopReason {
  static func spoken(_ reason: String, _ language: Language) -> String {
    guard language == .portuguese else { return reason }
    for beginning in ["precondition failed: ", "assertion failed: ", ""]
    where reason.hasPrefix(beginning) {
      let rest = String(reason.dropFirst(beginning.count))
      if let portuguese = portuguese(of: rest) { return portuguese }
    }
    return reason
  }

  /// The translation by the first matching template, with its gaps filled; nil if none matches.
  static func portuguese(of reason: String) -> String? {
    for (english, portuguese) in templates {
      guard let gaps = gaps(of: english, in: reason) else { continue }
      var filled = ""
      var next = gaps.makeIterator()
      for character in portuguese {
        filled += character == "*" ? next.next() ?? "" : String(character)
      }
      return filled
    }
    return nil
  }

  /// The text matched by each `*`; nil if the template does not match.
  private static func gaps(of template: String, in text: String) -> [String]? {
    let parts = template.split(separator: "*", omittingEmptySubsequences: false)
    guard text.hasPrefix(parts[0]) else { return nil }
    var rest = text[...].dropFirst(parts[0].count)
    var gaps: [String] = []
    for (index, part) in parts.enumerated().dropFirst() {
      if index == parts.count - 1, part.isEmpty {
        gaps.append(String(rest))
        return gaps
      }
      guard let range = rest.firstRange(of: part) else { return nil }
      gaps.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return rest.isEmpty ? gaps : nil
  }

  /// The templates, special cases before general ones.
  private static let templates: [(english: String, portuguese: String)] = [
    // Tensors
    (
      "a matrix of * × * cannot be multiplied by one of * × *",
      "uma matriz de * × * não pode ser multiplicada por uma de * × *"
    ),
    ("a bias of * elements for * columns", "um bias de * elementos para * colunas"),
    ("rows * of a matrix of * × *", "linhas * de uma matriz de * × *"),
    ("columns * of a matrix of * × *", "colunas * de uma matriz de * × *"),
    ("index * in a matrix of * × *", "índice * numa matriz de * × *"),
    ("* matrices cannot stand * in a row", "* matrizes não cabem em filas de *"),
    (
      "matrices of different shapes cannot stand side by side",
      "matrizes de formas diferentes não podem ficar lado a lado"
    ),
    ("no last rows in a tensor of *", "um tensor de * não tem últimas linhas"),
    ("a shape with a negative length: *", "uma forma com um tamanho negativo: *"),
    ("a shape with more than * axes: *", "uma forma com mais de * eixos: *"),
    ("axis * of a shape with *", "eixo * de uma forma com *"),
    ("tensors of * and * do not pair", "tensores de * e de * não combinam"),
    ("the rows of * do not pair with those of *", "as linhas de * não combinam com as de *"),
    ("* bytes from element * of a tensor of *", "* bytes a partir do elemento * de um tensor de *"),
    (
      "* × * elements from row * of a tensor of *",
      "* × * elementos a partir da linha * de um tensor de *"
    ),
    (
      "* × * elements from column * of a tensor of *",
      "* × * elementos a partir da coluna * de um tensor de *"
    ),
    ("* × * times * × *, into a row of * elements", "* × * vezes * × *, numa linha de * elementos"),
    ("* elements do not make a tensor of *", "* elementos não formam um tensor de *"),
    ("elements * of a tensor of *", "elementos * de um tensor de *"),
    ("a row outside of a tensor of *", "uma linha fora de um tensor de *"),
    (
      "a tensor of * does not give * rows of one of *",
      "um tensor de * não dá * linhas de um tensor de *"
    ),
    ("row * of a tensor of *", "linha * de um tensor de *"),
    ("rows of different lengths", "linhas de comprimentos diferentes"),
    ("a tensor of * cannot be reshaped to *", "um tensor de * não pode virar um de *"),
    ("offset * in a tensor of *", "posição * num tensor de *"),
    (
      "index * in a tensor of *, which has * axes and not *",
      "índice * num tensor de *, que tem * eixos, e não *"
    ),
    ("index * in a tensor of *", "índice * num tensor de *"),
    ("column * of a row of * elements", "coluna * de uma linha de * elementos"),
    ("the first * of a row of * elements", "os primeiros * de uma linha de * elementos"),
    (
      "a row of * elements and a row of * elements",
      "uma linha de * elementos e uma linha de * elementos"
    ),
    ("an empty row has no largest element", "uma linha vazia não tem um maior elemento"),
    ("* results, * at once", "* resultados, * de cada vez"),
    // The shared types
    (
      "a width of * cannot be split into * heads",
      "uma largura de * não pode ser dividida em * cabeças"
    ),
    (
      "the sequences of a batch must be equally long",
      "as sequências de um lote precisam ter o mesmo comprimento"
    ),
    ("* targets for logits of *", "* alvos para logits de *"),
    ("a target outside of a vocabulary of *", "um alvo fora de um vocabulário de *"),
    ("* × * inputs for * × * targets", "* × * entradas para * × * alvos"),
    (
      "a step of * batches of *: both must be 1 or more",
      "um passo de * lotes de *: os dois números precisam ser 1 ou mais"
    ),
    ("* of * steps of warm-up", "* de * passos de aquecimento"),
    // Swift's runtime
    ("Index out of range", "índice fora dos limites"),
    ("Array index is out of range", "índice fora dos limites do array"),
    ("Negative Array index is out of range", "índice de array negativo"),
    ("String index is out of bounds", "índice fora dos limites da string"),
    ("Range requires lowerBound <= upperBound", "um intervalo cujo começo vem depois do fim"),
    (
      "Unexpectedly found nil while unwrapping an Optional value",
      "um valor opcional era nil, e foi aberto com !"
    ),
    (
      "Unexpectedly found nil while implicitly unwrapping an Optional value",
      "um valor opcional era nil, e foi aberto"
    ),
    ("Division by zero", "divisão por zero"),
    ("Division by zero in remainder operation", "resto de uma divisão por zero"),
    ("arithmetic overflow", "um resultado que não cabe no tipo inteiro"),
    (
      "Not enough bits to represent the passed value",
      "um valor que não cabe no tipo inteiro em que é convertido"
    ),
    (
      "Negative value is not representable", "um valor negativo não cabe num tipo sem sinal"
    ),
    (
      "* value cannot be converted to * because it is either infinite or NaN",
      "um valor * infinito ou NaN não pode ser convertido em *"
    ),
    (
      "* value cannot be converted to * because the result would be *",
      "um valor * não cabe em *: o resultado seria *"
    ),
    ("Can't remove first element from an empty collection", "nada a remover: a coleção está vazia"),
    ("Can't remove last element from an empty collection", "nada a remover: a coleção está vazia"),
    ("Array replace: subrange extends past the end", "um trecho que passa do fim do array"),
    ("Can't form Range with upperBound < lowerBound", "um intervalo cujo começo vem depois do fim"),
    ("Negative count not allowed", "uma quantidade negativa"),
  ]
}
