import Console
import CourseKit
import TensorKernels

extension Option where Value == Int? {
  /// How many threads to use: the results do not depend on it.
  static var threads: Option<Int?> {
    Option(
      "threads", default: nil, .from(1, to: 256),
      help: Text(
        "how many threads to use; default: one for each processor; changes no result",
        "quantas threads usar; padrão: uma por processador; não muda o resultado"))
  }
}

func applyThreads(_ count: Int?) {
  if let count { Threads.count = count }
}

extension Option where Value == String? {
  /// Which run to use.
  static var existingRun: Option<String?> {
    Option(
      "run", default: nil, as: Text("NAME", "NOME"),
      help: Text(
        "a run's name under runs/ or its folder; default: the last one",
        "o nome de uma execução em runs/ ou a pasta dela; padrão: a última"))
  }
}
