/// The words of the English instructions other than questions about a story.
enum EnglishTasks {
  static let opposite = [
    "Write the opposite.", "Say the opposite.", "Change the adjective to its opposite.",
  ]
  static let plural = [
    "Write it in the plural.", "Give the plural.", "Say it for more than one.",
  ]
  static let passive = [
    "Rewrite the sentence in the passive.", "Put the sentence in the passive voice.",
    "Say the same in the passive.",
  ]
  static let classify = [
    "Classify the word.", "What kind of thing is it?", "Say which group it belongs to.",
  ]
  static let count = [
    "Count the things.", "How many things are there?", "Say how many things are in the list.",
  ]

  /// Kinds | adjectives and their opposites.
  static let opposites = """
    toy clothes paper music tool home other animal | big/small
    toy clothes paper music tool home other        | old/new, cheap/expensive, beautiful/ugly
    toy clothes paper music tool home other        | heavy/light, clean/dirty, wet/dry
    food                                           | hot/cold, hard/soft, sweet/bitter, big/small
    animal                                         | strong/weak, fast/slow, fat/thin, calm/nervous
    clothes tool                                   | long/short, thick/thin
    """

  /// The name of each kind of thing: the answers of the classification task.
  static let kinds = """
    toy | toy
    clothes | clothing
    food | food
    paper | reading
    music | instrument
    tool | tool
    animal | animal
    """

  static let numbers = ["zero", "one", "two", "three", "four", "five", "six"]
  static let voices = [
    (
      active: Template("{name} {did} {the} {where}."),
      passive: Template("{the} was {done} {by} {where}.")
    ),
    (
      active: Template("{when}, {name} {did} {the}."),
      passive: Template("{when}, {the} was {done} {by}.")
    ),
    (
      active: Template("{when}, {name} {did} {the} {where}."),
      passive: Template("{when}, {the} was {done} {by} {where}.")
    ),
  ]
}
