import CourseKit
import Tensors

/// The number of draws that bring a generator from one state to the other; −1 if more than `most`
/// are needed.
///
/// Code that draws too many or too few numbers changes everything that is drawn later.
public func numbersTaken(
  from before: SeededGenerator, to after: SeededGenerator, atMost most: Int = 1000
) -> Int {
  var generator = before
  for count in 0...most {
    if generator == after { return count }
    generator.skip(1)
  }
  return -1
}

/// The name of ``numbersTaken(from:to:atMost:)`` in messages.
public let numbersTakenName = Text(
  "how many numbers are taken from the generator", "quantos números são tirados do gerador")
