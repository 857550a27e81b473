/// The words of the Portuguese instructions other than questions about a story.
enum PortugueseTasks {
  static let opposite = [
    "Escreva o contrário.", "Diga o contrário.", "Troque o adjetivo pelo seu oposto.",
  ]
  static let plural = [
    "Passe para o plural.", "Escreva no plural.", "Diga o mesmo no plural.",
  ]
  static let passive = [
    "Reescreva a frase na voz passiva.", "Passe a frase para a voz passiva.",
    "Diga o mesmo na voz passiva.",
  ]
  static let classify = [
    "Classifique a palavra.", "Que tipo de coisa é?", "Diga a que grupo pertence.",
  ]
  static let count = [
    "Conte as coisas.", "Quantas coisas há?", "Diga quantas coisas estão na lista.",
  ]

  /// Kinds | adjectives and their opposites, the feminine form after a colon.
  static let opposites = """
    toy clothes paper music tool home other animal | grande/pequeno:pequena
    toy clothes paper music tool home other        | velho:velha/novo:nova
    toy clothes paper music tool home other        | barato:barata/caro:cara
    toy clothes paper music tool home other        | bonito:bonita/feio:feia, pesado:pesada/leve
    toy clothes paper music tool home other        | limpo:limpa/sujo:suja
    toy clothes paper music tool home other        | molhado:molhada/seco:seca
    food                                           | quente/frio:fria, duro:dura/macio:macia
    food                                           | doce/azedo:azeda, grande/pequeno:pequena
    animal                                         | forte/fraco:fraca, rápido:rápida/lento:lenta
    animal                                         | gordo:gorda/magro:magra, calmo:calma/bravo:brava
    clothes tool                                   | comprido:comprida/curto:curta
    clothes tool                                   | grosso:grossa/fino:fina
    """

  /// The name of each kind of thing: the answers of the classification task.
  static let kinds = """
    toy | brinquedo
    clothes | roupa
    food | comida
    paper | leitura
    music | instrumento
    tool | ferramenta
    animal | animal
    """

  static let numbers = ["zero", "um", "dois", "três", "quatro", "cinco", "seis"]
  static let voices = [
    (
      active: Template("{name} {did} {the} {where}."),
      passive: Template("{the} foi {done} {by} {where}.")
    ),
    (
      active: Template("{when}, {name} {did} {the}."),
      passive: Template("{when}, {the} foi {done} {by}.")
    ),
    (
      active: Template("{when}, {name} {did} {the} {where}."),
      passive: Template("{when}, {the} foi {done} {by} {where}.")
    ),
  ]
}
