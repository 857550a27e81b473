// begin solution
/// A binary heap: of its elements the smallest is at hand.
///
/// No element is larger than its two children, which stand at 2i + 1 and 2i + 2 for the one at i
/// (Williams, *Algorithm 232: Heapsort*, 1964). Cost: log₂(count) comparisons to insert, twice as
/// many to remove.
struct Heap<Element: Comparable> {
  private var elements: [Element] = []

  /// The smallest element, nil where there is none.
  var first: Element? { elements.first }

  mutating func insert(_ element: Element) {
    elements.append(element)
    var index = elements.count - 1
    while index > 0 {
      let parent = (index - 1) / 2
      guard element < elements[parent] else { break }
      elements[index] = elements[parent]
      index = parent
    }
    elements[index] = element
  }

  /// Removes the smallest element. There must be one.
  mutating func removeFirst() {
    let last = elements.removeLast()
    guard !elements.isEmpty else { return }
    var index = 0
    while true {
      var child = 2 * index + 1
      guard child < elements.count else { break }
      if child + 1 < elements.count, elements[child + 1] < elements[child] { child += 1 }
      guard elements[child] < last else { break }
      elements[index] = elements[child]
      index = child
    }
    elements[index] = last
  }
}
// end solution
