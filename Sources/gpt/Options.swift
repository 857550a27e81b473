import Console
import CourseKit
import Pipeline
import Runs
import TensorKernels

extension Option where Value == Int? {
  /// The number of threads. Results do not depend on it.
  static var threads: Option<Int?> {
    Option(
      "threads", default: nil, .from(1, to: 256),
      help: Text(
        "how many threads to use; default: one for each processor (on a Mac each fast one); changes no result",
        "quantas threads usar; padrão: uma por processador (num Mac, por núcleo rápido); não muda o resultado"
      ))
  }
}

/// Sets the number of threads; nil leaves it as it is.
func applyThreads(_ count: Int?) {
  if let count { Threads.count = count }
}

extension Option where Value == String? {
  /// The run to use.
  static var existingRun: Option<String?> {
    Option(
      "run", default: nil, as: Text("NAME", "NOME"),
      help: Text(
        "a run's name under runs/ or its folder; default: the last one",
        "o nome de uma execução em runs/ ou a pasta dela; padrão: a última"))
  }
}

extension Option where Value == Language? {
  /// The language of a page that is written.
  static var pageLanguage: Option<Language?> {
    Option(
      "language", default: nil,
      help: Text(
        "the language of the page, en or pt-BR; default: yours",
        "o idioma da página, en ou pt-BR; padrão: o seu"))
  }
}

/// The model of a run to use.
enum ModelChoice: String, CaseIterable, ArgumentValue {
  /// The pretrained model.
  case pretrained
  /// The model after instruction tuning.
  case assistant
  /// The model after preference tuning as well.
  case preferred

  /// Where a run stores it.
  var file: KeyPath<RunFolder, String> & Sendable {
    switch self {
    case .pretrained: \.modelFile
    case .assistant: \.assistantFile
    case .preferred: \.preferredFile
    }
  }
}

extension Option where Value == ModelChoice {
  /// The model of a run to use; each command has its own default.
  static func model(default choice: ModelChoice) -> Option<ModelChoice> {
    Option(
      "model", default: choice,
      help: Text(
        "which of the run's models: as pretrained, tuned to instructions (gpt instruct), or tuned to "
          + "preferences (gpt prefer)",
        "qual modelo da execução: o pré-treinado, o ajustado a instruções (gpt instruct) ou o "
          + "ajustado a preferências (gpt prefer)"))
  }
}
