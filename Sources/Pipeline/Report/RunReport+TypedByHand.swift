import Charts
import Corpora
import CourseKit
import Runs

extension RunReport {
  /// How the questions typed by hand were answered, by kind.
  func typedByHand(_ typed: AssistantResults.TypedByHand) -> HTML {
    let scores =
      zip(typed.base.tasks, typed.tuned.tasks).map { ($0.task, $0, $1) }
      + [(nil, typed.base.all, typed.tuned.all)]
    return .table(
      caption: HTML(
        language.text(
          """
          Exact answers to questions typed by writers who had seen none of the small world's \
          sentences: what it has learned of reading beyond them.
          """,
          """
          Respostas exatas a perguntas digitadas à mão por quem não tinha visto nenhuma frase do \
          pequeno mundo: o que ele aprendeu a ler além delas.
          """)),
      columns: [
        language.text("typed by hand", "digitadas à mão"),
        language.text("questions", "perguntas"), language.text("before", "antes"),
        language.text("after", "depois"),
      ],
      rows: scores.map { kind, base, tuned in
        let name = kind.flatMap(TypedQuestion.Kind.init(rawValue:))?.name(in: language)
        return [
          HTML(name ?? language.text("all", "todas")), HTML("\(tuned.count)"),
          HTML(number(base.exactMatch, 2)), HTML(number(tuned.exactMatch, 2)),
        ]
      }, emphasizing: scores.count - 1)
  }
}
