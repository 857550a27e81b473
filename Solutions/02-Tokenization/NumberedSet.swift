/// Numbers distinct elements 0, 1, 2 … in the order of their first appearance.
///
/// A hash table with open addressing (Knuth, *The Art of Computer Programming*, volume 3, section
/// 6.4, algorithm L). It does what a `Dictionary<Element, Int>` would do. The dictionary's hash is
/// safe against texts that an attacker made to slow it down, which costs more time than all the
/// rest of encoding.
struct NumberedSet<Element: QuicklyHashable>: Equatable, Sendable {
  /// The element of each number.
  private(set) var elements: [Element] = []

  /// Numbers of elements, −1 where a slot is free. A power of two, at least half of them free.
  private var slots = [Int](repeating: -1, count: 64)

  var count: Int { elements.count }

  init(_ elements: [Element] = []) {
    for element in elements { _ = insert(element) }
  }

  /// The number of an element, nil where it is not in the set.
  func number(of element: Element) -> Int? {
    let number = slots[slot(of: element)]
    return number < 0 ? nil : number
  }

  /// The number of an element, which is a new one where it was not in the set.
  mutating func insert(_ element: Element) -> Int {
    let slot = slot(of: element)
    if slots[slot] >= 0 { return slots[slot] }
    slots[slot] = elements.count
    elements.append(element)
    if elements.count * 2 > slots.count { grow() }
    return elements.count - 1
  }

  /// The slot where an element stands, or the free one where it would go: the first of these from
  /// the slot that its hash says.
  private func slot(of element: Element) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: element.quickHash) & mask
    while slots[slot] >= 0, elements[slots[slot]] != element { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    slots = [Int](repeating: -1, count: slots.count * 2)
    for (number, element) in elements.enumerated() { slots[slot(of: element)] = number }
  }
}

/// An element with a fast hash: equal elements have equal hashes, and the hashes of different ones
/// should differ in their lower bits.
protocol QuicklyHashable: Equatable, Sendable {
  var quickHash: UInt64 { get }
}

extension TokenPair: QuicklyHashable {
  /// Fibonacci hashing (Knuth, section 6.4): the upper half of a product depends on all bits.
  var quickHash: UInt64 {
    let both = UInt64(truncatingIfNeeded: left) << 32 ^ UInt64(truncatingIfNeeded: right)
    return (both &* 0x9E37_79B9_7F4A_7C15) >> 32
  }
}

/// A word of a text, compared byte by byte.
///
/// Swift's own comparison treats é as equal whether it is one scalar or two, which a tokenizer must
/// not, and which takes long.
struct ByteWord: QuicklyHashable {
  let bytes: Substring.UTF8View
  let quickHash: UInt64

  /// The hash is FNV-1a: Fowler, Noll and Vo.
  init(_ word: Substring) {
    bytes = word.utf8
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    quickHash = hash ^ hash >> 32
  }

  static func == (a: ByteWord, b: ByteWord) -> Bool {
    a.quickHash == b.quickHash && a.bytes.elementsEqual(b.bytes)
  }
}

extension NumberedSet<ByteWord> {
  /// The number of a word. A new one is copied, for a part of a text holds on to the whole text.
  mutating func insert(_ word: Substring) -> Int {
    number(of: ByteWord(word)) ?? insert(ByteWord(Substring(String(word))))
  }
}
