import Console
import CourseKit

struct BenchCommand: Command {
  let name = "bench"
  let summary = Text("measures the speed", "mede a velocidade")
  func run(_ values: Values) throws {}
}
