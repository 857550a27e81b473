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

    static let named: [String: Slot] = Dictionary(
      uniqueKeysWithValues: allCases.map { ("\($0)", $0) })
  }

  private enum Piece: Sendable {
    case text(String)
    case slot(Slot, capital: Bool)
  }

  private let pieces: [Piece]
  private let slots: Set<Slot>

  let needsTime: Bool
  let needsPlace: Bool
  let needsPerson: Bool
  let needsOther: Bool
  let needsParticiple: Bool

  init(_ text: String) {
    var pieces: [Piece] = []
    var slots: Set<Slot> = []
    var rest = Substring(text)
    var capital = true
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex {
        let literal = String(rest[..<open])
        pieces.append(.text(capital ? literal.withCapital : literal))
        capital = Template.endsSentence(literal)
      }
      guard let close = rest[open...].firstIndex(of: "}"),
        let slot = Slot.named[String(rest[rest.index(after: open)..<close])]
      else { preconditionFailure("not a template: \(text)") }
      pieces.append(.slot(slot, capital: capital))
      capital = false
      slots.insert(slot)
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(capital ? String(rest).withCapital : String(rest))) }
    self.pieces = pieces
    self.slots = slots
    needsTime = slots.contains(.when)
    needsPlace = slots.contains(.where)
    needsPerson = slots.contains(.person)
    needsOther = slots.contains(.other) || slots.contains(.friend)
    needsParticiple = slots.contains(.done) || slots.contains(.doneWhat)
  }

  func has(_ slot: Slot) -> Bool { slots.contains(slot) }

  /// The templates in a text, one per line.
  static func lines(_ text: String) -> [Template] {
    text.split(separator: "\n").map { Template(String($0)) }
  }

  /// Appends the filled-in sentence to `text`.
  func write(_ words: Words, to text: inout String) {
    for piece in pieces {
      switch piece {
      case .text(let literal): text += literal
      case .slot(let slot, let capital):
        let word = words[slot]
        text += capital ? word.withCapital : word
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
