import CourseKit

/// One event of a scene: who did what, to whom, where and when, as far as the passage tells.
struct SceneEvent: Sendable {
  /// The forms of the verb, or of something to do at a place.
  struct Deed: Sendable, Equatable {
    let base: String
    let past: String
    /// The stem in Portuguese; empty: no passive.
    let participle: String
    var preposition: Activity.Preposition = .at
  }

  var deed: Deed?
  var actor: Actor?
  var thing: SceneThing?
  var recipient: Actor?
  var place: ScenePlace?
  var time: String?
  var number: Int?
  /// What it is like: asleep, tired.
  var adjective: String?
}

/// A thing or an animal of a scene.
struct SceneThing: Sendable, Equatable {
  let noun: Noun
  /// red, of a red kite
  let adjective: String?
  /// a red kite; or Anna's kite, the red kite
  let span: String
  /// the red kite; Anna's kite
  let definite: String
  let owner: Actor?
  /// The same for two with the same noun, whatever their adjectives.
  let index: Int

  static func == (left: SceneThing, right: SceneThing) -> Bool {
    left.index == right.index && left.span == right.span
  }
}

struct ScenePlace: Sendable, Equatable {
  /// under the bridge
  let span: String
  let noun: String
  let hash: UInt64

  static func == (left: ScenePlace, right: ScenePlace) -> Bool { left.span == right.span }
}

/// What can be asked for.
enum SceneRole: String, CaseIterable, Sendable {
  case actor, thing, recipient, place, time, deed, color, quality, which, owner, number, truth
}

/// The sentences and questions for one kind of event.
struct SceneFrame: Sendable {
  let clauses: [Template]
  let questions: [SceneRole: [Template]]

  /// - Parameter questions: lines of "role | question".
  init(clauses: String, questions: String) {
    self.clauses = Template.clauses(clauses)
    var byRole: [SceneRole: [Template]] = [:]
    for row in LexiconTable.rows(questions, columns: 2) {
      guard let role = SceneRole(rawValue: row[0]) else {
        preconditionFailure("not a role: \(row[0])")
      }
      byRole[role, default: []].append(Template(row[1]))
    }
    self.questions = byRole
  }
}

/// The words and sentences of scenes in one language.
struct SceneTemplates: Sendable {
  let deed, activity, giving, having, standing, counting, being: SceneFrame
  /// Of one actor: what came first, after what; and of several.
  let series, orderOfActors: SceneFrame
  /// Two of a series in one sentence: {what} is the first, {other} the second.
  let pairsOfThings, pairsOfPlaces, pairsOfActors: [Template]
  let joints: [String]
  /// What stands before each of several events that follow in time.
  let firsts, thens, lasts: [String]
  let first, last, after, before: String
  let yes, no, unknown: String
  /// Prepositions with the forms for a feminine and a masculine noun.
  let prepositions: [(feminine: String, masculine: String)]
  let spotPrepositions: [(feminine: String, masculine: String)]
  /// What things can be under, behind or in, with its gender.
  let spots: [(noun: String, gender: Gender)]
  let states: [(feminine: String, masculine: String)]
  let numbers: [String]
  let syllables: [String]
  /// What an invented word may end in after its last syllable.
  let endings: [String]
  let colors: Set<String>
}
