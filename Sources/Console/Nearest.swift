/// The name that was probably meant; nil if none is close.
///
/// This is the only name that begins with the word, or otherwise the closest one, if its edit
/// distance is at most a third of the letters.
func nearest(to word: String, among names: [String]) -> String? {
  let completions = names.filter { $0.hasPrefix(word) }
  if completions.count == 1 { return completions[0] }
  let ranked = names.map { (name: $0, distance: editDistance(word, $0)) }
  guard let best = ranked.min(by: { $0.distance < $1.distance }),
    best.distance * 3 <= max(word.count, best.name.count)
  else { return nil }
  return best.name
}

/// The least number of insertions, deletions, replacements and swaps of neighbours that turn one
/// word into the other, where no letter is edited twice.
///
/// Source: Damerau 1964 in the restricted form ("optimal string alignment"), row by row.
/// Complexity: the product of the lengths.
func editDistance(_ a: String, _ b: String) -> Int {
  let (a, b) = (Array(a), Array(b))
  var beforePrevious = [Int](repeating: 0, count: b.count + 1)
  var previous = Array(0...b.count)
  for i in a.indices {
    var current = [i + 1]
    for j in b.indices {
      var best = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        best = min(best, beforePrevious[j - 1] + 1)
      }
      current.append(best)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[b.count]
}
