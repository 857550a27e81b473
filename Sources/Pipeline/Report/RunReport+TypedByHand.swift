import Charts
import Corpora
import CourseKit
import Runs

extension RunReport {
  /// How the questions that people typed were answered, by kind.
  func typedByHand(_ typed: AssistantResults.TypedByHand) -> HTML {
    let scores =
      zip(typed.base.tasks, typed.tuned.tasks).map { ($0.task, $0, $1) }
      + [(nil, typed.base.all, typed.tuned.all)]
    return .table(
      caption: HTML(
        language.text(
          """
          Exact answers to questions typed by people who had seen none of the small world's \
          sentences: what it has learned of reading beyond them.
          """,
          """
          Respostas exatas a perguntas digitadas por pessoas que não tinham visto nenhuma frase do \
          pequeno mundo: o que ele aprendeu a ler além delas.
          """)),
      columns: [
        language.text("typed by hand", "digitadas por pessoas"),
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
