/// One or two sentences with slots: "{who} {did} {what} {where}."
///
/// When it is filled in, the first letter of each sentence is capitalized: the one at the start,
/// and any after a full stop, exclamation mark or question mark and a space.
struct Template: Sendable {
  /// The slots of a sentence, with what each language puts there.
  enum Slot: Int, CaseIterable, Sendable {
    case who  // the actor in whatever form fits: Ana, she; Ana, ela
    case name  // the actor by name: Ana, a brown dog, the dog
    case person  // the same, for sentences that only suit people
    case he, him  // pronouns of the actor, and of the other
    case by  // by Ana, by the dog; por Ana, pelo cachorro
    case did, base  // found, find; encontrou, encontrar
    case done, doneWhat  // found; encontrada, agreeing with the thing, and after "o que"
    case act, made  // danced, did; Portuguese, of two people: dançaram, fizeram
    case what  // a red kite; uma pipa vermelha
    case the, it  // the kite, it; a pipa
    case `where`, when  // in the park, on Monday
    case then  // Later,
    case other, friend  // Pedro; her friend Pedro; seu amigo Pedro
    case job
    case amount  // 120
    case wh  // the question word for where; onde, para onde, por onde
    case noun, nouns  // kite, kites
    case adjective, number  // red, three
    case owner  // Ana's; de Ana
    case order  // first, after the kite

    static let named: [String: Slot] = Dictionary(
      uniqueKeysWithValues: allCases.map { ("\($0)", $0) })
  }

  private enum Piece: Sendable {
    case text(String)
    case slot(Slot, capital: Bool)
    /// Written with a space before it, or not at all.
    case optional(Slot)
  }

  private let pieces: [Piece]
  private let slots: Set<Slot>
  /// The slots that are written as `{where?}`: they may stay empty.
  let optionalSlots: Set<Slot>

  /// Whether its first word is the actor.
  let beginsWithName: Bool
  let needsTime: Bool
  let needsPlace: Bool
  let needsPerson: Bool
  let needsOther: Bool
  let needsParticiple: Bool

  /// - Parameter startsSentence: whether the first letter is a capital one.
  init(_ text: String, startsSentence: Bool = true) {
    var pieces: [Piece] = []
    var slots: Set<Slot> = []
    var optionalSlots: Set<Slot> = []
    var rest = Substring(text)
    var capital = startsSentence
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex {
        let literal = String(rest[..<open])
        pieces.append(.text(capital ? literal.withCapital : literal))
        capital = Template.endsSentence(literal)
      }
      guard let close = rest[open...].firstIndex(of: "}") else {
        preconditionFailure("not a template: \(text)")
      }
      let name = rest[rest.index(after: open)..<close]
      let isOptional = name.last == "?"
      guard let slot = Slot.named[String(isOptional ? name.dropLast() : name)] else {
        preconditionFailure("not a template: \(text)")
      }
      pieces.append(isOptional ? .optional(slot) : .slot(slot, capital: capital))
      capital = false
      if isOptional { optionalSlots.insert(slot) } else { slots.insert(slot) }
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(capital ? String(rest).withCapital : String(rest))) }
    self.pieces = pieces
    self.slots = slots
    self.optionalSlots = optionalSlots
    beginsWithName = text.hasPrefix("{name}")
    needsTime = slots.contains(.when)
    needsPlace = slots.contains(.where)
    needsPerson = slots.contains(.person)
    needsOther = slots.contains(.other) || slots.contains(.friend)
    needsParticiple = slots.contains(.done) || slots.contains(.doneWhat)
  }

  /// Whether the slot is one that must be filled.
  func has(_ slot: Slot) -> Bool { slots.contains(slot) }

  /// Whether every slot that must be filled has a word.
  func canBeFilled(with words: Words) -> Bool { slots.allSatisfy { !words[$0].isEmpty } }

  /// The templates in a text, one per line.
  static func lines(_ text: String) -> [Template] {
    text.split(separator: "\n").map { Template(String($0)) }
  }

  /// The same, for parts of a sentence, which may stand anywhere in it.
  static func clauses(_ text: String) -> [Template] {
    text.split(separator: "\n").map { Template(String($0), startsSentence: false) }
  }

  /// Appends the filled-in sentence to `text`.
  func write(_ words: Words, to text: inout String) {
    for piece in pieces {
      switch piece {
      case .text(let literal): text += literal
      case .slot(let slot, let capital):
        let word = words[slot]
        text += capital ? word.withCapital : word
      case .optional(let slot):
        let word = words[slot]
        if !word.isEmpty { text += " \(word)" }
      }
    }
  }

  func filled(_ words: Words) -> String {
    var text = ""
    write(words, to: &text)
    return text
  }

  private static func endsSentence(_ literal: String) -> Bool {
    [". ", "! ", "? "].contains { literal.hasSuffix($0) }
  }
}

/// The values for the slots of one sentence.
struct Words: Sendable {
  private var values = [String](repeating: "", count: Template.Slot.allCases.count)

  subscript(slot: Template.Slot) -> String {
    get { values[slot.rawValue] }
    set { values[slot.rawValue] = newValue }
  }
}

extension String {
  /// The text with its first letter, accented or not, in uppercase.
  var withCapital: String {
    guard let first else { return self }
    return first.isUppercase ? self : first.uppercased() + dropFirst()
  }
}
