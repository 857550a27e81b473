import CourseKit
import Tensors

/// How many numbers were taken from a generator to bring it from one state to another; −1 if it is
/// not to be reached with `most` of them.
///
/// Code that takes more or fewer than it should gives all that is drawn after it other numbers.
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

/// What ``numbersTaken(from:to:atMost:)`` is called in a message.
public let numbersTakenName = Text(
  "how many numbers are taken from the generator", "quantos números são tirados do gerador")
