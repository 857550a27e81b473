import Console
import Corpora
import CourseKit
import Tensors

/// Texts whose classes are known, in three parts that have no text in common.
public struct ClassificationData: Sendable {
  /// The names of the classes; a class is known by its index here.
  public let labels: [String]
  /// What the classifiers learn from.
  public let training: [LabelledText]
  /// What decides which of them is kept. Taken out of the training texts.
  public let validation: [LabelledText]
  /// What the one that is kept is measured on, and nothing is decided by.
  public let test: [LabelledText]

  /// The class whose F1 counts where there are two: what is looked for among the rest.
  ///
  /// In a user's file it is the rarer one in training, and the second where both are as frequent.
  /// Nil with more classes: then the mean over all counts.
  public let soughtLabel: String?
  /// How the user's files were read, and how many texts were left out: a line each.
  public let notes: [Text]

  private init(
    labels: [String], soughtLabel: String?, training: [LabelledText], validation: [LabelledText],
    test: [LabelledText], notes: [Text] = []
  ) {
    self.notes = notes
    self.labels = labels
    self.training = training
    self.validation = validation
    self.test = test
    self.soughtLabel = soughtLabel
  }

  // MARK: Built in

  /// Normal messages and spam of the small world. Every test message has a sentence that no
  /// training message has.
  public static func smallWorld(
    language: Language, seed: UInt64, trainingCount: Int = 2_000, testCount: Int = 1_000
  ) -> ClassificationData {
    let world = SmallWorld(language: language, seed: seed)
    let validationCount = max(1, trainingCount / 5)
    let seen = world.messages(trainingCount + validationCount, split: .training)
    let training = Array(seen.prefix(trainingCount))
    let known = Set(training)
    return ClassificationData(
      labels: SmallWorld.messageLabels, soughtLabel: "spam", training: training,
      validation: seen.suffix(validationCount).filter { !known.contains($0) },
      test: world.messages(testCount, split: .heldOut))
  }

  // MARK: A user's file

  /// Takes a fifth of every class for the test and an eighth of the rest for validation, or what
  /// `test` has where it is given. A text that comes again, whatever its class, counts once.
  ///
  /// Throws `InputError` where there are fewer than two classes, where a class has too few texts
  /// for every part, or where `test` has a class that is not in the file.
  public init(
    readingFrom path: String, test testPath: String? = nil, seed: UInt64,
    options: LabelledTable.Options = .init()
  ) throws {
    var known: Set<String> = []
    var generator = SeededGenerator(seed: seed)
    var notes: [Text] = []
    func different(_ path: String) throws -> [LabelledText] {
      let table = try LabelledTable(readingFrom: path, options: options)
      let texts = table.rows.filter { known.insert($0.text).inserted }
      notes.append(Self.note(on: table, named: path))
      let count = table.rows.count - texts.count
      if count > 0 {
        notes.append(
          Text(
            "\(path): rows left out because their text came before: \(grouped(count, .english))",
            "\(path): linhas deixadas de fora porque o texto já apareceu: "
              + grouped(count, .portuguese)))
      }
      return texts
    }
    // The test first: a text that stands in both files must not be learned.
    let test = try testPath.map(different)
    let texts = try different(path)
    let classes = Dictionary(grouping: texts, by: \.label)
    let labels = classes.keys.sorted()
    guard labels.count >= 2 else {
      throw InputError(
        "\(path) has one class only, \(labels.first ?? "?"): give texts of two classes at least.",
        "\(path) só tem uma classe, \(labels.first ?? "?"): dê textos de pelo menos duas classes.")
    }
    if let stranger = test?.first(where: { classes[$0.label] == nil })?.label, let testPath {
      throw InputError(
        "\(testPath) has the class \(stranger), which \(path) does not have: correct the label, or "
          + "give texts of it to learn from.",
        "\(testPath) tem a classe \(stranger), que não está em \(path): corrija o rótulo ou dê "
          + "textos dela para aprender.")
    }
    var training: [LabelledText] = []
    var validation: [LabelledText] = []
    var held: [LabelledText] = []
    for label in labels {
      var rest = classes[label]!.shuffled(using: &generator)[...]
      let least = test == nil ? 3 : 2
      guard rest.count >= least else {
        let (count, name) = (rest.count, label)
        throw InputError(
          "\(path) has \(count == 1 ? "one text" : "\(count) different texts") of the class \(name), "
            + "and needs \(least) at least: give more, or leave the class out.",
          "\(path) tem \(count == 1 ? "um texto" : "\(count) textos diferentes") da classe \(name) "
            + "e precisa de pelo menos \(least): dê mais ou retire a classe.")
      }
      if test == nil {
        let count = max(1, rest.count / 5)
        held += rest.prefix(count)
        rest = rest.dropFirst(count)
      }
      let count = max(1, rest.count / 8)
      validation += rest.prefix(count)
      training += rest.dropFirst(count)
    }
    func count(_ label: String) -> Int { training.count { $0.label == label } }
    let sought = count(labels[0]) < count(labels[1]) ? labels[0] : labels[1]
    self.init(
      labels: labels, soughtLabel: labels.count == 2 ? sought : nil, training: training,
      validation: validation, test: test ?? held, notes: notes)
  }

  /// "messages.tsv: 5,574 rows; tabs; label in column 1, text in column 2; no header"
  private static func note(on table: LabelledTable, named path: String) -> Text {
    let (count, skipped) = (table.rows.count, table.skippedCount)
    func line(_ language: Language) -> String {
      let rows = language.text(count == 1 ? "row" : "rows", count == 1 ? "linha" : "linhas")
      let rest = language.text("rows left out", "linhas deixadas de fora")
      return "\(path): \(grouped(count, language)) \(rows); \(table.layout.in(language))"
        + (skipped == 0 ? "" : "; \(rest): \(grouped(skipped, language))")
    }
    return Text(line(.english), line(.portuguese))
  }
}
