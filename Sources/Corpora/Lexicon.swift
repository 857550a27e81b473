import CourseKit

/// The words and sentences of one language: everything in the small world that is not a rule.
struct Lexicon: Sendable {
  let language: Language
  let people: [Person]
  let animals: [Noun]
  let things: [Noun]
  let places: [Place]
  /// Times in chronological order, on several scales: hours, days, weeks.
  let times: [[String]]
  let thingVerbs: Verbs
  let givingVerbs: Verbs
  let takingVerbs: Verbs
  let petVerbs: Verbs
  let animalVerbs: Verbs
  let activities: [Activity]
  let animalActivities: [Activity]
  let connectives: [String]
  let jobs: [Job]
  let templates: StoryTemplates
  let questions: QuestionTemplates
  let scenes: SceneTemplates
  let messages: MessageWords
  let tasks: TaskWords

  static let english = Lexicon.makeEnglish()
  static let portuguese = Lexicon.makePortuguese()

  static func of(_ language: Language) -> Lexicon {
    language == .english ? english : portuguese
  }
}

enum Gender: Sendable { case feminine, masculine }

struct Person: Sendable {
  let name: String
  let gender: Gender
  let hash: UInt64

  init(_ name: String, _ gender: Gender) {
    self.name = name
    self.gender = gender
    hash = HeldOutRule.hash(name)
  }
}

/// A thing or an animal, with the adjectives that go with it.
struct Noun: Sendable {
  let word: String
  let plural: String
  let gender: Gender
  let kind: String
  /// the kite; a pipa
  let definite: String
  /// a kite, a red kite, …; uma pipa, uma pipa vermelha, … The first has no adjective.
  let indefinite: [String]
  let hash: UInt64
}

/// A place, with the phrases for being there and getting there.
struct Place: Sendable {
  /// A way is an outdoor place that can be walked through.
  enum Kind: String, Sendable { case outdoors = "out", way, indoors = "in", water }

  let word: String
  let kind: Kind
  /// in the park; no parque
  let at: String
  /// in the lake; no lago. There, `at` is by the lake; perto do lago
  let inside: String
  /// to the park; ao parque
  let to: String
  /// to the park; para o parque
  let toward: String
  /// through the park; pelo parque
  let through: String
  let hash: UInt64
}

/// A verb with its forms, and its roles in a story.
struct Verb: Sendable {
  enum Role: String, Sendable {
    case get  // brings a thing into the story; the actor then has it
    case spot  // the same, for a thing that was already there: "There was a kite in the park."
    case meet  // brings a thing into the story and is done with it
    case act  // brings it in, or carries on with it; the actor still has it
    case end  // carries on with it, and is done with it
    case keep  // carries on with it; the actor still has it
  }

  let base: String
  let past: String
  /// The stem, without a gender ending, in Portuguese: encontrad. Empty: no passive.
  let participle: String
  let roles: [Role]
  /// The kinds of thing that it takes.
  let kinds: [String]

  var introduces: Bool {
    roles.contains { $0 == .get || $0 == .spot || $0 == .meet || $0 == .act }
  }
  var follows: Bool { roles.contains { $0 == .act || $0 == .end || $0 == .keep } }
  var keeps: Bool { !roles.contains { $0 == .meet || $0 == .end } }
  var isSpotting: Bool { roles.contains(.spot) }
}

/// Verbs, grouped by the kinds of thing that they take.
struct Verbs: Sendable {
  let all: [Verb]
  let introducing: [String: [Verb]]
  let following: [String: [Verb]]

  init(_ all: [Verb]) {
    self.all = all
    func byKind(_ verbs: [Verb]) -> [String: [Verb]] {
      var lists: [String: [Verb]] = [:]
      for verb in verbs { for kind in verb.kinds { lists[kind, default: []].append(verb) } }
      return lists
    }
    introducing = byKind(all.filter(\.introduces))
    following = byKind(all.filter(\.follows))
  }
}

/// Something that an actor does at a place, without a thing.
struct Activity: Sendable {
  enum Preposition: String, Sendable { case at, inside, through, to }

  let base: String
  let past: String
  let pastPlural: String
  let preposition: Preposition
  let placeKinds: [Place.Kind]
  let hash: UInt64
}

struct Job: Sendable { let feminine, masculine: String }

/// The templates for telling each kind of event.
struct StoryTemplates: Sendable {
  let openings: [Template]
  let personOpenings: [Template]
  let introductions: [Template]
  let spottings: [Template]
  let continuations: [Template]
  let giving: [Template]
  let taking: [Template]
  let activities: [Template]
  let endings: [Template]
  let personEndings: [Template]
}

/// The templates for asking about each part of an event.
///
/// Question and answer together contain the whole combination that may be held out: the actor and
/// the thing, or the actor, the activity and the place. Otherwise training could also ask "When did
/// Ana dance?", about another dance.
struct QuestionTemplates: Sendable {
  struct Kinds: Sendable { let who, what, `where`, when: [Template] }

  let thing: Kinds
  let activity: Kinds
  let giving: Kinds
  /// The destination.
  let taking: [Template]
  let recipient: [Template]
  let animalWhat: [Template]
  let animalWho: [Template]
  let animalActivityWho: [Template]
}

// MARK: Reading the tables

/// The word lists are small text tables, which are easier to read than Swift literals.
enum LexiconTable {
  /// The items of a comma-separated list, over any number of lines.
  static func list(_ text: String) -> [String] {
    text.split { $0 == "," || $0 == "\n" }.map(trimmed).filter { !$0.isEmpty }
  }

  /// The columns of each line, separated by vertical bars.
  static func rows(_ text: String, columns: Int) -> [[String]] {
    text.split(separator: "\n").map { line in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).map(trimmed)
      precondition(cells.count == columns, "\(cells.count) columns, not \(columns): \(line)")
      return cells
    }
  }

  static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

  private static func trimmed(_ text: Substring) -> String {
    guard let first = text.firstIndex(where: { $0 != " " }),
      let last = text.lastIndex(where: { $0 != " " })
    else { return "" }
    return String(text[first...last])
  }

  /// Lines of "base, past, participle | roles | kinds".
  static func verbs(_ text: String) -> Verbs {
    let verbs = rows(text, columns: 3).map { cells in
      let forms = list(cells[0])
      precondition(forms.count == 2 || forms.count == 3, "not the forms of a verb: \(cells[0])")
      return Verb(
        base: forms[0], past: forms[1], participle: forms.count == 3 ? forms[2] : "",
        roles: words(cells[1]).map { name in
          guard let role = Verb.Role(rawValue: name) else {
            preconditionFailure("not a role: \(name)")
          }
          return role
        }, kinds: words(cells[2]))
    }
    return Verbs(verbs)
  }

  /// Lines of "base, past, plural past | preposition | kinds of place".
  static func activities(_ text: String) -> [Activity] {
    rows(text, columns: 3).map { cells in
      let forms = list(cells[0])
      guard let preposition = Activity.Preposition(rawValue: cells[1]), forms.count >= 2 else {
        preconditionFailure("not an activity: \(cells)")
      }
      return Activity(
        base: forms[0], past: forms[1], pastPlural: forms.last!, preposition: preposition,
        placeKinds: words(cells[2]).flatMap { name in
          guard let kind = Place.Kind(rawValue: name) else {
            preconditionFailure("not a kind of place: \(name)")
          }
          return kind == .outdoors ? [.outdoors, .way] : [kind]
        }, hash: HeldOutRule.hash(forms[0]))
    }
  }
}
